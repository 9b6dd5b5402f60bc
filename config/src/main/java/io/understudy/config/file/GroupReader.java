package io.understudy.config.file;

import io.understudy.config.ApplicationEntry;
import io.understudy.config.Backups;
import io.understudy.config.Defaults;
import io.understudy.config.Durability;
import io.understudy.config.GroupEntry;
import io.understudy.config.Launch;
import io.understudy.config.Reads;
import io.understudy.config.ReplicaEntry;
import io.understudy.config.Style;
import java.time.Duration;
import java.util.List;

/** Reads a group, and what its own settings must agree on. */
final class GroupReader {

    private final Mistakes mistakes;
    private final UniqueNames names;
    private final ReplicaReader replicaReader;
    private final HeartbeatReader heartbeatReader;
    private final LaunchReader launchReader;
    private final Timeouts timeouts;

    GroupReader(Mistakes mistakes, UniqueNames names, ReplicaReader replicaReader) {
        this.mistakes = mistakes;
        this.names = names;
        this.replicaReader = replicaReader;
        this.heartbeatReader = new HeartbeatReader(mistakes);
        this.launchReader = new LaunchReader(mistakes);
        this.timeouts = new Timeouts(mistakes);
    }

    GroupEntry read(Section section) {
        Setting<String> name = section.required("name", Kinds.NAME);
        names.add(name);
        ApplicationEntry application = application(section.requiredSection("application"));
        Setting<Style> style = section.choice("style", Defaults.STYLE);
        Backups backups = section.choice("backups", Defaults.BACKUPS).value();
        Setting<Boolean> voting = section.flag("voting", Defaults.VOTING);
        Reads reads = section.choice("reads", Defaults.READS).value();
        Durability durability = section.choice("durability", Defaults.DURABILITY).value();
        boolean strict =
                section.flag("strictAcknowledgement", Defaults.STRICT_ACKNOWLEDGEMENT).value();
        List<ReplicaEntry> replicas =
                section.sections("replicas", GroupEntry.REPLICAS_MAX).stream()
                        .map(replicaReader::read)
                        .toList();
        Setting<Integer> wanted = wanted(section, replicas.size());
        boolean relaunch = section.flag("relaunch", Defaults.RELAUNCH).value();
        HeartbeatReader.Read heartbeat =
                heartbeatReader.read(section.section("heartbeat"), Defaults.HEARTBEAT);
        Setting<Duration> viewTimeout =
                section.duration("viewTimeout", GroupEntry.VIEW_TIMEOUT, Defaults.VIEW_TIMEOUT);
        Duration checkpointInterval =
                section.duration(
                                "checkpointInterval",
                                GroupEntry.CHECKPOINT_INTERVAL,
                                Defaults.CHECKPOINT_INTERVAL)
                        .value();
        Launch launch = launchReader.read(section.section("launch"));
        section.end();
        checkVoting(voting, style, wanted);
        timeouts.check(viewTimeout, "viewTimeout", heartbeat.timeout(), "heartbeat.timeout");
        return new GroupEntry(
                name.value(),
                application,
                style.value(),
                backups,
                voting.value(),
                reads,
                durability,
                strict,
                wanted.value(),
                relaunch,
                replicas,
                heartbeat.heartbeat(),
                viewTimeout.value(),
                checkpointInterval,
                launch);
    }

    private static ApplicationEntry application(Section section) {
        Kind<String> builtin = Kinds.word(ApplicationEntry.BUILTINS);
        String name = section.required("builtin", builtin).value();
        section.end();
        return new ApplicationEntry(name);
    }

    private static Setting<Integer> wanted(Section section, int replicas) {
        int max = Math.max(1, replicas);
        return section.optional("wanted", Kinds.whole(1, max), max);
    }

    private void checkVoting(
            Setting<Boolean> voting, Setting<Style> style, Setting<Integer> wanted) {
        boolean judged = voting.sound() && style.sound() && wanted.sound();
        if (!judged || !voting.value()) {
            return;
        }
        if (style.value() != Style.ACTIVE) {
            mistakes.add(
                    voting.place(),
                    "only one replica answers when the style is \"passive\"",
                    "want \"style\": \"active\", or no voting");
        } else if (wanted.value() < GroupEntry.VOTERS_MIN) {
            mistakes.add(
                    voting.place(),
                    "a wrong answer cannot be outvoted when " + wanted.value() + " are wanted",
                    "want at least " + GroupEntry.VOTERS_MIN + " replicas");
        }
    }
}
