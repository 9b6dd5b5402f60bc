package io.understudy.protocol.json;

/** Bytes that are not what was to be read, whoever wrote them. */
public final class MalformedJson extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MalformedJson(String reason) {
        super(reason);
    }

    /** The same, seen from further outside. */
    MalformedJson in(String place) {
        return new MalformedJson(place + ": " + getMessage());
    }
}
