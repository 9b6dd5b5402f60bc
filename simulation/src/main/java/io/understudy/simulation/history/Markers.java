package io.understudy.simulation.history;

import io.understudy.protocol.Check;
import io.understudy.simulation.history.Outcome.NotDone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exactly once, seen in one text: clients append markers, each of them once in the life of a key
 * and nothing else, and the text is read when they are done. One pass over the text; shares nothing
 * with the search for a linear order, and finds what that would find in such a history and says it
 * plainer.
 */
public final class Markers {

    private static final String BEGIN = "x ";
    private static final String END = " y";

    /** By marker, in order of call. */
    private final Map<String, Call> calls = new LinkedHashMap<>();

    private final Set<String> seen = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    /** Of the markers passed so far: when the last of them was called, and which that is. */
    private long calledLast = -1;

    private String markerCalledLast = "";

    private Markers(List<Call> calls) {
        for (Call call : calls) {
            if (call.operation() instanceof Operation.Append append) {
                Call before = this.calls.put(append.tail(), call);
                Check.argument(before == null, "tail=%s is called twice", append.tail());
            }
        }
    }

    /** What client {@code client} appends as its {@code number}-th. */
    public static String marker(String client, long number) {
        return BEGIN + client + ' ' + number + END;
    }

    /**
     * What is wrong with a text that was read after the last of these calls had ended.
     *
     * <ul>
     *   <li>An acknowledged marker stands in it exactly once.
     *   <li>One of which nobody knows stands in it at most once.
     *   <li>One that was not done does not stand in it, and nothing else does.
     *   <li>One that was acknowledged before another was called stands before it; so those of one
     *       client that waits for its answers stand in their order.
     * </ul>
     *
     * @return empty if nothing is wrong
     */
    public static List<String> faults(List<Call> calls, String text) {
        Markers markers = new Markers(calls);
        markers.walk(text);
        return List.copyOf(markers.faults);
    }

    private void walk(String text) {
        int from = 0;
        while (from < text.length()) {
            int end = end(text, from);
            if (end < 0) {
                int next = text.indexOf(BEGIN, from + 1);
                int behind = next < 0 ? text.length() : next;
                faults.add("no marker: " + text.substring(from, behind));
                from = behind;
            } else {
                stands(text.substring(from, end));
                from = end;
            }
        }
        for (Map.Entry<String, Call> entry : calls.entrySet()) {
            if (entry.getValue().answer().isPresent() && !seen.contains(entry.getKey())) {
                faults.add("acknowledged, and lost: " + entry.getKey());
            }
        }
    }

    /** Behind the marker that begins at {@code from}; negative if none does. */
    private static int end(String text, int from) {
        if (!text.startsWith(BEGIN, from)) {
            return -1;
        }
        int end = text.indexOf(END, from + BEGIN.length());
        return end < 0 ? -1 : end + END.length();
    }

    private void stands(String marker) {
        Call call = calls.get(marker);
        if (call == null) {
            faults.add("appended by nobody: " + marker);
            return;
        }
        if (!seen.add(marker)) {
            faults.add("more than once: " + marker);
            return;
        }
        if (call.outcome() instanceof NotDone) {
            faults.add("not done, and there: " + marker);
        }
        if (call.ended() < calledLast) {
            faults.add(
                    "acknowledged before the call of "
                            + markerCalledLast
                            + ", and behind it: "
                            + marker);
        }
        if (call.called() > calledLast) {
            calledLast = call.called();
            markerCalledLast = marker;
        }
    }
}
