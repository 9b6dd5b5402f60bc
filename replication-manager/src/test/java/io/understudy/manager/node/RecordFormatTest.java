package io.understudy.manager.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.Style;
import io.understudy.manager.Command;
import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.GroupRecord;
import io.understudy.manager.GroupRules;
import io.understudy.manager.Life;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a manager finds was written by an earlier build: the files beside this test are one's, with
 * a fact of each kind. A change that they do not survive loses somebody's record.
 */
class RecordFormatTest {

    private static final List<String> FILES = List.of("snapshot.json", "facts.log");

    private static final ReplicaId S1 = new ReplicaId("S1", 0x41fdc1125da227fdL);
    private static final ReplicaId S2 = new ReplicaId("S2", 2);
    private static final ReplicaId S3 = new ReplicaId("S3", -1);
    private static final GroupRules RULES =
            new GroupRules("kv", Style.PASSIVE, false, 3, List.of("S1", "S2", "S3"));
    private static final View VIEW = new View(1_008, Style.PASSIVE, S2, List.of(S2), List.of(S3));
    private static final long AT = 1_795_306_228_394_000L;

    private static final GroupRecord GROUP =
            new GroupRecord(
                    RULES,
                    1_007,
                    Optional.of(VIEW),
                    Optional.empty(),
                    List.of(
                            new Life(S1, Life.Standing.ENDED, 3, true, false),
                            new Life(S2, Life.Standing.UP, 0, false, true)),
                    List.of(S3),
                    List.of(S1),
                    List.of(new GroupRecord.Formed(VIEW, "S1: killed by signal 9", AT + 8, 0)));

    private static final List<Stamped> FACTS =
            stamped(
                    new Command.Configured(RULES),
                    new Command.Preceded("kv", 7),
                    new Command.Arrived("kv", S1, 0),
                    new Command.Lost("kv", S1, true, "killed \"äöü\"\n"),
                    new Command.Reconciled("kv", 8, S2),
                    new Command.CaughtUp("kv", 8, S2, S3),
                    new Command.MemberSilent("kv", 9, S2, S3),
                    new Command.Overdue("kv", 10));

    @TempDir private Path folder;

    private static List<Stamped> stamped(Command... commands) {
        List<Stamped> facts = new ArrayList<>();
        for (Command command : commands) {
            facts.add(new Stamped(AT + facts.size(), command));
        }
        return facts;
    }

    private static String earlier(String file) {
        try (InputStream in = RecordFormatTest.class.getResourceAsStream("record/" + file)) {
            return new String(
                    Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void theRecordOfAnEarlierBuildIsUnderstood() throws IOException {
        for (String file : FILES) {
            Files.writeString(folder.resolve(file), earlier(file));
        }
        try (FactStore store = FactStore.open(folder)) {
            assertEquals(List.of(GROUP), store.snapshot());
            assertEquals(FACTS, store.facts());
        }
    }

    /** So that it can be gone back to. */
    @Test
    void theRecordIsWrittenAsAnEarlierBuildWroteIt() throws IOException {
        try (FactStore store = FactStore.open(folder)) {
            store.append(FACTS.subList(0, 1));
            store.compact(1, List.of(GROUP));
            store.append(FACTS);
        }
        for (String file : FILES) {
            assertEquals(earlier(file), Files.readString(folder.resolve(file)), file);
        }
    }
}
