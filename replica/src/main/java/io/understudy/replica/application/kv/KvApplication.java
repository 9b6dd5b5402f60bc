package io.understudy.replica.application.kv;

import io.understudy.protocol.MalformedMessage;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvAnswer.Reason;
import io.understudy.protocol.kv.KvAnswer.Refused;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.application.Application;
import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.Context;
import io.understudy.replica.application.Restoration;
import io.understudy.replica.application.store.Format;
import io.understudy.replica.application.store.Store;
import java.nio.ByteBuffer;

/** Values by key. Between bytes and {@link KvOperations}, which knows what each operation does. */
public final class KvApplication implements Application {

    /**
     * What keys and values may take of memory, with what it takes to keep them. It has to be equal
     * on all replicas, since it decides what is refused; so it is not taken from the machine.
     */
    public static final long STORE_BYTES_MAX = 4L << 30;

    private final Store store =
            new Store(new Format("kv", KvOperation.KEY_BYTES_MAX, KvOperation.VALUE_BYTES_MAX));

    private final KvOperations operations;

    public KvApplication() {
        this(STORE_BYTES_MAX);
    }

    KvApplication(long storeBytesMax) {
        operations = new KvOperations(store, storeBytesMax);
    }

    @Override
    public byte[] execute(ByteBuffer operation, Context context) {
        return answer(operation).encode();
    }

    private KvAnswer answer(ByteBuffer operation) {
        try {
            return KvOperation.decode(operation).match(operations);
        } catch (MalformedMessage malformed) {
            return new Refused(Reason.MALFORMED, malformed.getMessage());
        }
    }

    @Override
    public boolean readsOnly(ByteBuffer operation) {
        return KvOperation.readsOnly(operation);
    }

    @Override
    public Checkpoint checkpoint() {
        return store.checkpoint();
    }

    @Override
    public Restoration restore() {
        return store.restore();
    }

    @Override
    public long digest() {
        return store.digest();
    }
}
