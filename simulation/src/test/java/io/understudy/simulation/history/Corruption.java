package io.understudy.simulation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Ways to change one answer of a recorded history so that no order can explain it any more. */
enum Corruption {
    /** A read sees what nobody wrote. */
    FROM_NOWHERE {
        @Override
        boolean suits(Mix mix) {
            return true;
        }

        @Override
        Answer corrupt(SplittableRandom random, List<Call> calls, Call victim) {
            return readsText(victim) ? Answer.value(text(victim) + "!") : null;
        }
    },
    /** A read sees what was overwritten before it began. */
    STALE {
        @Override
        boolean suits(Mix mix) {
            return mix == Mix.PUTS || mix == Mix.WIDE;
        }

        @Override
        Answer corrupt(SplittableRandom random, List<Call> calls, Call victim) {
            List<Call> over = chosen(calls, call -> isPut(call) && call.ended() < victim.called());
            if (!(victim.operation() instanceof Operation.Get) || over.isEmpty()) {
                return null;
            }
            Call newer = over.get(random.nextInt(over.size()));
            List<Call> older = chosen(over, call -> call.ended() < newer.called());
            return older.isEmpty()
                    ? null
                    : Answer.holding(
                            older.get(random.nextInt(older.size()))
                                    .operation()
                                    .after(Value.ABSENT));
        }
    },
    /** A change meets what another one has met before. */
    MET_TWICE {
        @Override
        boolean suits(Mix mix) {
            return mix == Mix.COUNTER || mix == Mix.HASHES;
        }

        @Override
        Answer corrupt(SplittableRandom random, List<Call> calls, Call victim) {
            List<Call> others =
                    chosen(calls, call -> call != victim && changes(call) && changes(victim));
            return others.isEmpty()
                    ? null
                    : others.get(random.nextInt(others.size())).answer().orElseThrow();
        }
    },
    /** A marker that was acknowledged before a read is not in it. */
    LOST {
        @Override
        boolean suits(Mix mix) {
            return mix == Mix.MARKERS;
        }

        @Override
        Answer corrupt(SplittableRandom random, List<Call> calls, Call victim) {
            String marker = anyAcknowledged(random, calls, victim);
            return marker.isEmpty() ? null : Answer.value(text(victim).replace(marker, ""));
        }
    },
    /** A marker is twice in a read. */
    DOUBLED {
        @Override
        boolean suits(Mix mix) {
            return mix == Mix.MARKERS;
        }

        @Override
        Answer corrupt(SplittableRandom random, List<Call> calls, Call victim) {
            String marker = anyAcknowledged(random, calls, victim);
            return marker.isEmpty()
                    ? null
                    : Answer.value(text(victim).replace(marker, marker + marker));
        }
    },
    /** The marker that should stand first in a read stands last. */
    SHIFTED {
        @Override
        boolean suits(Mix mix) {
            return mix == Mix.MARKERS;
        }

        @Override
        Answer corrupt(SplittableRandom random, List<Call> calls, Call victim) {
            if (!readsText(victim)) {
                return null;
            }
            String text = text(victim);
            int second = text.indexOf("yx") + 1;
            return second == 0 || text.indexOf("yx", 4_000) < 0
                    ? null
                    : Answer.value(text.substring(second) + text.substring(0, second));
        }
    };

    private static final int TRIES_MAX = 10_000;

    /** Whether it makes every history of that mix wrong for certain. */
    abstract boolean suits(Mix mix);

    /** Another answer for the victim; {@code null} if it does not serve. */
    abstract Answer corrupt(SplittableRandom random, List<Call> calls, Call victim);

    List<Call> apply(SplittableRandom random, List<Call> calls) {
        for (int left = TRIES_MAX; left > 0; left--) {
            int index = random.nextInt(calls.size());
            Call victim = calls.get(index);
            Answer answer = victim.answer().isPresent() ? corrupt(random, calls, victim) : null;
            if (answer != null) {
                List<Call> result = new ArrayList<>(calls);
                result.set(index, victim.answered(answer));
                return result;
            }
        }
        throw new IllegalStateException(this + ": no call serves");
    }

    private static List<Call> chosen(List<Call> calls, Predicate<Call> wanted) {
        return calls.stream().filter(wanted).toList();
    }

    private static boolean readsText(Call call) {
        return call.operation() instanceof Operation.Get
                && call.answer().orElse(Answer.ABSENT).kind() == Answer.Kind.VALUE;
    }

    private static String text(Call call) {
        return call.answer().orElseThrow().value().text();
    }

    private static boolean isPut(Call call) {
        return call.operation() instanceof Operation.Put && call.answer().isPresent();
    }

    private static boolean changes(Call call) {
        return call.answer().isPresent() && !(call.operation() instanceof Operation.Get);
    }

    /** Of those that a read had to see; empty if there are none, or it is no read. */
    private static String anyAcknowledged(SplittableRandom random, List<Call> calls, Call read) {
        List<Call> before = chosen(calls, call -> changes(call) && call.ended() < read.called());
        if (!readsText(read) || before.isEmpty()) {
            return "";
        }
        return before.get(random.nextInt(before.size())).operation().after(Value.ABSENT).text();
    }
}
