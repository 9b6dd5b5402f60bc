package io.understudy.protocol;

/** A peer sent bytes that are no message of ours. The shell closes that connection. */
public final class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MalformedMessage(String reason) {
        super(reason);
    }
}
