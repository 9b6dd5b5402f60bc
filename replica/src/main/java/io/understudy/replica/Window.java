package io.understudy.replica;

import java.util.ArrayDeque;

/**
 * Entries that were sent to one peer and not acknowledged yet: so much and no more of a slow one's
 * waits in sockets and queues.
 *
 * <p>It may begin small, and grows by all that is acknowledged. So whoever has much to catch up
 * with never gets it all at once, and from a far peer a round trip is not waited for with each few
 * messages for ever.
 */
final class Window {

    private record Sent(long through, int bytes) {}

    private final long bytesFirst;
    private final long bytesMax;

    /** Message by message, in order. Summing up entries anew each time would take all of a turn. */
    private final ArrayDeque<Sent> underWay = new ArrayDeque<>();

    private long bytes = 0;
    private long bytesAllowed;

    /**
     * @param bytesFirst but for a last message that crosses the line, like all of these
     * @param bytesMax to which it grows
     */
    Window(long bytesFirst, long bytesMax) {
        this.bytesFirst = Math.min(bytesFirst, bytesMax);
        this.bytesMax = bytesMax;
        this.bytesAllowed = this.bytesFirst;
    }

    boolean hasRoom() {
        return bytes <= bytesAllowed;
    }

    void onSent(long through, int messageBytes) {
        underWay.add(new Sent(through, messageBytes));
        bytes += messageBytes;
    }

    void onAcknowledged(long through) {
        while (!underWay.isEmpty() && underWay.peek().through() <= through) {
            int arrived = underWay.poll().bytes();
            bytes -= arrived;
            bytesAllowed = Math.min(bytesMax, bytesAllowed + arrived);
        }
    }

    /** What is under way counts no longer: it may be lost, and is sent again or not needed. */
    void clear() {
        underWay.clear();
        bytes = 0;
        bytesAllowed = bytesFirst;
    }
}
