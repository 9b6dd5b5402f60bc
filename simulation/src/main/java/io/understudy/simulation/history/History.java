package io.understudy.simulation.history;

import io.understudy.protocol.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every call and every answer, in the order in which they happened: that order, and no clock, is
 * what the judge goes by. Call it in the order of real time; it is not made for several threads.
 *
 * <p>A call that is never ended counts as unknown, like one whose client gave up.
 */
public final class History {

    private record Begun(String client, String key, Operation operation, long called) {}

    private final List<Begun> begun = new ArrayList<>();
    private final List<Call> ended = new ArrayList<>();
    private long moment = 0;

    /**
     * @return a number to end it with
     */
    public int called(String client, String key, Operation operation) {
        begun.add(new Begun(client, key, operation, moment++));
        ended.add(null);
        return begun.size() - 1;
    }

    public void answered(int number, Answer answer) {
        Begun call = open(number);
        long now = moment++;
        ended.set(
                number, Call.answered(call.client(), call.operation(), call.called(), now, answer));
    }

    /** The client was told that it did not happen, and will not. */
    public void notDone(int number) {
        Begun call = open(number);
        ended.set(number, Call.notDone(call.client(), call.operation(), call.called()));
    }

    /** The client gave up. */
    public void unknown(int number) {
        Begun call = open(number);
        ended.set(number, Call.unknown(call.client(), call.operation(), call.called()));
    }

    private Begun open(int number) {
        Check.argument(ended.get(number) == null, "call=%d ended before", number);
        return begun.get(number);
    }

    public int size() {
        return begun.size();
    }

    /** The calls on each key, in the order in which they were called. */
    public SortedMap<String, List<Call>> byKey() {
        SortedMap<String, List<Call>> keys = new TreeMap<>();
        for (int i = 0; i < begun.size(); i++) {
            Begun call = begun.get(i);
            Call whole = ended.get(i);
            keys.computeIfAbsent(call.key(), unused -> new ArrayList<>())
                    .add(
                            whole != null
                                    ? whole
                                    : Call.unknown(call.client(), call.operation(), call.called()));
        }
        return keys;
    }
}
