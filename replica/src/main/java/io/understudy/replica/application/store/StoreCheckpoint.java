package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import io.understudy.replica.application.Checkpoint;
import java.nio.ByteBuffer;

/** Writes a picture down as {@link Format} says; has no more in hand than one key. */
final class StoreCheckpoint implements Checkpoint {

    private final long size;
    private final long digest;
    private final Cursor<Held> cursor;

    /** What is being written, and how much of it is. */
    private Bytes part;

    private int partWritten = 0;

    /** What comes after {@link #part}. */
    private Bytes value = Bytes.EMPTY;

    private boolean ended = false;

    StoreCheckpoint(Format format, long size, long digest, Cursor<Held> cursor) {
        this.size = size;
        this.digest = digest;
        this.cursor = cursor;
        this.part = format.header();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        while (out.hasRemaining() && !finished()) {
            partWritten += part.writeTo(out, partWritten);
            if (partWritten == part.length()) {
                goOn();
            }
        }
    }

    @Override
    public boolean finished() {
        return ended && partWritten == part.length();
    }

    private void goOn() {
        if (value.length() > 0) {
            begin(value, Bytes.EMPTY);
        } else if (cursor.next()) {
            begin(Format.pairHead(cursor.key(), cursor.value().value()), cursor.value().value());
        } else if (!ended) {
            ended = true;
            begin(Format.end(size, digest), Bytes.EMPTY);
        }
    }

    private void begin(Bytes next, Bytes afterIt) {
        part = next;
        partWritten = 0;
        value = afterIt;
    }
}
