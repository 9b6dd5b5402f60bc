package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import io.understudy.replica.application.DamagedCheckpoint;
import io.understudy.replica.application.Restoration;
import io.understudy.replica.application.store.Store.Contents;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads what {@link StoreCheckpoint} writes, in pieces cut anywhere, and believes none of it. */
final class StoreRestoration implements Restoration {

    /** What the part of the checkpoint is that is being read. */
    private enum Stage {
        HEADER,
        PAIR_HEAD,
        KEY,
        VALUE,
        TAIL,
        END
    }

    private final Format format;
    private final Consumer<Contents> done;
    private final Contents contents = new Contents();

    private Stage stage = Stage.HEADER;

    /** The part, as far as it has been read. */
    private ByteBuffer part;

    private Bytes key = Bytes.EMPTY;
    private Bytes keyBefore = Bytes.EMPTY;
    private int valueLength = 0;

    StoreRestoration(Format format, Consumer<Contents> done) {
        this.format = format;
        this.done = done;
        this.part = ByteBuffer.allocate(format.header().length());
    }

    @Override
    public void feed(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            if (stage == Stage.END) {
                throw new DamagedCheckpoint("something follows its end");
            }
            int count = Math.min(part.remaining(), piece.remaining());
            part.put(part.position(), piece, piece.position(), count);
            part.position(part.position() + count);
            piece.position(piece.position() + count);
            // A value may have no bytes, and is read in the same turn as its key.
            while (stage != Stage.END && !part.hasRemaining()) {
                part.flip();
                stage = take();
            }
        }
    }

    @Override
    public void finish() {
        if (stage != Stage.END) {
            throw new DamagedCheckpoint(
                    "it is cut off after " + contents.size() + " pairs, within " + stage);
        }
        done.accept(contents);
    }

    /** Takes the part that is complete, and makes room for the next. */
    private Stage take() {
        return switch (stage) {
            case HEADER -> takeHeader();
            case PAIR_HEAD -> takePairHead();
            case KEY -> takeKey();
            case VALUE -> takeValue();
            case TAIL -> takeTail();
            case END -> Stage.END;
        };
    }

    private Stage takeHeader() {
        Bytes header = Bytes.read(part, part.limit());
        if (!header.equals(format.header())) {
            throw new DamagedCheckpoint("it begins with " + header + ", not " + format.header());
        }
        return want(Stage.PAIR_HEAD, Format.PAIR_HEAD_BYTES);
    }

    private Stage takePairHead() {
        int keyLength = part.getShort() & 0xffff;
        valueLength = part.getInt();
        if (keyLength == 0 && valueLength == 0) {
            return want(Stage.TAIL, Format.TAIL_BYTES);
        }
        if (keyLength == 0 || keyLength > format.keyBytesMax()) {
            throw new DamagedCheckpoint("a key of " + keyLength + " bytes");
        }
        if (valueLength < 0 || valueLength > format.valueBytesMax()) {
            throw new DamagedCheckpoint("a value of " + valueLength + " bytes");
        }
        return want(Stage.KEY, keyLength);
    }

    private Stage takeKey() {
        keyBefore = key;
        key = Bytes.of(part.array());
        if (key.compareTo(keyBefore) <= 0) {
            throw new DamagedCheckpoint("key " + key + " follows " + keyBefore);
        }
        return want(Stage.VALUE, valueLength);
    }

    private Stage takeValue() {
        contents.put(key, Bytes.of(part.array()));
        return want(Stage.PAIR_HEAD, Format.PAIR_HEAD_BYTES);
    }

    private Stage takeTail() {
        long size = part.getLong();
        long digest = part.getLong();
        if (size != contents.size() || digest != contents.digest()) {
            throw new DamagedCheckpoint(
                    "it says pairs="
                            + size
                            + " digest="
                            + Long.toHexString(digest)
                            + ", and has pairs="
                            + contents.size()
                            + " digest="
                            + Long.toHexString(contents.digest()));
        }
        return Stage.END;
    }

    private Stage want(Stage next, int length) {
        part = ByteBuffer.allocate(length);
        return next;
    }
}
