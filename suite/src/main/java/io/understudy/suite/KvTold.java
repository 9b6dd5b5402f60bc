package io.understudy.suite;

import io.understudy.client.node.CallFailed;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvAnswer.Page;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person or a program is told of a call's end.
 *
 * @param values for standard output, a line each: what stands on it, from left to right
 * @param remark for standard error
 * @param json all of it in one object
 */
record KvTold(int exitCode, List<List<String>> values, Optional<String> remark, ObjectNode json) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * @param wanted whether it is the answer that was hoped for
     */
    static KvTold answer(KvAnswer answer, boolean wanted) {
        return answer.match(new Words(wanted));
    }

    static KvTold failure(CallFailed failure) {
        if (failure instanceof CallFailed.OutcomeUnknown) {
            return failed(ExitCodes.UNKNOWN_OUTCOME, "unknown", failure.getMessage());
        }
        return failed(
                ExitCodes.FAILED,
                failure instanceof CallFailed.Refused ? "refused" : "not done",
                failure.getMessage());
    }

    /** Whoever called did not wait for its end. */
    static KvTold givenUp() {
        return failed(
                ExitCodes.UNKNOWN_OUTCOME, "unknown", "it was given up before its answer came");
    }

    /** Nothing was called. */
    static KvTold mistake(String reason) {
        return failed(ExitCodes.USAGE, "mistake", reason);
    }

    /** Of a program's many lines, that one. */
    static KvTold mistake(long line, String reason) {
        KvTold told = mistake(reason);
        told.json().put("line", line);
        return told;
    }

    /** What can be typed, a line each. */
    static KvTold help(List<String> lines) {
        ObjectNode json = outcome("done");
        lines.forEach(json.putArray("help")::add);
        return new KvTold(
                ExitCodes.DONE, lines.stream().map(List::of).toList(), Optional.empty(), json);
    }

    /** The values, as they are to be printed. */
    List<String> lines(Screen screen) {
        return values.stream()
                .map(line -> line.stream().map(screen::shown).collect(Collectors.joining("\t")))
                .toList();
    }

    /** Whether there was no answer of the application's that one could expect. */
    boolean hasFailed() {
        return json.has("reason");
    }

    private static KvTold failed(int exitCode, String outcome, String reason) {
        return new KvTold(
                exitCode,
                List.of(),
                Optional.of(outcome + ": " + reason),
                outcome(outcome).put("reason", reason));
    }

    private static ObjectNode outcome(String outcome) {
        return MAPPER.createObjectNode().put("outcome", outcome);
    }

    /** What is no text is told in another field, so that nobody takes it for one. */
    private static void put(ObjectNode json, String field, Bytes bytes) {
        if (Bytes.utf8(bytes.utf8()).equals(bytes)) {
            json.put(field, bytes.utf8());
        } else {
            json.put(field + "Base64", bytes.toArray());
        }
    }

    private record Words(boolean wanted) implements KvAnswer.Cases<KvTold> {

        private int exitCode() {
            return wanted ? ExitCodes.DONE : ExitCodes.FAILED;
        }

        @Override
        public KvTold done(KvAnswer.Done done) {
            return new KvTold(exitCode(), List.of(), Optional.empty(), outcome("done"));
        }

        @Override
        public KvTold absent(KvAnswer.Absent absent) {
            return new KvTold(
                    exitCode(),
                    List.of(),
                    Optional.of("absent: there is nothing under that key").filter(no -> !wanted),
                    outcome(wanted ? "done" : "absent"));
        }

        @Override
        public KvTold value(KvAnswer.Value value) {
            ObjectNode json = outcome(wanted ? "done" : "different");
            put(json, "value", value.value());
            return new KvTold(
                    exitCode(),
                    List.of(List.of(value.value().utf8())),
                    Optional.of("different: the key holds another value").filter(no -> !wanted),
                    json);
        }

        @Override
        public KvTold page(Page page) {
            ObjectNode json = outcome("done");
            ArrayNode entries = json.putArray("entries");
            for (KvAnswer.Pair entry : page.pairs()) {
                ObjectNode each = entries.addObject();
                put(each, "key", entry.key());
                put(each, "value", entry.value());
            }
            return new KvTold(
                    exitCode(),
                    page.pairs().stream()
                            .map(entry -> List.of(entry.key().utf8(), entry.value().utf8()))
                            .toList(),
                    Optional.of("more: there are further keys, see --after")
                            .filter(remark -> page.more()),
                    json.put("more", page.more()));
        }

        @Override
        public KvTold refused(KvAnswer.Refused refused) {
            return failed(ExitCodes.FAILED, "refused", refused.text());
        }
    }
}
