package io.understudy.protocol.json;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Records as JSON objects: a member for each component, under its name, and nothing else. A
 * component may be a whole number, a truth value, a text, a constant, a record, or a list or an
 * optional of these.
 *
 * <p>What is read is what is there: nothing may be missing, be said twice or be null but an
 * optional, and no type is taken for another. Unknown members are passed over.
 *
 * <p>Not Jackson's own binding to classes, which can do much more: each process would wait a good
 * part of its start for it to find out what there is to do (docs/decisions/0015).
 */
public final class RecordCodec {

    private static final int DIGITS_MAX = 20;
    private static final int BYTES_USUAL = 256;

    private final JsonFactory json;

    /** All that will be asked for: whoever shares this with others waits for none of them. */
    private final Map<Class<?>, Shape> shapes = new LinkedHashMap<>();

    /**
     * @param depthMax of objects and lists within each other, also of those that are passed over
     * @param types of the records that are written and read
     */
    public RecordCodec(int depthMax, List<? extends Class<?>> types, Form... forms) {
        json =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(depthMax)
                                        .maxNumberLength(DIGITS_MAX)
                                        .build())
                        .build();
        Shapes all = new Shapes(List.of(forms));
        types.forEach(type -> shapes.put(type, all.of(type)));
    }

    /**
     * @throws IllegalStateException if it cannot be written, which is a bug of its type
     */
    public byte[] write(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES_USUAL);
        write(value, out);
        return out.toByteArray();
    }

    /** Behind what is there already. */
    public void write(Object value, ByteArrayOutputStream out) {
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), out)) {
            shapes.get(value.getClass()).write(value, generator);
        } catch (JacksonException bug) {
            throw new IllegalStateException("cannot write " + value, bug);
        }
    }

    /**
     * @throws MalformedJson if these bytes are not one such record, or more than that
     */
    public <T> T read(byte[] bytes, int offset, int length, Class<T> type) {
        try (JsonParser parser =
                json.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            parser.nextToken();
            T value = type.cast(shapes.get(type).read(parser));
            if (parser.nextToken() != null) {
                throw new MalformedJson("more follows");
            }
            return value;
        } catch (JacksonException wrong) {
            throw new MalformedJson(wrong.getOriginalMessage());
        }
    }
}
