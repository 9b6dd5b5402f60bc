package io.understudy.protocol.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.Check;
import io.understudy.protocol.MalformedMessage;
import java.nio.ByteBuffer;

/**
 * Everything the key/value application can be asked.
 *
 * <p>As bytes: one for the {@link OperationCode}, then the record's components in their order.
 * Numbers have their highest byte first; a key has two bytes of length before it, a value four.
 */
public sealed interface KvOperation {

    int KEY_BYTES_MAX = 1_024;

    /**
     * The largest operation, a compare-and-set of two such values, has to fit a frame together with
     * what replicas and clients put around it.
     */
    int VALUE_BYTES_MAX = 500_000;

    /** What any operation takes as bytes. */
    int ENCODED_BYTES_MAX =
            1 + (2 + KEY_BYTES_MAX) + (1 + 4 + VALUE_BYTES_MAX) + (4 + VALUE_BYTES_MAX);

    /** Calls the one method of {@code cases} that is meant for this operation. */
    <R> R match(Cases<R> cases);

    byte[] encode();

    /**
     * One method per operation; a class that implements it is, by definition, a key/value store.
     */
    interface Cases<R> {
        R get(Get get);

        R put(Put put);

        R append(Append append);

        R putHash(PutHash putHash);

        R delete(Delete delete);

        R compareAndSet(CompareAndSet compareAndSet);

        R increment(Increment increment);

        R scan(Scan scan);
    }

    /**
     * @param in from its position to its limit, which stay as they are
     * @throws MalformedMessage for all that is no operation; its text is the same on every machine
     */
    static KvOperation decode(ByteBuffer in) {
        FieldReader fields = new FieldReader(in);
        OperationCode code = OperationCode.of(fields.uint8("code"));
        try {
            KvOperation operation = read(code, fields);
            fields.end();
            return operation;
        } catch (IllegalArgumentException outOfBounds) {
            throw new MalformedMessage(outOfBounds.getMessage());
        }
    }

    private static KvOperation read(OperationCode code, FieldReader in) {
        // Without default: a new code does not compile until it can be read.
        return switch (code) {
            case GET -> Get.read(in);
            case PUT -> Put.read(in);
            case APPEND -> Append.read(in);
            case PUT_HASH -> PutHash.read(in);
            case DELETE -> Delete.read(in);
            case COMPARE_AND_SET -> CompareAndSet.read(in);
            case INCREMENT -> Increment.read(in);
            case SCAN -> Scan.read(in);
        };
    }

    /** Whether it changes nothing, told by the first byte alone. What is no operation does not. */
    static boolean readsOnly(ByteBuffer in) {
        try {
            return OperationCode.of(new FieldReader(in).uint8("code")).readsOnly();
        } catch (MalformedMessage malformed) {
            return true;
        }
    }

    /** Answers {@link KvAnswer.Value} or {@link KvAnswer.Absent}. */
    record Get(Bytes key) implements KvOperation {

        public Get {
            Lengths.checkKey(key);
        }

        static Get read(FieldReader in) {
            return new Get(in.key("key"));
        }

        @Override
        public byte[] encode() {
            return new FieldWriter(OperationCode.GET.number(), FieldWriter.keyBytes(key))
                    .key(key)
                    .done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.get(this);
        }
    }

    /** Answers {@link KvAnswer.Done}. */
    record Put(Bytes key, Bytes value) implements KvOperation {

        public Put {
            Lengths.checkKey(key);
            Lengths.checkValue("value", value);
        }

        static Put read(FieldReader in) {
            return new Put(in.key("key"), in.value("value"));
        }

        @Override
        public byte[] encode() {
            return keyAndValue(OperationCode.PUT, key, value);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.put(this);
        }
    }

    /** Answers {@link KvAnswer.Done}. A key that is absent counts as holding nothing. */
    record Append(Bytes key, Bytes tail) implements KvOperation {

        public Append {
            Lengths.checkKey(key);
            Lengths.checkValue("tail", tail);
        }

        static Append read(FieldReader in) {
            return new Append(in.key("key"), in.value("tail"));
        }

        @Override
        public byte[] encode() {
            return keyAndValue(OperationCode.APPEND, key, tail);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.append(this);
        }
    }

    /**
     * Stores the {@link Fnv} hash of what the key held, followed by the argument; answers what the
     * key held. So whoever knows the arguments can tell one execution from two.
     */
    record PutHash(Bytes key, Bytes argument) implements KvOperation {

