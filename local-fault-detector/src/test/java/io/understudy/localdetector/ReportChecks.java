package io.understudy.localdetector;

import io.understudy.protocol.LocalReport;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.ReplicaId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What must hold of every report, whatever a test is about: LD1, LD2, LD3 and LD6. */
final class ReportChecks {

    private final Predicate<ProcessId> runs;
    private final Map<Long, LocalReport> byVersion = new HashMap<>();
    private final TreeSet<ReplicaId> dead = new TreeSet<>();
    private long versionLast = -1;

    ReportChecks(Predicate<ProcessId> runs) {
        this.runs = runs;
    }

    void check(LocalReport report) {
        checkVersion(report);
        TreeSet<String> undead = new TreeSet<>();
        for (Sighting sighting : report.sightings()) {
            if (sighting.verdict() == Verdict.DEAD) {
                dead.add(sighting.replica());
                checkEnd(sighting, report.sightings());
            } else {
                hold(!dead.contains(sighting.replica()), "LD2: rose again: " + sighting);
                hold(undead.add(sighting.replica().name()), "LD6: twice: " + sighting);
            }
        }
    }

    private void checkVersion(LocalReport report) {
        LocalReport same = byVersion.putIfAbsent(report.version(), report);
        hold(same == null || same.equals(report), "LD1: two of version " + report.version());
        hold(
                report.version() == versionLast || report.version() == versionLast + 1,
                "LD1: version " + report.version() + " after " + versionLast);
        LocalReport before = byVersion.get(report.version() - 1);
        hold(
                before == null || !text(before).equals(text(report)) || report.version() == 0,
                "LD1: no change");
        versionLast = report.version();
    }

    /** By what is really so, not by what the detector was told. */
    private void checkEnd(Sighting sighting, List<Sighting> all) {
        // The start times of the test's processes follow from their pids.
        ProcessId process = new ProcessId(sighting.pid(), sighting.pid() * 10);
        boolean wentOn =
                all.stream()
                        .anyMatch(
                                other ->
                                        other.pid() == sighting.pid()
                                                && !other.replica().equals(sighting.replica()));
        hold(!runs.test(process) || wentOn, "LD3: runs still: " + sighting);
    }

    private static void hold(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** A report as one line. */
    String text(LocalReport report) {
        String sightings =
                report.sightings().stream()
                        .map(ReportChecks::text)
                        .collect(Collectors.joining(" | "));
        String launches =
                report.launches().stream()
                        .map(note -> note.replica() + " " + note.launching() + ": " + note.detail())
                        .collect(Collectors.joining(" | "));
        String head = report.settled() ? "report settled " : "report ";
        String gap = sightings.isEmpty() || launches.isEmpty() ? "" : " | ";
        return (head + sightings + gap + launches).strip();
    }

    private static String text(Sighting sighting) {
        return String.format(
                "%s.%d %s%s (%s)",
                sighting.replica().name(),
                sighting.replica().incarnation(),
                sighting.verdict(),
                sighting.hearsManager() || sighting.verdict() == Verdict.DEAD ? "" : " deaf",
                sighting.cause());
    }
}
