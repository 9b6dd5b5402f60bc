package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever arrives is a message or a {@link MalformedMessage}, and nothing else: no other
 * exception, and no stack or memory used up. What is taken can also be passed on.
 */
class WireNoiseTest {

    private static final int RUNS = 10_000;

    private static final Tag[] TAGS = Tag.values();

    /** What JSON is made of, and what it is not. */
    private static final List<String> TOKENS =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "\"",
                    "\\",
                    "\\u0000",
                    "\\ud800",
                    "null",
                    "true",
                    "-",
                    "-1",
                    "0",
                    "1e999999999",
                    "9223372036854775808",
                    "1.5",
                    "NaN",
                    "/*",
                    "//",
                    " ",
                    "\n",
                    "\u0000",
                    "€",
                    "\"group\":\"kv\"",
                    "\"replica\":\"S1#0000000000000000\"",
                    "\"view\":1",
                    "\"count\":1",
                    "\"members\":[",
                    "\"sightings\":[null]");

    private static final List<String> ESCAPES =
            List.of("\\ud83d", "\\ude80", "\\ud83d\\ude80", "\\u0000", "\\n", "\\u00e4", "\\\"");

    private final SplittableRandom random = new SplittableRandom(18_749);

    private int understood = 0;

    @Test
    void randomBytesDoNoHarm() {
        for (int run = 0; run < RUNS; run++) {
            byte[] frame = new byte[random.nextInt(200)];
            random.nextBytes(frame);
            hear(frame);
            if (frame.length > 0) {
                frame[0] = anyTag().number();
                hear(frame);
            }
        }
    }

    @Test
    void randomTokensDoNoHarm() {
        for (int run = 0; run < RUNS; run++) {
            StringBuilder body = new StringBuilder(random.nextBoolean() ? "{" : "");
            int tokens = random.nextInt(40);
            for (int i = 0; i < tokens; i++) {
                body.append(TOKENS.get(random.nextInt(TOKENS.size())));
            }
            hear(Frames.of(anyTag(), body.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void mutatedMessagesDoNoHarm() {
        List<Function<byte[], byte[]>> mutations =
                List.of(
                        this::withFlippedBit,
                        this::withAnotherTag,
                        this::withoutAPart,
                        this::withAPartTwice,
                        this::withAHugeNumber,
                        this::withDepth,
                        this::withNull,
                        this::withAnEscape,
                        this::withPartOfAnother);
        for (int run = 0; run < RUNS; run++) {
            byte[] frame = Frames.of(anySample());
            int times = 1 + random.nextInt(3);
            for (int i = 0; i < times; i++) {
                frame = mutations.get(random.nextInt(mutations.size())).apply(frame);
            }
            hear(frame);
        }
        // Else nothing was tested but how a parser refuses.
        assertTrue(understood > RUNS / 100, "only " + understood + " were messages still");
    }

    private void hear(byte[] frame) {
        Message message;
        try {
            message = Wire.decode(frame);
        } catch (MalformedMessage refused) {
            return;
        } catch (RuntimeException | Error harm) {
            throw new AssertionError("harmed by " + Arrays.toString(frame), harm);
        }
        understood++;
        assertEquals(message, Wire.decode(Frames.of(message)));
    }

    private Tag anyTag() {
        return TAGS[random.nextInt(TAGS.length)];
    }

    private Message anySample() {
        return Samples.EVERYDAY.get(random.nextInt(Samples.EVERYDAY.size()));
    }

    private byte[] withFlippedBit(byte[] frame) {
        byte[] flipped = frame.clone();
        flipped[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private byte[] withAnotherTag(byte[] frame) {
        byte[] other = frame.clone();
        other[0] = anyTag().number();
        return other;
    }

    /** From one comma to another, so that what is left may be an object still. */
    private byte[] withoutAPart(byte[] frame) {
        String body = body(frame);
        int from = anyOf(body, ',');
        int to = anyOf(body, ',');
        return from < to ? with(frame, body.substring(0, from) + body.substring(to)) : frame;
    }

    private byte[] withAPartTwice(byte[] frame) {
        String body = body(frame);
        int from = anyOf(body, ',');
        int to = anyOf(body, ',');
        return from < to ? with(frame, body.substring(0, to) + body.substring(from)) : frame;
    }

    private byte[] withAHugeNumber(byte[] frame) {
        return withValue(frame, random.nextBoolean() ? "9".repeat(1_000) : "1e999999999");
    }

    private byte[] withDepth(byte[] frame) {
        int depth = random.nextBoolean() ? 10 : 100_000;
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        return withValue(frame, open.repeat(depth));
    }

    private byte[] withNull(byte[] frame) {
        return withValue(frame, "null");
    }

    /** Before the end of a text: also what no frame may hold as it is. */
    private byte[] withAnEscape(byte[] frame) {
        String body = body(frame);
        int quote = anyOf(body, '"');
        if (quote < 0) {
            return frame;
        }
        String escape = ESCAPES.get(random.nextInt(ESCAPES.size()));
        return with(frame, body.substring(0, quote) + escape + body.substring(quote));
    }

    private byte[] withPartOfAnother(byte[] frame) {
        String other = body(Frames.of(anySample()));
        int from = anyOf(other, ':');
        return withValue(frame, from < 0 ? other : other.substring(from + 1));
    }

    /** In the place of one value, or at least of its beginning. */
    private byte[] withValue(byte[] frame, String value) {
        String body = body(frame);
        int from = anyOf(body, ':');
        if (from < 0) {
            return frame;
        }
        int comma = body.indexOf(',', from);
        String rest = comma < 0 ? "}" : body.substring(comma);
        return with(frame, body.substring(0, from + 1) + value + rest);
    }

    private int anyOf(String body, char wanted) {
        int[] places =
                body.chars().anyMatch(c -> c == wanted)
                        ? IntStream.range(0, body.length())
                                .filter(i -> body.charAt(i) == wanted)
                                .toArray()
                        : new int[] {-1};
        return places[random.nextInt(places.length)];
    }

    private static String body(byte[] frame) {
        return new String(frame, 1, frame.length - 1, StandardCharsets.ISO_8859_1);
    }

    private static byte[] with(byte[] frame, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        byte[] next = new byte[1 + bytes.length];
        next[0] = frame[0];
        System.arraycopy(bytes, 0, next, 1, bytes.length);
        return next;
    }
}