        public PutHash {
            Lengths.checkKey(key);
            Lengths.checkValue("argument", argument);
        }

        static PutHash read(FieldReader in) {
            return new PutHash(in.key("key"), in.value("argument"));
        }

        @Override
        public byte[] encode() {
            return keyAndValue(OperationCode.PUT_HASH, key, argument);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.putHash(this);
        }
    }

    /** Answers {@link KvAnswer.Done}, or {@link KvAnswer.Absent} where there was nothing. */
    record Delete(Bytes key) implements KvOperation {

        public Delete {
            Lengths.checkKey(key);
        }

        static Delete read(FieldReader in) {
            return new Delete(in.key("key"));
        }

        @Override
        public byte[] encode() {
            return new FieldWriter(OperationCode.DELETE.number(), FieldWriter.keyBytes(key))
                    .key(key)
                    .done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.delete(this);
        }
    }

    /**
     * Answers {@link KvAnswer.Done} if the key held what was expected, and holds {@code value} now;
     * otherwise what it holds instead.
     */
    record CompareAndSet(Bytes key, Expected expected, Bytes value) implements KvOperation {

        public CompareAndSet {
            Lengths.checkKey(key);
            Check.argument(expected != null, "something is expected");
            Lengths.checkValue("value", value);
        }

        static CompareAndSet read(FieldReader in) {
            Bytes key = in.key("key");
            Expected expected =
                    in.flag("expected")
                            ? new Expected.Exactly(in.value("expected"))
                            : new Expected.Absent();
            return new CompareAndSet(key, expected, in.value("value"));
        }

        @Override
        public byte[] encode() {
            int expectedBytes = expected.value().map(FieldWriter::valueBytes).orElse(0);
            int fieldBytes =
                    FieldWriter.keyBytes(key) + 1 + expectedBytes + FieldWriter.valueBytes(value);
            FieldWriter out =
                    new FieldWriter(OperationCode.COMPARE_AND_SET.number(), fieldBytes)
                            .key(key)
                            .flag(expected.value().isPresent());
            expected.value().ifPresent(out::value);
            return out.value(value).done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.compareAndSet(this);
        }
    }

    /**
     * Adds to a decimal number of 64 bits; answers the sum as {@link KvAnswer.Value}. A key that is
     * absent counts as 0.
     */
    record Increment(Bytes key, long by) implements KvOperation {

        public Increment {
            Lengths.checkKey(key);
        }

        static Increment read(FieldReader in) {
            return new Increment(in.key("key"), in.int64("by"));
        }

        @Override
        public byte[] encode() {
            return new FieldWriter(OperationCode.INCREMENT.number(), FieldWriter.keyBytes(key) + 8)
                    .key(key)
                    .int64(by)
                    .done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.increment(this);
        }
    }

    /**
     * Answers the next {@link KvAnswer.Page} of the keys that begin with {@code prefix}, in their
     * order. Pages of one scan are reads of their own: what is written between them may show.
     *
     * @param after the last key of the page before; empty for the first page
     * @param limit of pairs in the page
     */
    record Scan(Bytes prefix, Bytes after, int limit) implements KvOperation {

        public static final int LIMIT_MAX = 1_000;

        public Scan {
            Lengths.check("prefix", prefix, KEY_BYTES_MAX);
            Lengths.check("after", after, KEY_BYTES_MAX);
            if (limit < 1 || limit > LIMIT_MAX) {
                throw new IllegalArgumentException(
                        "limit is " + limit + "; want 1 to " + LIMIT_MAX);
            }
        }

        static Scan read(FieldReader in) {
            return new Scan(in.key("prefix"), in.key("after"), in.uint16("limit"));
        }

        @Override
        public byte[] encode() {
            int fieldBytes = FieldWriter.keyBytes(prefix) + FieldWriter.keyBytes(after) + 2;
            return new FieldWriter(OperationCode.SCAN.number(), fieldBytes)
                    .key(prefix)
                    .key(after)
                    .uint16(limit)
                    .done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.scan(this);
        }
    }

    private static byte[] keyAndValue(OperationCode code, Bytes key, Bytes value) {
        int fieldBytes = FieldWriter.keyBytes(key) + FieldWriter.valueBytes(value);
        return new FieldWriter(code.number(), fieldBytes).key(key).value(value).done();
    }
}
