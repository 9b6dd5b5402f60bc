package io.understudy.protocol.json;

import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A value or {@code null}: the only null there is, and it has to be said. */
record OptionalShape(Shape value) implements Shape {

    @Override
    public void write(Object optional, JsonGenerator out) {
        Optional<?> some = (Optional<?>) optional;
        if (some.isPresent()) {
            value.write(some.get(), out);
        } else {
            out.writeNull();
        }
    }

    @Override
    public Object read(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_NULL
                ? Optional.empty()
                : Optional.of(value.read(in));
    }
}
