package io.understudy.manager.node;

import io.understudy.manager.Command;
import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.StatusReport;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.json.Form;
import io.understudy.protocol.json.MalformedJson;
import io.understudy.protocol.json.RecordCodec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of a manager's files: a checksum in eight hexadecimal digits, a space, a JSON object.
 * Readable by people, and never taken for what it is not.
 */
final class FactLine {

    /** A fact and its place in the order of all facts, from 1. */
    record Numbered(long index, Stamped fact) {}

    private static final int CHECKSUM_DIGITS = 8;

    /** Nothing that is recorded has more within each other. */
    private static final int DEPTH_MAX = 16;

    private static final Map<String, Class<? extends Command>> FACTS =
            Map.of(
                    "configured", Command.Configured.class,
                    "preceded", Command.Preceded.class,
                    "arrived", Command.Arrived.class,
                    "lost", Command.Lost.class,
                    "reconciled", Command.Reconciled.class,
                    "caughtUp", Command.CaughtUp.class,
                    "memberSilent", Command.MemberSilent.class,
                    "overdue", Command.Overdue.class);

    private static final RecordCodec JSON =
            new RecordCodec(
                    DEPTH_MAX,
                    List.of(Numbered.class, FactStore.Snapshot.class, StatusReport.class),
                    Form.text(ReplicaId.class, ReplicaId::parse),
                    Form.kinds(Command.class, "fact", FACTS));

    private FactLine() {}

    /** Ends with a newline. */
    static byte[] write(Object value) {
        byte[] json = JSON.write(value);
        ByteArrayOutputStream line = new ByteArrayOutputStream(CHECKSUM_DIGITS + 2 + json.length);
        line.writeBytes((checksum(json) + " ").getBytes(StandardCharsets.UTF_8));
        line.writeBytes(json);
        line.write('\n');
        return line.toByteArray();
    }

    /**
     * @param line without its newline
     * @return nothing if it is damaged
     */
    static <T> Optional<T> read(String line, Class<T> type) {
        if (line.length() <= CHECKSUM_DIGITS || line.charAt(CHECKSUM_DIGITS) != ' ') {
            return Optional.empty();
        }
        byte[] json = line.substring(CHECKSUM_DIGITS + 1).getBytes(StandardCharsets.UTF_8);
        if (!line.startsWith(checksum(json))) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.read(json, 0, json.length, type));
        } catch (MalformedJson written) {
            throw new DamagedRecord(
                    "a line that this version cannot read: " + written.getMessage());
        }
    }

    static byte[] json(Object value) {
        return JSON.write(value);
    }

    private static String checksum(byte[] json) {
        CRC32C checksum = new CRC32C();
        checksum.update(json);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
