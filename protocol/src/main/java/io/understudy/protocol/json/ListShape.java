package io.understudy.protocol.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Elements of one shape. */
record ListShape(Shape element) implements Shape {

    @Override
    public void write(Object value, JsonGenerator out) {
        out.writeStartArray();
        for (Object each : (List<?>) value) {
            element.write(each, out);
        }
        out.writeEndArray();
    }

    @Override
    public Object read(JsonParser in) {
        Scalars.require(in, JsonToken.START_ARRAY, "a list");
        List<Object> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.read(in));
        }
        return List.copyOf(elements);
    }
}
