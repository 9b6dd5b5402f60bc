package io.understudy.manager.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.ClusterFile;
import io.understudy.config.file.ClusterFileLoader;
import io.understudy.runtime.BindFailed;
import io.understudy.runtime.FolderInUse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager with real doors and a real disk. */
class ManagerNodeTest {

    private static final String HOST = "127.0.0.1";

    @TempDir Path folder;

    private ClusterFile cluster;
    private int clientPort;

    @BeforeEach
    void write() throws IOException {
        int port;
        try (ServerSocket first = free();
                ServerSocket second = free()) {
            port = first.getLocalPort();
            clientPort = second.getLocalPort();
        }
        Path file = folder.resolve("understudy.json");
        Files.writeString(
                file,
                """
                {
                  "cluster": "test",
                  "replicationManagers": [
                    {"name": "RM1", "host": "%s", "port": %d, "clientPort": %d}
                  ],
                  "globalFaultDetectors": [{"name": "GFD1", "host": "%s"}],
                  "machines": [{"name": "M1", "host": "%s"}],
                  "groups": [{
                    "name": "kv", "application": {"builtin": "kv"},
                    "replicas": [{"name": "S1", "machine": "M1"}]
                  }]
                }
                """
                        .formatted(HOST, port, clientPort, HOST, HOST));
        cluster = ClusterFileLoader.load(file);
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(HOST));
    }

    private Path data() {
        return cluster.dataFolder().resolve("RM1");
    }

    private static void end(ManagerNode manager) {
        manager.close();
        manager.ended().join();
    }

    private HttpResponse<String> page(String path) throws Exception {
        URI uri = URI.create("http://" + HOST + ":" + clientPort + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void itRecordsItsGroupsAndRemembersThem() throws Exception {
        end(ManagerNode.start(cluster, "RM1"));
        String first = Files.readString(data().resolve("facts.log"));
        assertTrue(first.contains("\"configured\""), first);

        end(ManagerNode.start(cluster, "RM1"));
        assertEquals(first, Files.readString(data().resolve("facts.log")), "nothing is news");
    }

    @Test
    void itTellsItsStatusAndNothingElse() throws Exception {
        // The next one has the group in its record, and so knows it before its doors open.
        end(ManagerNode.start(cluster, "RM1"));
        ManagerNode manager = ManagerNode.start(cluster, "RM1");
        try {
            HttpResponse<String> status = page("/status");
            assertEquals(200, status.statusCode());
            assertTrue(status.body().contains("\"name\":\"kv\""), status.body());
            assertEquals(404, page("/elsewhere").statusCode());
        } finally {
            end(manager);
        }
    }

    @Test
    void aSecondOneOfItsNameIsTurnedAway() {
        ManagerNode manager = ManagerNode.start(cluster, "RM1");
        try {
            assertThrows(FolderInUse.class, () -> ManagerNode.start(cluster, "RM1"));
        } finally {
            end(manager);
        }
    }

    @Test
    void oneThatFindsItsDoorTakenGivesItsFolderBack() throws Exception {
        try (ServerSocket taken = new ServerSocket(clientPort, 1, InetAddress.getByName(HOST))) {
            BindFailed refused =
                    assertThrows(BindFailed.class, () -> ManagerNode.start(cluster, "RM1"));
            assertTrue(refused.getMessage().contains(":" + taken.getLocalPort()));
        }
        end(ManagerNode.start(cluster, "RM1"));
    }

    @Test
    void aRecordThatCannotBeTrustedIsRefusedAndLeftAsItIs() throws Exception {
        end(ManagerNode.start(cluster, "RM1"));
        Path facts = data().resolve("facts.log");
        byte[] damaged =
                Files.readString(facts)
                        .replace("configured", "konfigured")
                        .getBytes(StandardCharsets.UTF_8);
        Files.write(facts, damaged);
        assertThrows(DamagedRecord.class, () -> ManagerNode.start(cluster, "RM1"));
        assertEquals(new String(damaged, StandardCharsets.UTF_8), Files.readString(facts));
    }
}
