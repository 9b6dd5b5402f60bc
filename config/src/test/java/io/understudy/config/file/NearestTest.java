package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody meant who wrote something else. */
class NearestTest {

    private static final List<String> WORDS =
            List.of("port", "clientPort", "host", "bind", "reads");

    @ParameterizedTest
    @CsvSource({
        "prot, port", // swapped
        "ports, port", // one too many
        "clientport, clientPort", // another case
        "client_port, clientPort",
        "bin, bind", // one too few
        "read, reads",
        "hist, host" // another letter
    })
    void aSlipIsUnderstood(String written, String meant) {
        assertEquals("did you mean \"" + meant + "\"?", Nearest.advice(written, WORDS));
    }

    @ParameterizedTest
    @CsvSource({"address", "p", "name", "''"})
    void whatIsFarFromAllGetsAll(String written) {
        assertEquals(
                "want one of port, clientPort, host, bind, reads", Nearest.advice(written, WORDS));
    }

    @Test
    void anEndlessWordIsComparedWithNone() {
        assertEquals("want one of port", Nearest.advice("port".repeat(100_000), List.of("port")));
    }
}
