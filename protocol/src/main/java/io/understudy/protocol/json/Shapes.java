package io.understudy.protocol.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what shape each type has. */
final class Shapes {

    private final Map<Type, Shape> known = new LinkedHashMap<>();

    Shapes(List<Form> forms) {
        known.put(long.class, Scalars.INT64);
        known.put(int.class, Scalars.INT32);
        known.put(boolean.class, Scalars.TRUTH);
        known.put(String.class, Scalars.TEXT);
        for (Form form : forms) {
            known.put(form.type(), form.shape().apply(this));
        }
    }

    Shape of(Type type) {
        Shape shape = known.get(type);
        if (shape == null) {
            shape = shapeOf(type);
            known.put(type, shape);
        }
        return shape;
    }

    private Shape shapeOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            Shape inner = of(generic.getActualTypeArguments()[0]);
            if (generic.getRawType() == List.class) {
                return new ListShape(inner);
            }
            if (generic.getRawType() == Optional.class) {
                return new OptionalShape(inner);
            }
        } else if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                return new RecordShape(plain, this);
            }
            if (plain.isEnum()) {
                return Scalars.constant(plain);
            }
        }
        throw new IllegalArgumentException("no form in JSON is known for " + type);
    }
}
