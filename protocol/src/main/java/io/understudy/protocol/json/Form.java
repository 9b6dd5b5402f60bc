package io.understudy.protocol.json;

import java.util.Map;
import java.util.function.Function;

/** How one type looks in JSON that does not look as most do. */
public final class Form {

    private final Class<?> type;
    private final Function<Shapes, Shape> shape;

    private Form(Class<?> type, Function<Shapes, Shape> shape) {
        this.type = type;
        this.shape = shape;
    }

    /** One text, which is also what its {@code toString} gives. */
    public static <T> Form text(Class<T> type, Function<String, T> parse) {
        return new Form(type, shapes -> Scalars.text(parse));
    }

    /**
     * One of several records.
     *
     * @param member by which an object says, before anything else, which of them it is
     */
    public static <T> Form kinds(
            Class<T> type, String member, Map<String, Class<? extends T>> kinds) {
        return new Form(type, shapes -> new KindsShape(member, kinds, shapes));
    }

    Class<?> type() {
        return type;
    }

    Function<Shapes, Shape> shape() {
        return shape;
    }
}
