package io.understudy.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A manager's status for people. What a newer manager tells besides is passed over. */
final class StatusText {

    /** The latest views tell why the present one is as it is; the rest is in the JSON. */
    private static final int HISTORY_LINES_MAX = 5;

    private final StringBuilder text = new StringBuilder();
    private final JsonNode status;

    private StatusText(JsonNode status) {
        this.status = status;
    }

    /**
     * @param group the only one to show; null for all
     */
    static String of(String json, String group) {
        StatusText page = new StatusText(Status.parse(json).root());
        page.processes();
        for (JsonNode each : page.status.path("groups")) {
            if (group == null || group.equals(each.path("name").asString())) {
                page.group(each);
            }
        }
        return page.text.toString();
    }

    private void processes() {
        line("managers", named("managers", "leads", "leads", "follows"));
        line("detectors", named("detectors", "alive", "alive", "not heard"));
        line("machines", named("machines", "alive", "alive", "not heard"));
    }

    private String named(String list, String flag, String ifTrue, String ifFalse) {
        return stream(status.path(list))
                .map(
                        each ->
                                each.path("name").asString("?")
                                        + " "
                                        + (each.path(flag).asBoolean(false) ? ifTrue : ifFalse))
                .collect(Collectors.joining(", "));
    }

    private void group(JsonNode group) {
        text.append('\n');
        String backups = group.path("backups").asString("");
        line(
                "group",
                group.path("name").asString("?")
                        + ", "
                        + group.path("style").asString("?")
                        + (backups.isEmpty() ? "" : ", backups " + backups));
        JsonNode view = group.path("view");
        line("view", view.isObject() ? view(view) : "none yet");
        String detail = group.path("detail").asString("");
        if (!detail.isEmpty()) {
            line(group.path("state").asString("?"), detail);
        }
        text.append('\n');
        replicas(group.path("replicas"));
        history(group.path("history"));
    }

    private static String view(JsonNode view) {
        String joiners = names(view.path("joiners"));
        return view.path("number").asLong(0)
                + (view.path("activated").asBoolean(false) ? ", activated" : ", not yet activated")
                + ": primary "
                + view.path("primary").asString("?")
                + ", members "
                + names(view.path("members"))
                + (joiners.isEmpty() ? "" : ", joiners " + joiners);
    }

    private static String names(JsonNode list) {
        return stream(list).map(JsonNode::asString).collect(Collectors.joining(" "));
    }

    private void replicas(JsonNode replicas) {
        Table table = new Table("REPLICA", "MACHINE", "STATE", "PID", "SEQUENCE", "DETAIL");
        for (JsonNode replica : replicas) {
            long pid = replica.path("pid").asLong(0);
            table.row(
                    replica.path("name").asString("?"),
                    replica.path("machine").asString("-"),
                    replica.path("state").asString("?"),
                    pid == 0 ? "-" : Long.toString(pid),
                    Long.toString(replica.path("sequence").asLong(0)),
                    replica.path("detail").asString(""));
        }
        text.append(table);
    }

    private void history(JsonNode history) {
        List<JsonNode> views = new ArrayList<>(stream(history).toList());
        if (views.isEmpty()) {
            return;
        }
        text.append('\n');
        Table table = new Table("VIEW", "PRIMARY", "MEMBERS", "CAUSE");
        for (JsonNode each :
                views.subList(Math.max(0, views.size() - HISTORY_LINES_MAX), views.size())) {
            JsonNode view = each.path("view");
            table.row(
                    Long.toString(view.path("number").asLong(0)),
                    view.path("primary").asString("?"),
                    names(view.path("members")),
                    each.path("cause").asString(""));
        }
        text.append(table);
    }

    private void line(String what, String said) {
        text.append(String.format("%-10s %s", what, said).stripTrailing());
        text.append(System.lineSeparator());
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
