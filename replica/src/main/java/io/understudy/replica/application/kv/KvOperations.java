package io.understudy.replica.application.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.Fnv;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvAnswer.Absent;
import io.understudy.protocol.kv.KvAnswer.Done;
import io.understudy.protocol.kv.KvAnswer.Reason;
import io.understudy.protocol.kv.KvAnswer.Refused;
import io.understudy.protocol.kv.KvAnswer.Value;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.protocol.kv.KvOperation.Append;
import io.understudy.protocol.kv.KvOperation.CompareAndSet;
import io.understudy.protocol.kv.KvOperation.Delete;
import io.understudy.protocol.kv.KvOperation.Get;
import io.understudy.protocol.kv.KvOperation.Increment;
import io.understudy.protocol.kv.KvOperation.Put;
import io.understudy.protocol.kv.KvOperation.PutHash;
import io.understudy.protocol.kv.KvOperation.Scan;
import io.understudy.replica.application.store.Store;
import java.util.Optional;
import java.util.OptionalLong;

/** What each operation does to the store. */
final class KvOperations implements KvOperation.Cases<KvAnswer> {

    /** Behind a key it makes the very next one. */
    private static final Bytes LOWEST_BYTE = Bytes.copyOf(new byte[1]);

    private final Store store;
    private final long storeBytesMax;

    KvOperations(Store store, long storeBytesMax) {
        this.store = store;
        this.storeBytesMax = storeBytesMax;
    }

    @Override
    public KvAnswer get(Get get) {
        return held(get.key());
    }

    @Override
    public KvAnswer put(Put put) {
        return store(put.key(), put.value(), new Done());
    }

    /**
     * Copies the value, as each value is one array. Values have a limit, so that is at most a
     * twentieth of a millisecond; buffers that grow in place would spare it, and would have to be
     * shared with pictures.
     */
    @Override
    public KvAnswer append(Append append) {
        Bytes old = store.get(append.key()).orElse(Bytes.EMPTY);
        int length = old.length() + append.tail().length();
        if (length > KvOperation.VALUE_BYTES_MAX) {
            return new Refused(
                    Reason.VALUE_TOO_LONG,
                    "value would have "
                            + length
                            + " bytes; at most "
                            + KvOperation.VALUE_BYTES_MAX
                            + " are allowed");
        }
        return store(append.key(), old.plus(append.tail()), new Done());
    }

    @Override
    public KvAnswer putHash(PutHash putHash) {
        Bytes old = store.get(putHash.key()).orElse(Bytes.EMPTY);
        Bytes hash = Fnv.chain(old, putHash.argument());
        return store(putHash.key(), hash, held(putHash.key()));
    }

    @Override
    public KvAnswer delete(Delete delete) {
        return store.remove(delete.key()) ? new Done() : new Absent();
    }

    @Override
    public KvAnswer compareAndSet(CompareAndSet compareAndSet) {
        Bytes key = compareAndSet.key();
        return compareAndSet.expected().is(store.get(key))
                ? store(key, compareAndSet.value(), new Done())
                : held(key);
    }

    @Override
    public KvAnswer increment(Increment increment) {
        Optional<Bytes> held = store.get(increment.key());
        OptionalLong old = held.map(Decimal::read).orElse(OptionalLong.of(0));
        if (old.isEmpty()) {
            return new Refused(
                    Reason.NOT_A_NUMBER, "value is no decimal number of 64 bits, written plainly");
        }
        long sum = old.getAsLong() + increment.by();
        // The sum has another sign than both exactly when it went round.
        if (((old.getAsLong() ^ sum) & (increment.by() ^ sum)) < 0) {
            return new Refused(
                    Reason.OVERFLOW,
                    old.getAsLong() + " and " + increment.by() + " exceed 64 bits");
        }
        Bytes value = Decimal.write(sum);
        return store(increment.key(), value, new Value(value));
    }

    @Override
    public KvAnswer scan(Scan scan) {
        Bytes next = scan.after().plus(LOWEST_BYTE);
        Bytes first = next.compareTo(scan.prefix()) > 0 ? next : scan.prefix();
        PageBuilder page = new PageBuilder(scan);
        store.visit(first, page::offer);
        return page.done();
    }

    private KvAnswer held(Bytes key) {
        return store.get(key).<KvAnswer>map(Value::new).orElseGet(Absent::new);
    }

    /** Stores if there is room, and then gives that answer. */
    private KvAnswer store(Bytes key, Bytes value, KvAnswer answer) {
        if (store.bytes() >= storeBytesMax && grows(key, value)) {
            return new Refused(
                    Reason.FULL,
                    "keys and values take "
                            + store.bytes()
                            + " bytes; at most "
                            + storeBytesMax
                            + " are allowed");
        }
        store.put(key, value);
        return answer;
    }

    /** What makes nothing larger goes on when all is full. */
    private boolean grows(Bytes key, Bytes value) {
        return store.get(key).map(old -> value.length() > old.length()).orElse(true);
    }
}
