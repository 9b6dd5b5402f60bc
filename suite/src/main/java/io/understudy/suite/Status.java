package io.understudy.suite;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs of the suite read from a manager's status. */
public record Status(JsonNode root) {

    /**
     * A view of the past or the present.
     *
     * @param activatedAt absent if it never was
     */
    public record FormedView(
            long number,
            String primary,
            String cause,
            Instant formedAt,
            Optional<Instant> activatedAt) {}

    public static Status parse(String json) {
        try {
            return new Status(new JsonMapper().readTree(json));
        } catch (JacksonException e) {
            throw Failed.failed(
                    "what answers as replication manager is none: " + e.getOriginalMessage());
        }
    }

    /** Of the replica's process, if the manager has heard of one that runs. */
    public Optional<Long> pid(String replica) {
        for (JsonNode group : root.path("groups")) {
            for (JsonNode each : group.path("replicas")) {
                if (each.path("name").asString("").equals(replica)) {
                    long pid = each.path("pid").asLong(0);
                    return pid == 0 ? Optional.empty() : Optional.of(pid);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the manager hears that global detector. */
    public boolean hearsDetector(String name) {
        for (JsonNode each : root.path("detectors")) {
            if (each.path("name").asString("").equals(name)) {
                return each.path("alive").asBoolean(false);
            }
        }
        return false;
    }

    /** The latest views of a group, oldest first. */
    public List<FormedView> history(String group) {
        List<FormedView> views = new ArrayList<>();
        for (JsonNode each : root.path("groups")) {
            if (each.path("name").asString("").equals(group)) {
                each.path("history").forEach(line -> views.add(formed(line)));
            }
        }
        return views;
    }

    private static FormedView formed(JsonNode line) {
        long activatedAt = line.path("activatedAt").asLong(0);
        return new FormedView(
                line.path("view").path("number").asLong(0),
                line.path("view").path("primary").asString(""),
                line.path("cause").asString(""),
                instant(line.path("formedAt").asLong(0)),
                activatedAt == 0 ? Optional.empty() : Optional.of(instant(activatedAt)));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
