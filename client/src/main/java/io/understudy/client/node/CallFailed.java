package io.understudy.client.node;

/** A call did not end as it was meant to. What its caller may conclude is in the kind. */
public abstract sealed class CallFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private CallFailed(String reason) {
        // Without a stack trace: it would show the client's loop, which nobody looks for.
        super(reason, null, false, false);
    }

    /** It was not executed and never will be; it may be called again. */
    public static final class NotDone extends CallFailed {

        private static final long serialVersionUID = 1;

        NotDone(String reason) {
            super(reason);
        }
    }

    /** It may have been executed, may still be, or never will be. */
    public static final class OutcomeUnknown extends CallFailed {

        private static final long serialVersionUID = 1;

        OutcomeUnknown(String reason) {
            super(reason);
        }
    }

    /** The application said no, and changed nothing; it would say so again. */
    public static final class Refused extends CallFailed {

        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }
}
