package io.understudy.protocol.json;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One of several records; the first member says which. */
final class KindsShape implements Shape {

    private final String member;
    private final Map<String, RecordShape> shapes = new LinkedHashMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    KindsShape(String member, Map<String, ? extends Class<?>> kinds, Shapes shapes) {
        this.member = member;
        kinds.forEach(
                (name, type) -> {
                    this.shapes.put(name, new RecordShape(type, shapes));
                    names.put(type, name);
                });
    }

    @Override
    public void write(Object value, JsonGenerator out) {
        String name = names.get(value.getClass());
        out.writeStartObject();
        out.writeStringProperty(member, name);
        shapes.get(name).writeMembers(value, out);
        out.writeEndObject();
    }

    @Override
    public Object read(JsonParser in) {
        Scalars.require(in, JsonToken.START_OBJECT, "an object");
        if (in.nextToken() != JsonToken.PROPERTY_NAME || !in.currentName().equals(member)) {
            throw new MalformedJson(member + " does not come first");
        }
        in.nextToken();
        Scalars.require(in, JsonToken.VALUE_STRING, "a text");
        RecordShape shape = shapes.get(in.getString());
        if (shape == null) {
            throw new MalformedJson("no " + member + ": " + in.getString());
        }
        return shape.readMembersBehind(member, in);
    }
}
