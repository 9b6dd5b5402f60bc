package io.understudy.manager.node;

import io.understudy.manager.CommandLog.Stamped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of a manager's files: a checksum in eight hexadecimal digits, a space, a JSON object.
 * Readable by people, and never taken for what it is not.
 */
final class FactLine {

    /** A fact and its place in the order of all facts, from 1. */
    record Numbered(long index, Stamped fact) {}

    private static final int CHECKSUM_DIGITS = 8;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private FactLine() {}

    /** Ends with a newline. */
    static byte[] write(Object value) {
        String json = JSON.writeValueAsString(value);
        return (checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param line without its newline
     * @return nothing if it is damaged
     */
    static <T> Optional<T> read(String line, Class<T> type) {
        if (line.length() <= CHECKSUM_DIGITS || line.charAt(CHECKSUM_DIGITS) != ' ') {
            return Optional.empty();
        }
        String json = line.substring(CHECKSUM_DIGITS + 1);
        if (!line.startsWith(checksum(json))) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(json, type));
        } catch (JacksonException written) {
            throw new DamagedRecord(
                    "a line that this version cannot read: " + written.getOriginalMessage());
        }
    }

    static byte[] json(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    private static String checksum(String json) {
        CRC32C checksum = new CRC32C();
        checksum.update(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
