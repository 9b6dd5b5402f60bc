package io.understudy.replica.application.counter;

import io.understudy.protocol.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client sends: {@code 1,17,1}. */
record CounterRequest(long client, long iteration, long count) {

    static final String WANTED = "<client>,<iteration>,<count>, each a decimal number of 64 bits";

    static final int KEY_BYTES = 8;

    /** Three of the longest numbers, and two commas. */
    private static final int LENGTH_MAX = 3 * 20 + 2;

    private static final Pattern FORM = Pattern.compile("(-?[0-9]+),(-?[0-9]+),(-?[0-9]+)");

    static Optional<CounterRequest> parse(ByteBuffer operation) {
        if (operation.remaining() > LENGTH_MAX) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(StandardCharsets.ISO_8859_1.decode(operation.duplicate()));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new CounterRequest(
                            Long.parseLong(matcher.group(1)),
                            Long.parseLong(matcher.group(2)),
                            Long.parseLong(matcher.group(3))));
        } catch (NumberFormatException beyond64Bits) {
            return Optional.empty();
        }
    }

    /** Where the client's counter is kept. */
    Bytes key() {
        return Bytes.read(ByteBuffer.allocate(KEY_BYTES).putLong(client).flip(), KEY_BYTES);
    }
}
