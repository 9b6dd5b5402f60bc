package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytesTest {

    private static Bytes of(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return Bytes.copyOf(array);
    }

    @Test
    void theOrderIsThatOfUnsignedBytes() {
        List<Bytes> ordered =
                List.of(Bytes.EMPTY, of(0), of(0, 0), of(1), of(127, 255), of(128), of(255));
        assertEquals(ordered, ordered.stream().sorted().toList());
        assertTrue(of(128).compareTo(of(127)) > 0);
    }

    @Test
    void whoKeepsTheArrayItWasMadeFromCannotChangeIt() {
        byte[] array = {1, 2};
        Bytes bytes = Bytes.copyOf(array);
        array[0] = 9;
        bytes.toArray()[1] = 9;
        assertEquals(of(1, 2), bytes);
    }

    @Test
    void aPrefixIsAlsoTheWholeAndTheEmpty() {
        assertTrue(of(1, 2).startsWith(of(1, 2)));
        assertTrue(of(1, 2).startsWith(Bytes.EMPTY));
        assertFalse(of(1, 2).startsWith(of(2)));
        assertFalse(of(1, 2).startsWith(of(1, 2, 3)));
    }

    @Test
    void aWriteFillsTheRoomThereIs() {
        ByteBuffer out = ByteBuffer.allocate(3);
        assertEquals(3, of(1, 2, 3, 4, 5).writeTo(out, 1));
        assertEquals(Bytes.copyOf(out.array()), of(2, 3, 4));
        out.clear();
        assertEquals(1, of(1, 2, 3, 4, 5).writeTo(out, 4));
    }

    @Test
    void aNumberIsEightBytesWhoseFirstIsHighest() {
        assertEquals(of(128, 0, 0, 0, 0, 0, 2, 255), Bytes.int64(Long.MIN_VALUE + 0x2ff));
    }

    @Test
    void eightBytesAreALongWhoseFirstIsLowest() {
        assertEquals(0x0807060504030201L, of(0, 1, 2, 3, 4, 5, 6, 7, 8).longAt(1));
    }

    @Test
    void peopleSeeTextWhereItIsTextAndNeverMuch() {
        assertEquals("\"key 1\"", Bytes.utf8("key 1").toString());
        assertEquals("0x0aff", of(10, 255).toString());
        assertEquals(
                "\"" + "a".repeat(40) + "\"... (41 bytes)", Bytes.utf8("a".repeat(41)).toString());
    }
}
