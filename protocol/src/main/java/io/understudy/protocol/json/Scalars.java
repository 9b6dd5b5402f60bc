package io.understudy.protocol.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What is one token in JSON. None is taken for another: a text of digits is no number. */
final class Scalars {

    static final Shape INT64 = number(JsonParser::getLongValue);

    static final Shape INT32 = number(JsonParser::getIntValue);

    static final Shape TRUTH =
            new Shape() {
                @Override
                public void write(Object value, JsonGenerator out) {
                    out.writeBoolean((boolean) value);
                }

                @Override
                public Object read(JsonParser in) {
                    boolean truth = in.currentToken() == JsonToken.VALUE_TRUE;
                    if (!truth) {
                        require(in, JsonToken.VALUE_FALSE, "true or false");
                    }
                    return truth;
                }
            };

    static final Shape TEXT = text(text -> text);

    private Scalars() {}

    /**
     * @param get refuses what is too large for the type
     */
    private static Shape number(Function<JsonParser, ? extends Number> get) {
        return new Shape() {
            @Override
            public void write(Object value, JsonGenerator out) {
                out.writeNumber(((Number) value).longValue());
            }

            @Override
            public Object read(JsonParser in) {
                require(in, JsonToken.VALUE_NUMBER_INT, "a whole number");
                return get.apply(in);
            }
        };
    }

    /** Written as what it calls itself. */
    static Shape text(Function<String, ?> parse) {
        return new Shape() {
            @Override
            public void write(Object value, JsonGenerator out) {
                out.writeString(value.toString());
            }

            @Override
            public Object read(JsonParser in) {
                require(in, JsonToken.VALUE_STRING, "a text");
                try {
                    return parse.apply(in.getString());
                } catch (IllegalArgumentException wrong) {
                    throw new MalformedJson(wrong.getMessage());
                }
            }
        };
    }

    static Shape constant(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new Shape() {
            @Override
            public void write(Object value, JsonGenerator out) {
                out.writeString(((Enum<?>) value).name());
            }

            @Override
            public Object read(JsonParser in) {
                require(in, JsonToken.VALUE_STRING, "a text");
                Object constant = constants.get(in.getString());
                if (constant == null) {
                    throw new MalformedJson("no " + type.getSimpleName() + ": " + in.getString());
                }
                return constant;
            }
        };
    }

    static void require(JsonParser in, JsonToken token, String wanted) {
        if (in.currentToken() != token) {
            throw new MalformedJson("want " + wanted);
        }
    }
}
