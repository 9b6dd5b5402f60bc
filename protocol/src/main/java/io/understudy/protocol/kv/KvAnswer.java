package io.understudy.protocol.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.Check;
import io.understudy.protocol.MalformedMessage;
import io.understudy.protocol.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything the key/value application answers. Which operation is answered how stands with each of
 * {@link KvOperation}; each may also be {@link Refused}.
 *
 * <p>As bytes: one for the {@link AnswerCode}, then the record's components as in an operation; a
 * list has two bytes of length before it.
 */
public sealed interface KvAnswer {

    /** What any answer takes as bytes. */
    int ENCODED_BYTES_MAX = 1 + 1 + 2 + Page.BYTES_ENOUGH + Pair.ENCODED_BYTES_MAX;

    /** Calls the one method of {@code cases} that is meant for this answer. */
    <R> R match(Cases<R> cases);

    byte[] encode();

    /** One method per answer. */
    interface Cases<R> {
        R done(Done done);

        R absent(Absent absent);

        R value(Value value);

        R page(Page page);

        R refused(Refused refused);
    }

    /**
     * @param in from its position to its limit, which stay as they are
     * @throws MalformedMessage for all that is no answer
     */
    static KvAnswer decode(ByteBuffer in) {
        FieldReader fields = new FieldReader(in);
        AnswerCode code = AnswerCode.of(fields.uint8("code"));
        try {
            KvAnswer answer = read(code, fields);
            fields.end();
            return answer;
        } catch (IllegalArgumentException outOfBounds) {
            throw new MalformedMessage(outOfBounds.getMessage());
        }
    }

    private static KvAnswer read(AnswerCode code, FieldReader in) {
        // Without default: a new code does not compile until it can be read.
        return switch (code) {
            case DONE -> new Done();
            case ABSENT -> new Absent();
            case VALUE -> new Value(in.value("value"));
            case PAGE -> Page.read(in);
            case REFUSED -> Refused.read(in);
        };
    }

    /** It was executed, and there is nothing more to say. */
    record Done() implements KvAnswer {

        @Override
        public byte[] encode() {
            return new FieldWriter(AnswerCode.DONE.number(), 0).done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.done(this);
        }
    }

    /** There is, or was, nothing under the key. */
    record Absent() implements KvAnswer {

        @Override
        public byte[] encode() {
            return new FieldWriter(AnswerCode.ABSENT.number(), 0).done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.absent(this);
        }
    }

    record Value(Bytes value) implements KvAnswer {

        public Value {
            Lengths.checkValue("value", value);
        }

        @Override
        public byte[] encode() {
            return new FieldWriter(AnswerCode.VALUE.number(), FieldWriter.valueBytes(value))
                    .value(value)
                    .done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.value(this);
        }
    }

    /** One key of a page. */
    record Pair(Bytes key, Bytes value) {

        static final int ENCODED_BYTES_MAX =
                2 + KvOperation.KEY_BYTES_MAX + 4 + KvOperation.VALUE_BYTES_MAX;

        public Pair {
            Lengths.checkKey(key);
            Lengths.checkValue("value", value);
        }

        public int encodedBytes() {
            return FieldWriter.keyBytes(key) + FieldWriter.valueBytes(value);
        }
    }

    /**
     * A part of a scan.
     *
     * @param more whether there are further keys; the next page is asked for after this one's last
     */
    record Page(List<Pair> pairs, boolean more) implements KvAnswer {

        /**
         * A page takes no further pair once its pairs take so many bytes, so that no answer is
         * larger than that and one pair, and one scan does not keep the others waiting for long.
         */
        public static final int BYTES_ENOUGH = 100_000;

        public Page {
            pairs = List.copyOf(pairs);
            Check.argument(pairs.size() <= KvOperation.Scan.LIMIT_MAX, "too many pairs");
            Check.argument(!more || !pairs.isEmpty(), "more keys after none");
        }

        static Page read(FieldReader in) {
            boolean more = in.flag("more");
            int count = in.uint16("pairs");
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                pairs.add(new Pair(in.key("key"), in.value("value")));
            }
            return new Page(pairs, more);
        }

        @Override
        public byte[] encode() {
            int pairBytes = pairs.stream().mapToInt(Pair::encodedBytes).sum();
            FieldWriter out =
                    new FieldWriter(AnswerCode.PAGE.number(), 1 + 2 + pairBytes)
                            .flag(more)
                            .uint16(pairs.size());
            for (Pair pair : pairs) {
                out.key(pair.key()).value(pair.value());
            }
            return out.done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.page(this);
        }
    }

    /** Why an operation changed nothing. */
    enum Reason {
        /** The bytes are no operation, or it goes beyond a limit. */
        MALFORMED,
        /** The value would grow beyond {@link KvOperation#VALUE_BYTES_MAX}. */
        VALUE_TOO_LONG,
        /** What is to be incremented is no decimal number of 64 bits. */
        NOT_A_NUMBER,
        /** The sum would be no number of 64 bits. */
        OVERFLOW,
        /** The application holds as much as it may. */
        FULL;

        private static final Reason[] ALL = values();

        static Reason of(int number) {
            if (number >= ALL.length) {
                throw new MalformedMessage("no reason has the number " + number);
            }
            return ALL[number];
        }
    }

    /**
     * Nothing was changed.
     *
     * @param text for people; equal on all replicas, as every answer
     */
    record Refused(Reason reason, String text) implements KvAnswer {

        public Refused {
            Check.argument(reason != null, "there is a reason");
            Texts.check("text", text);
        }

        static Refused read(FieldReader in) {
            return new Refused(Reason.of(in.uint8("reason")), in.text("text"));
        }

        @Override
        public byte[] encode() {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return new FieldWriter(AnswerCode.REFUSED.number(), 1 + 2 + utf8.length)
                    .uint8(reason.ordinal())
                    .text(utf8)
                    .done();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
