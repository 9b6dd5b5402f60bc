package io.understudy.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Frames taken apart and put together by hand, also such as no process of ours would send. */
final class Frames {

    private static final JsonMapper JSON = new JsonMapper();

    private Frames() {}

    /** What a decoder is given: tag and body, without the length. */
    static byte[] of(Message message) {
        byte[] frame = Wire.encode(message);
        return Arrays.copyOfRange(frame, Wire.LENGTH_BYTES, frame.length);
    }

    static ObjectNode body(Message message) {
        byte[] frame = of(message);
        return (ObjectNode) JSON.readTree(frame, 1, frame.length - 1);
    }

    static byte[] of(Tag tag, JsonNode body) {
        return of(tag, JSON.writeValueAsBytes(body));
    }

    static byte[] of(Tag tag, byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(tag.number());
        frame.writeBytes(body);
        return frame.toByteArray();
    }
}
