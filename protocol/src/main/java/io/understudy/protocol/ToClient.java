package io.understudy.protocol;

import java.util.Arrays;
import java.util.List;

/** Everything a client can be told. */
public sealed interface ToClient extends Message {

    /** Calls the one method of {@code inbox} that is meant for this message. */
    void deliverTo(Inbox inbox, NodeId from);

    /** One method per message. */
    interface Inbox {
        void onViewNews(NodeId from, ViewNews news);

        void onReply(NodeId from, Reply reply);
    }

    /**
     * A group's newest view, in full, and where its members answer clients: a client needs no
     * cluster file, only a manager's address.
     */
    record ViewNews(String group, View view, boolean activated, List<Door> doors)
            implements ToClient {

        /** Where a replica answers clients. */
        public record Door(String replica, String host, int port) {

            public static final int HOST_LENGTH_MAX = 255;

            public Door {
                Names.check(replica);
                Check.argument(
                        host != null
                                && !host.isEmpty()
                                && host.length() <= HOST_LENGTH_MAX
                                && host.chars().allMatch(c -> c > ' ' && c < 127),
                        "host=%s",
                        host);
                Check.argument(port >= 1 && port <= 65_535, "port=%d", port);
            }
        }

        public ViewNews {
            Names.check(group);
            Check.argument(view != null, "there is a view");
            doors = List.copyOf(doors);
            Check.argument(doors.size() <= View.REPLICAS_MAX, "doors=%d", doors.size());
        }

        @Override
        public Tag tag() {
            return Tag.VIEW_NEWS;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onViewNews(from, this);
        }
    }

    /** How a request may end, as far as this replica can tell. */
    enum Fate {
        /** It is executed, once; the answer follows. */
        ANSWERED,
        /** This replica does not order requests now; nothing was done. Ask another, or again. */
        NOT_PRIMARY,
        /** There is too much to do, or kept of answers; nothing was done. Ask again. */
        BUSY,
        /** The session is not open, or no longer; nothing is done now or ever. */
        NO_SESSION,
        /** The client has said that it has this answer; it is not kept, and nothing is done. */
        FORGOTTEN,
        /** There are as many sessions as there may be; nothing was done. */
        TOO_MANY_SESSIONS
    }

    /**
     * What became of a request.
     *
     * @param number of the request
     * @param answer empty unless it is answered
     */
    record Reply(long session, long number, Fate fate, byte[] answer) implements ToClient, Compact {

        private static final Fate[] FATES = Fate.values();

        public Reply {
            Check.argument(number >= 0, "number=%d", number);
            Check.argument(fate != null, "a reply says something");
            Check.argument(answer != null, "an answer may be empty");
        }

        static Reply read(WireReader in) {
            return new Reply(in.int64(), in.int64(), in.constant(FATES), in.bytes());
        }

        @Override
        public void write(WireWriter out) {
            out.int64(session).int64(number).int8(fate.ordinal()).bytes(answer);
        }

        @Override
        public int expectedBytes() {
            return 21 + answer.length;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Reply other
                    && session == other.session
                    && number == other.number
                    && fate == other.fate
                    && Arrays.equals(answer, other.answer);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(answer);
        }

        @Override
        public Tag tag() {
            return Tag.REPLY;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onReply(from, this);
        }
    }
}
