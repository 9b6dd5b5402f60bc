package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

    @TempDir private Path folder;

    private HttpServer manager;
    private Path file;

    @BeforeEach
    void aClusterFileWithTheManagersPort() throws IOException {
        manager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        file = folder.resolve("cluster.json");
        Files.writeString(
                file,
                """
                {"cluster": "c",
                 "replicationManagers": [
                   {"name": "RM1", "host": "127.0.0.1", "clientPort": %d}],
                 "globalFaultDetectors": [{"name": "GFD1", "host": "127.0.0.1"}],
                 "machines": [{"name": "M1", "host": "127.0.0.1"}],
                 "groups": [{"name": "kv", "application": {"builtin": "kv"},
                   "replicas": [{"name": "S1", "machine": "M1"}]}]}
                """
                        .formatted(manager.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        manager.stop(0);
    }

    private void managerAnswers(int code, String body) {
        manager.createContext(
                "/status",
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(code, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        manager.start();
    }

    @Test
    void jsonIsPrintedAsItCame() {
        managerAnswers(200, "{\"groups\": [ ]}");

        Said said = Said.by("status", "--json", "--config", file.toString());

        assertEquals(new Said(0, "{\"groups\": [ ]}\n", ""), said);
    }

    @Test
    void peopleGetATable() {
        managerAnswers(200, "{\"managers\": [{\"name\": \"RM1\", \"leads\": true}]}");

        Said said = Said.by("status", "--config", file.toString());

        assertEquals(0, said.exitCode());
        assertTrue(said.out().startsWith("managers   RM1 leads"), said.out());
    }

    @Test
    void anAnswerThatIsNoStatusIsAFailure() {
        managerAnswers(200, "<html>");

        Said said = Said.by("status", "--config", file.toString());

        assertEquals(1, said.exitCode());
        assertEquals(1, said.err().lines().count(), said.err());
    }

    @Test
    void aManagerThatCannotAnswerYetIsAFailure() {
        managerAnswers(503, "");

        Said said = Said.by("status", "--config", file.toString());

        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("answers 503"), said.err());
        assertEquals("", said.out());
    }

    @Test
    void noManagerIsOneLineThatSaysWhereItWasLookedFor() {
        String address = "127.0.0.1:" + manager.getAddress().getPort();
        managerAnswers(200, "{}");
        manager.stop(0);

        Said said = Said.by("status", "--config", file.toString());

        assertEquals(1, said.exitCode());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(said.err().contains("RM1 at " + address), said.err());
    }

    @Test
    void theManagerOfAnotherClusterIsNotTakenForOurs() {
        managerAnswers(200, "{\"cluster\": \"other\"}");

        Said said = Said.by("status", "--json", "--config", file.toString());

        assertEquals(64, said.exitCode());
        assertEquals("", said.out());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(said.err().contains("is one of cluster other; " + file), said.err());
        assertTrue(said.err().endsWith("describes cluster c\n"), said.err());
    }

    @Test
    void anUnknownGroupIsWrongUsage() {
        Said said = Said.by("status", "--group", "vk", "--config", file.toString());

        assertEquals(64, said.exitCode());
        assertEquals("understudy: no group vk; there are kv\n", said.err());
    }
}
