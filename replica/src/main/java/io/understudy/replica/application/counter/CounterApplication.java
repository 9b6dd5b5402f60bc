package io.understudy.replica.application.counter;

import io.understudy.protocol.Bytes;
import io.understudy.replica.application.Application;
import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.Context;
import io.understudy.replica.application.Restoration;
import io.understudy.replica.application.store.Format;
import io.understudy.replica.application.store.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A counter for each client. Its requests, {@code client,iteration,count}, are those of the Python
 * suite: an iteration that is not above the client's last executed one is answered and not counted,
 * so here the application itself knows a repeated request.
 */
public final class CounterApplication implements Application {

    /** How many clients have a counter; the requests of further ones are refused. */
    public static final int CLIENTS_MAX = 100_000;

    private static final String ERROR = "error: ";

    private final Store store =
            new Store(new Format("counter", CounterRequest.KEY_BYTES, Count.ENCODED_BYTES));

    @Override
    public byte[] execute(ByteBuffer operation, Context context) {
        String answer =
                CounterRequest.parse(operation)
                        .map(this::answer)
                        .orElse(ERROR + "want " + CounterRequest.WANTED);
        return answer.getBytes(StandardCharsets.US_ASCII);
    }

    private String answer(CounterRequest request) {
        Bytes key = request.key();
        Optional<Bytes> held = store.get(key);
        Count count = held.map(Count::decode).orElse(Count.NONE);
        if (request.iteration() <= count.iteration()) {
            return Long.toString(count.value());
        }
        if (held.isEmpty() && store.size() >= CLIENTS_MAX) {
            return ERROR + CLIENTS_MAX + " clients have a counter, and no more can";
        }
        if (!count.canTake(request.count())) {
            return ERROR + "the counter would exceed 64 bits";
        }
        Count next = new Count(request.iteration(), count.value() + request.count());
        store.put(key, next.encode());
        return Long.toString(next.value());
    }

    /** A request changes nothing if it is a repeated one, but that is known only in its turn. */
    @Override
    public boolean readsOnly(ByteBuffer operation) {
        return false;
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
