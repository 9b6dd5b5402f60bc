package io.understudy.simulation.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Draws an {@link Explanation}: the call that has no place, the calls during which it was under
 * way, and the last ones before, each as a line from call to answer.
 */
final class Diagram {

    /** Calls that were over before the one that has no place began. */
    private static final int BEFORE_MAX = 6;

    private static final int CONCURRENT_MAX = 24;
    private static final int TEXT_MAX = 28;

    private final Explanation explanation;

    Diagram(Explanation explanation) {
        this.explanation = explanation;
    }

    String draw(String key) {
        List<Call> calls = drawn();
        StringBuilder out = new StringBuilder();
        out.append(
                "key %s: nothing explains answer %d of %d%n"
                        .formatted(key, explanation.answersUntilThen(), explanation.answers()));
        int clientWidth = width(calls.stream().map(Call::client).toList());
        int textWidth = width(calls.stream().map(Diagram::text).toList());
        List<Long> moments = moments(calls);
        for (Call call : calls) {
            String line =
                    "%s %s  %s  %s"
                            .formatted(
                                    call == explanation.culprit() ? '>' : ' ',
                                    padded(call.client(), clientWidth),
                                    padded(text(call), textWidth),
                                    bar(call, moments));
            out.append(line.stripTrailing()).append('\n');
        }
        out.append("  observed: ").append(shortened(told(explanation.culprit()))).append('\n');
        out.append("  possible: ").append(possible()).append('\n');
        return out.toString().replace("\r\n", "\n");
    }

    private List<Call> drawn() {
        Call culprit = explanation.culprit();
        List<Call> byCall = new ArrayList<>(explanation.beginning());
        byCall.removeIf(call -> call.outcome() instanceof Outcome.NotDone);
        byCall.sort(Comparator.comparingLong(Call::called));
        List<Call> before =
                byCall.stream()
                        .filter(call -> call.ended() < culprit.called())
                        .sorted(Comparator.comparingLong(Call::ended))
                        .toList();
        TreeSet<Long> chosen = new TreeSet<>();
        before.stream()
                .skip(Math.max(0, before.size() - BEFORE_MAX))
                .forEach(call -> chosen.add(call.called()));
        List<Call> during = byCall.stream().filter(culprit::overlaps).toList();
        during.stream()
                .skip(Math.max(0, during.size() - CONCURRENT_MAX))
                .forEach(call -> chosen.add(call.called()));
        chosen.add(culprit.called());
        return byCall.stream().filter(call -> chosen.contains(call.called())).toList();
    }

    private static List<Long> moments(List<Call> calls) {
        TreeSet<Long> moments = new TreeSet<>();
        for (Call call : calls) {
            moments.add(call.called());
            moments.add(call.ended());
        }
        moments.remove(Call.NEVER);
        return List.copyOf(moments);
    }

    /** Two columns for each event that is drawn; an arrow where no answer came. */
    private static String bar(Call call, List<Long> moments) {
        int from = 2 * moments.indexOf(call.called());
        boolean open = call.ended() == Call.NEVER;
        int to = 2 * (open ? moments.size() : moments.indexOf(call.ended()));
        return " ".repeat(from) + '|' + "-".repeat(to - from - 1) + (open ? '>' : '|');
    }

    private static String text(Call call) {
        return shortened(call.operation().toString()) + ": " + shortened(told(call));
    }

    private static String told(Call call) {
        return call.answer().map(Answer::toString).orElse("?");
    }

    private String possible() {
        String answers =
                explanation.possible().stream()
                        .map(answer -> shortened(answer.toString()))
                        .collect(Collectors.joining(", "));
        return (answers.isEmpty() ? "nothing" : answers)
                + (explanation.mayBeMore() ? ", perhaps more" : "");
    }

    /** What was appended last tells most. */
    private static String shortened(String text) {
        return text.length() <= TEXT_MAX
                ? text
                : text.substring(0, 6)
                        + "..."
                        + text.substring(text.length() - TEXT_MAX + 9)
                        + " ("
                        + text.length()
                        + " characters)";
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
