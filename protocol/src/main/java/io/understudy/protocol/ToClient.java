package io.understudy.protocol;

import java.util.List;

/** Everything a client can be told. */
public sealed interface ToClient extends Message {

    /** Calls the one method of {@code inbox} that is meant for this message. */
    void deliverTo(Inbox inbox, NodeId from);

    /** One method per message. */
    interface Inbox {
        void onViewNews(NodeId from, ViewNews news);
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
}
