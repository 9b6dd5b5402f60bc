package io.understudy.protocol.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.Check;
import java.util.Optional;

/** What a compare-and-set wants to find under its key. */
public sealed interface Expected {

    Optional<Bytes> value();

    default boolean is(Optional<Bytes> held) {
        return value().equals(held);
    }

    /** Nothing: the key is to be set only where it is new. */
    record Absent() implements Expected {

        @Override
        public Optional<Bytes> value() {
            return Optional.empty();
        }
    }

    record Exactly(Bytes bytes) implements Expected {

        public Exactly {
            Check.argument(bytes != null, "there are bytes");
            Lengths.checkValue("expected", bytes);
        }

        @Override
        public Optional<Bytes> value() {
            return Optional.of(bytes);
        }
    }
}
