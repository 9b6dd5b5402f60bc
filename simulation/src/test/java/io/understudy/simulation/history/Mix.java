package io.understudy.simulation.history;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Which operations the clients of a test call. */
enum Mix {
    /** Everything, on so few values that they meet often. */
    NARROW {
        @Override
        Operation draw(RandomGenerator random, String client, int number) {
            String text = few(random);
            return switch (random.nextInt(9)) {
                case 0, 1 -> new Operation.Get();
                case 2 -> new Operation.Put(text);
                case 3 -> new Operation.Append(text);
                case 4 -> new Operation.PutHash(text);
                case 5 -> new Operation.Delete();
                case 6 -> new Operation.Increment(random.nextInt(3) - 1);
                default ->
                        new Operation.CompareAndSet(
                                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(text),
                                few(random));
            };
        }
    },
    /** Everything, on values of which each is written once. */
    WIDE {
        @Override
        Operation draw(RandomGenerator random, String client, int number) {
            String text = client + "." + number + " ";
            return switch (random.nextInt(10)) {
                case 0, 1, 2 -> new Operation.Get();
                case 3, 4 -> new Operation.Put(text);
                case 5 -> new Operation.Append(text);
                case 6 -> new Operation.PutHash(text);
                case 7 -> new Operation.Delete();
                case 8 -> new Operation.Increment(1);
                default -> new Operation.CompareAndSet(Optional.empty(), text);
            };
        }
    },
    /** What most of the literature means by a register. */
    REGISTER {
        @Override
        Operation draw(RandomGenerator random, String client, int number) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Operation.Get();
                case 2, 3 -> new Operation.Put("" + random.nextInt(5));
                default ->
                        new Operation.CompareAndSet(
                                Optional.of("" + random.nextInt(5)), "" + random.nextInt(5));
            };
        }
    },
    /** Writes of which each is one of a kind, and reads. */
    PUTS {
        @Override
        Operation draw(RandomGenerator random, String client, int number) {
            return random.nextBoolean()
                    ? new Operation.Get()
                    : new Operation.Put(client + "." + number);
        }
    },
    /** Markers, rarely read. */
    MARKERS {
        @Override
        Operation draw(RandomGenerator random, String client, int number) {
            return random.nextInt(20) == 0
                    ? new Operation.Get()
                    : new Operation.Append("x " + client + " " + number + " y");
        }
    },
    /** Chains of hashes. */
    HASHES {
        @Override
        Operation draw(RandomGenerator random, String client, int number) {
            return random.nextInt(4) == 0
                    ? new Operation.Get()
                    : new Operation.PutHash(client + number);
        }
    },
    /** A number. */
    COUNTER {
        @Override
        Operation draw(RandomGenerator random, String client, int number) {
            return random.nextInt(4) == 0 ? new Operation.Get() : new Operation.Increment(1);
        }
    };

    /** Words, numbers, what may become a number, and nothing. */
    private static final List<String> FEW = List.of("a", "b", "1", "2", "-", "");

    private static String few(RandomGenerator random) {
        return FEW.get(random.nextInt(FEW.size()));
    }

    abstract Operation draw(RandomGenerator random, String client, int number);
}
