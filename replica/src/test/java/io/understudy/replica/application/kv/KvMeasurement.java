package io.understudy.replica.application.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation.Put;
import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.Context;
import io.understudy.replica.application.Restoration;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a checkpoint of a gigabyte costs the writes beside it, to be read by people: no test, since
 * no machine is like another. To be run with a heap of three gigabytes.
 *
 * <p>A put that comes while a piece is being written waits for it, as on the one loop of a replica;
 * its time is that from when it came.
 */
final class KvMeasurement {

    private static final int PAIRS = 1_000_000;
    private static final int VALUE_BYTES = 1_000;
    private static final int PUTS = 1_000_000;
    private static final int PIECE_BYTES = 64 << 10;

    private final KvApplication kv = new KvApplication();
    private final SplittableRandom random = new SplittableRandom(1);
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    private final Context context = new Context(0);

    public static void main(String[] arguments) {
        new KvMeasurement().measure();
    }

    private void measure() {
        long begin = System.nanoTime();
        for (int i = 0; i < PAIRS; i++) {
            put(i);
        }
        System.out.printf("fill: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        memory("filled");
        for (int round = 0; round < 3; round++) {
            normal();
            beside(10);
            beside(200);
        }
        alone();
        restore();
    }

    private void put(int number) {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        put(new Put(Bytes.utf8("key" + number), Bytes.copyOf(value)).encode());
    }

    private void put(byte[] operation) {
        kv.execute(ByteBuffer.wrap(operation), context);
    }

    private byte[] anyPut() {
        byte[] value = new byte[VALUE_BYTES];
        return new Put(Bytes.utf8("key" + random.nextInt(PAIRS)), Bytes.copyOf(value)).encode();
    }

    private void normal() {
        long[] nanos = new long[PUTS];
        long collected = collectedMillis();
        for (int i = 0; i < PUTS; i++) {
            byte[] operation = anyPut();
            long begin = System.nanoTime();
            put(operation);
            nanos[i] = System.nanoTime() - begin;
        }
        print("puts without a checkpoint", nanos, collected);
    }

    /** One piece before every so many puts, until the checkpoint ends. */
    private void beside(int putsPerPiece) {
        long[] nanos = new long[PUTS * 10];
        long[] pieces = new long[PUTS];
        long collected = collectedMillis();
        long taken = System.nanoTime();
        Checkpoint checkpoint = kv.checkpoint();
        taken = System.nanoTime() - taken;
        int puts = 0;
        int written = 0;
        while (!checkpoint.finished()) {
            for (int i = 0; i < putsPerPiece; i++) {
                byte[] operation = anyPut();
                long begin = System.nanoTime();
                if (i == 0) {
                    write(checkpoint);
                    pieces[written++] = System.nanoTime() - begin;
                }
                put(operation);
                nanos[puts++] = System.nanoTime() - begin;
            }
        }
        System.out.printf("checkpoint taken in %.1f us%n", taken / 1e3);
        print(
                "puts beside a checkpoint, one piece in " + putsPerPiece,
                Arrays.copyOf(nanos, puts),
                collected);
        print("  its pieces of 64 KiB", Arrays.copyOf(pieces, written), collected);
    }

    private void write(Checkpoint checkpoint) {
        piece.clear();
        checkpoint.writeTo(piece);
    }

    private void alone() {
        Checkpoint checkpoint = kv.checkpoint();
        long bytes = 0;
        long begin = System.nanoTime();
        while (!checkpoint.finished()) {
            write(checkpoint);
            bytes += piece.position();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "a checkpoint alone: %d bytes, %.0f MB/s%n", bytes, bytes / seconds / 1e6);
    }

    /** Into another application, as a joiner does: both are held at once. */
    private void restore() {
        KvApplication joiner = new KvApplication();
        Checkpoint checkpoint = kv.checkpoint();
        Restoration restoration = joiner.restore();
        long[] nanos = new long[PUTS];
        int fed = 0;
        long collected = collectedMillis();
        while (!checkpoint.finished()) {
            write(checkpoint);
            piece.flip();
            long begin = System.nanoTime();
            restoration.feed(piece);
            nanos[fed++] = System.nanoTime() - begin;
        }
        restoration.finish();
        print("restoring a piece", Arrays.copyOf(nanos, fed), collected);
        System.out.println("digests are equal: " + (kv.digest() == joiner.digest()));
        memory("both");
    }

    private static void memory(String when) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf("memory, %s: %d MB%n", when, used / 1_000_000);
    }

    private static long collectedMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static void print(String what, long[] nanos, long collectedBefore) {
        double seconds = Arrays.stream(nanos).sum() / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                "%s: count=%d per second=%.0f median=%.1f us p99=%.1f us p99.9=%.1f us max=%.1f us"
                        + " collections=%d ms%n",
                what,
                nanos.length,
                nanos.length / seconds,
                nanos[nanos.length / 2] / 1e3,
                nanos[(int) (nanos.length * 0.99)] / 1e3,
                nanos[(int) (nanos.length * 0.999)] / 1e3,
                nanos[nanos.length - 1] / 1e3,
                collectedMillis() - collectedBefore);
    }
}
