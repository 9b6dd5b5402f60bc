package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses of machines, read without asking the network. */
class HostTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "node1",
                "node-1.example.org",
                "NODE",
                "1a",
                "10.0.0.1",
                "255.255.255.255",
                "fe80::1",
                "::ffff:10.0.0.1"
            })
    void thatIsANameOrAnAddress(String text) {
        assertTrue(HostText.parse(text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "-a",
                "a-",
                "a_b",
                "a b",
                "a:80",
                "10.0.0.1:80",
                "http://a",
                "10.0.0.256",
                "10.0.0",
                "10.0.0.01",
                "1.2.3.4.5",
                "7",
                "a.7",
                "::g",
                ":",
                "1::2::3",
                "[::1]",
                "fe80::1%eth0",
                "10.0.0.١",
                "é"
            })
    void thatIsNeither(String text) {
        assertEquals(Optional.empty(), HostText.parse(text));
    }

    @Test
    void aLabelOfMoreThanItsGreatestLengthIsNoName() {
        assertTrue(HostText.parse("a".repeat(63)).isPresent());
        assertFalse(HostText.parse("a".repeat(64)).isPresent());
    }

    @Test
    void anOverlongNameIsNone() {
        assertTrue(HostText.parse("a.".repeat(126) + "a").isPresent());
        assertFalse(HostText.parse("a.".repeat(127) + "a").isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "NODE.example, node.example",
        "::1, 0:0:0:0:0:0:0:1",
        "FE80::1, fe80:0::1",
        "localhost, 127.0.0.1",
        "::ffff:10.0.0.1, 10.0.0.1"
    })
    void twoSpellingsOfOneHostAreEqual(String one, String other) {
        assertEquals(HostText.parse(one), HostText.parse(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.0.1", "::1", "localhost", "LOCALHOST"})
    void thatIsLoopback(String text) {
        assertTrue(HostText.parse(text).orElseThrow().loopback());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "0:0::0"})
    void thatIsAWildcard(String text) {
        assertTrue(HostText.parse(text).orElseThrow().wildcard());
    }

    @ParameterizedTest
    @ValueSource(strings = {"128.0.0.1", "node", "fe80::1"})
    void thatIsNeitherLoopbackNorWildcard(String text) {
        HostText host = HostText.parse(text).orElseThrow();
        assertFalse(host.loopback() || host.wildcard());
    }
}
