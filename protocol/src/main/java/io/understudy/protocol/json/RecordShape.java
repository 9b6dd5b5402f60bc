package io.understudy.protocol.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** An object with a member for each component. */
final class RecordShape implements Shape {

    private record Member(String name, Method accessor, Shape shape) {}

    private final Constructor<?> constructor;
    private final Member[] members;
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    RecordShape(Class<?> type, Shapes shapes) {
        RecordComponent[] components = type.getRecordComponents();
        members = new Member[components.length];
        for (int i = 0; i < members.length; i++) {
            RecordComponent component = components[i];
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            Shape shape = shapes.of(component.getGenericType());
            members[i] = new Member(component.getName(), accessor, shape);
            indexes.put(component.getName(), i);
        }
        try {
            constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(type + " has no canonical constructor", impossible);
        }
        constructor.setAccessible(true);
    }

    @Override
    public void write(Object value, JsonGenerator out) {
        out.writeStartObject();
        writeMembers(value, out);
        out.writeEndObject();
    }

    void writeMembers(Object value, JsonGenerator out) {
        for (Member member : members) {
            Object part = get(member, value);
            if (part == null) {
                throw new IllegalStateException("no " + member.name() + " in " + value);
            }
            out.writeName(member.name());
            member.shape().write(part, out);
        }
    }

    private static Object get(Member member, Object value) {
        try {
            return member.accessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException bug) {
            throw new IllegalStateException("cannot get " + member.name() + " of " + value, bug);
        }
    }

    @Override
    public Object read(JsonParser in) {
        Scalars.require(in, JsonToken.START_OBJECT, "an object");
        Object[] values = new Object[members.length];
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            readMember(in, values);
        }
        return make(values);
    }

    /**
     * The one at which it stands. Unknown ones are passed over, so that a newer process can say
     * more to an older one.
     */
    private void readMember(JsonParser in, Object[] values) {
        Integer index = indexes.get(in.currentName());
        in.nextToken();
        if (index == null) {
            in.skipChildren();
        } else {
            values[index] = readValue(in, members[index], values[index]);
        }
    }

    /** Those that follow, up to the object's end; but for that one, which has been said. */
    Object readMembersBehind(String said, JsonParser in) {
        Object[] values = new Object[members.length];
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            if (in.currentName().equals(said)) {
                throw new MalformedJson(said + ": said twice");
            }
            readMember(in, values);
        }
        return make(values);
    }

    private Object make(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                throw new MalformedJson(members[i].name() + " is missing");
            }
        }
        return construct(values);
    }

    private static Object readValue(JsonParser in, Member member, Object before) {
        try {
            if (before != null) {
                throw new MalformedJson("said twice");
            }
            return member.shape().read(in);
        } catch (MalformedJson wrong) {
            throw wrong.in(member.name());
        }
    }

    private Object construct(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof Error error) {
                throw error;
            }
            throw new MalformedJson(String.valueOf(refused.getCause().getMessage()));
        } catch (InstantiationException | IllegalAccessException bug) {
            throw new IllegalStateException("cannot make " + constructor, bug);
        }
    }
}
