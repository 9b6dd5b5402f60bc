package io.understudy.replica;

import java.util.ArrayDeque;

/**
 * Entries that were sent to one peer and not acknowledged yet: so much and no more of a slow one's
 * waits in sockets and queues.
 */
final class Window {

    private record Sent(long through, int bytes) {}

    private final long bytesMax;

    /** Message by message, in order. Summing up entries anew each time would take all of a turn. */
    private final ArrayDeque<Sent> underWay = new ArrayDeque<>();

    private long bytes = 0;

    /**
     * @param bytesMax but for a last message that crosses the line
     */
    Window(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    boolean hasRoom() {
        return bytes <= bytesMax;
    }

    void onSent(long through, int messageBytes) {
        underWay.add(new Sent(through, messageBytes));
        bytes += messageBytes;
    }

    void onAcknowledged(long through) {
        while (!underWay.isEmpty() && underWay.peek().through() <= through) {
            bytes -= underWay.poll().bytes();
        }
    }

    /** What is under way will not be acknowledged, and is sent again. */
    void clear() {
        underWay.clear();
        bytes = 0;
    }
}
