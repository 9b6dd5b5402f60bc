package io.understudy.protocol.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.protocol.Bytes;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors were computed with three other implementations. */
class FnvTest {

    @ParameterizedTest
    @CsvSource({"'',2166136261", "a,3826002220", "foobar,3214735720", "hello,1335831723"})
    void textsHaveTheKnownHash(String text, String hash) {
        assertEquals(Bytes.utf8(hash), Fnv.chain(Bytes.EMPTY, Bytes.utf8(text)));
    }

    @ParameterizedTest
    @CsvSource({"'',foobar", "foo,bar", "foobar,''"})
    void theHashIsOfBothPartsWithoutASeparator(String first, String second) {
        assertEquals(
                Integer.parseUnsignedInt("3214735720"),
                Fnv.hash(Bytes.utf8(first), Bytes.utf8(second)));
    }

    @Test
    void theChainOfTheNumbersBelowHundredPassesThroughTheKnownValues() {
        TreeMap<Integer, String> known =
                new TreeMap<>(
                        Map.of(
                                0, "890022063",
                                1, "78513644",
                                2, "3250269825",
                                3, "2838261054",
                                4, "4175298000",
                                5, "203193762",
                                98, "1507674645",
                                99, "3868028174"));
        TreeMap<Integer, String> seen = new TreeMap<>();
        Bytes value = Bytes.EMPTY;
        for (int i = 0; i < 100; i++) {
            value = Fnv.chain(value, Bytes.utf8(Integer.toString(i)));
            if (known.containsKey(i)) {
                seen.put(i, value.utf8());
            }
        }
        assertEquals(known, seen);
    }
}
