package io.understudy.replica.application;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.config.ApplicationEntry;
import io.understudy.replica.application.kv.Operations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every application. */
class ApplicationsTest {

    static final List<String> BUILTINS = ApplicationEntry.BUILTINS;

    private static final Context CONTEXT = new Context(0);
    private static final int PIECE_BYTES = 100;

    private final SplittableRandom random = new SplittableRandom(1);

    private byte[] operation(String name) {
        return switch (name) {
            case "kv" -> Operations.random(random).encode();
            case "counter" -> request().getBytes(StandardCharsets.US_ASCII);
            default -> throw new IllegalArgumentException("no operations for " + name);
        };
    }

    private String request() {
        return random.nextInt(200) + "," + random.nextInt(100) + "," + random.nextInt(-5, 6);
    }

    private byte[] execute(Application application, byte[] operation) {
        return application.execute(ByteBuffer.wrap(operation), CONTEXT);
    }

    private void executeSome(Application application, String name) {
        for (int i = 0; i < 3_000; i++) {
            execute(application, operation(name));
        }
    }

    private static List<ByteBuffer> pieces(Checkpoint checkpoint) {
        List<ByteBuffer> pieces = new ArrayList<>();
        while (!checkpoint.finished()) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
            checkpoint.writeTo(piece);
            pieces.add(piece.flip());
        }
        return pieces;
    }

    private static void restore(Application application, List<ByteBuffer> pieces) {
        Restoration restoration = application.restore();
        pieces.forEach(restoration::feed);
        restoration.finish();
    }

    @ParameterizedTest
    @FieldSource("BUILTINS")
    void aRestoredApplicationGoesOnAsTheOther(String name) {
        Application one = Applications.named(name);
        executeSome(one, name);
        Application other = Applications.named(name);
        executeSome(other, name);
        assertNotEquals(one.digest(), other.digest());

        restore(other, pieces(one.checkpoint()));
        assertEquals(one.digest(), other.digest());
        assertEquals(pieces(one.checkpoint()), pieces(other.checkpoint()));
        for (int i = 0; i < 3_000; i++) {
            byte[] operation = operation(name);
            assertArrayEquals(execute(one, operation), execute(other, operation));
        }
        assertEquals(one.digest(), other.digest());
    }

    @ParameterizedTest
    @FieldSource("BUILTINS")
    void aCheckpointIsOfItsMomentAlthoughExecutionGoesOn(String name) {
        Application application = Applications.named(name);
        executeSome(application, name);
        long then = application.digest();
        Checkpoint checkpoint = application.checkpoint();
        List<ByteBuffer> pieces = new ArrayList<>();
        while (!checkpoint.finished()) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
            checkpoint.writeTo(piece);
            pieces.add(piece.flip());
            execute(application, operation(name));
        }
        assertNotEquals(then, application.digest());
        Application restored = Applications.named(name);
        restore(restored, pieces);
        assertEquals(then, restored.digest());
    }

    @ParameterizedTest
    @FieldSource("BUILTINS")
    void aCheckpointWithoutItsLastPieceIsRefused(String name) {
        Application application = Applications.named(name);
        executeSome(application, name);
        List<ByteBuffer> pieces = pieces(application.checkpoint());
        pieces.remove(pieces.size() - 1);
        assertThrows(DamagedCheckpoint.class, () -> restore(Applications.named(name), pieces));
    }

    @ParameterizedTest
    @FieldSource("BUILTINS")
    void aCheckpointWithADamagedPieceIsRefused(String name) {
        Application application = Applications.named(name);
        executeSome(application, name);
        List<ByteBuffer> pieces = pieces(application.checkpoint());
        ByteBuffer damaged = pieces.get(pieces.size() / 2);
        damaged.put(50, (byte) (damaged.get(50) ^ 1));
        assertThrows(DamagedCheckpoint.class, () -> restore(Applications.named(name), pieces));
    }

    @Test
    void anotherApplicationsCheckpointIsRefused() {
        List<ByteBuffer> pieces = pieces(Applications.named("counter").checkpoint());
        assertThrows(DamagedCheckpoint.class, () -> restore(Applications.named("kv"), pieces));
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatAreKnown() {
        assertEquals(
                "application=redis: want one of [kv, counter]",
                assertThrows(IllegalArgumentException.class, () -> Applications.named("redis"))
                        .getMessage());
    }
}
