package io.understudy.protocol;

import io.understudy.protocol.json.Form;
import io.understudy.protocol.json.MalformedJson;
import io.understudy.protocol.json.RecordCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Messages as bytes: four bytes of length, one of {@link Tag}, then the message's record: as a JSON
 * object or, on the data path, its fields one after the other.
 *
 * <p>A length below {@link #FRAME_BYTES_MAX} always begins with a zero byte, which no text protocol
 * does: that is how a door tells our frames from HTTP and others.
 *
 * <p>Unknown members of an object are passed over, so that a newer process can say more to an older
 * one; missing ones are refused.
 */
public final class Wire {

    /** What the length field may say: tag and body. */
    public static final int FRAME_BYTES_MAX = (1 << 22) - 1;

    public static final int LENGTH_BYTES = 4;

    static final int DEPTH_MAX = 16;

    private static final int JSON_BYTES_USUAL = 256;

    private static final RecordCodec JSON =
            new RecordCodec(DEPTH_MAX, jsonTypes(), Form.text(ReplicaId.class, ReplicaId::parse));

    private Wire() {}

    private static List<Class<? extends Message>> jsonTypes() {
        List<Class<? extends Message>> types = new ArrayList<>();
        for (Tag tag : Tag.values()) {
            if (tag.compact().isEmpty()) {
                types.add(tag.type());
            }
        }
        return types;
    }

    /** What a frame of a control message holds behind its tag; for people and programs outside. */
    public static String json(Message message) {
        Check.argument(!(message instanceof Compact), "%s is not in JSON", message.tag());
        return new String(JSON.write(message), StandardCharsets.UTF_8);
    }

    /** A whole frame, its length first, in one piece. */
    public static byte[] encode(Message message) {
        ByteBuffer[] parts = frame(message);
        if (parts.length == 1) {
            return parts[0].array();
        }
        ByteBuffer whole = ByteBuffer.allocate(parts[0].remaining() + parts[1].remaining());
        return whole.put(parts[0]).put(parts[1]).array();
    }

    /**
     * A whole frame, its length first, in one piece or two. The second is the message's own, not a
     * copy.
     */
    public static ByteBuffer[] frame(Message message) {
        if (message instanceof Compact compact) {
            return compactFrame(message.tag(), compact);
        }
        return new ByteBuffer[] {jsonFrame(message)};
    }

    private static ByteBuffer[] compactFrame(Tag tag, Compact message) {
        WireWriter out = new WireWriter(LENGTH_BYTES + 1 + message.expectedBytes());
        out.int32(0).int8(tag.number());
        message.write(out);
        ByteBuffer tail = message.tail();
        int length = out.length() - LENGTH_BYTES + tail.remaining();
        requireFit(tag, length);
        out.int32At(0, length);
        ByteBuffer head = ByteBuffer.wrap(out.toBytes());
        return tail.hasRemaining() ? new ByteBuffer[] {head, tail} : new ByteBuffer[] {head};
    }

    private static void requireFit(Tag tag, int length) {
        Check.invariant(length <= FRAME_BYTES_MAX, "PR2: %s takes %d bytes", tag, length);
    }

    private static ByteBuffer jsonFrame(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(JSON_BYTES_USUAL);
        out.writeBytes(new byte[LENGTH_BYTES]);
        out.write(message.tag().number());
        try {
            JSON.write(message, out);
        } catch (IllegalStateException impossible) {
            throw new InvariantViolation("PR1: cannot write " + message.tag() + ": " + impossible);
        }
        ByteBuffer frame = ByteBuffer.wrap(out.toByteArray());
        int length = frame.remaining() - LENGTH_BYTES;
        requireFit(message.tag(), length);
        return frame.putInt(0, length);
    }

    /**
     * @param frame what followed the length, all of it
     * @throws MalformedMessage whatever else it is
     */
    public static Message decode(byte[] frame) {
        if (frame.length == 0) {
            throw new MalformedMessage("an empty frame");
        }
        Tag tag =
                Tag.of(frame[0]).orElseThrow(() -> new MalformedMessage("unknown tag " + frame[0]));
        try {
            return tag.compact().isPresent()
                    ? compactMessage(frame, tag.compact().get())
                    : JSON.read(frame, 1, frame.length - 1, tag.type());
        } catch (MalformedJson | IllegalArgumentException wrong) {
            throw new MalformedMessage(tag + ": " + firstLine(wrong));
        }
    }

    private static Message compactMessage(byte[] frame, Function<WireReader, Message> reader) {
        WireReader in = new WireReader(frame, 1, frame.length - 1);
        Message message = reader.apply(in);
        in.end();
        return message;
    }

    /** For a log: the peer may have chosen its words. */
    private static String firstLine(Exception wrong) {
        String text = String.valueOf(wrong.getMessage());
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return Texts.fit(line);
    }
}
