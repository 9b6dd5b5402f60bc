package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.ApplicationEntry;
import io.understudy.config.Backups;
import io.understudy.config.ClusterFile;
import io.understudy.config.Defaults;
import io.understudy.config.Detection;
import io.understudy.config.Durability;
import io.understudy.config.Folders;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.config.GroupEntry;
import io.understudy.config.Heartbeat;
import io.understudy.config.Host;
import io.understudy.config.Launch;
import io.understudy.config.MachineEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.config.Reads;
import io.understudy.config.ReplicaEntry;
import io.understudy.config.ReplicaPorts;
import io.understudy.config.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a right file comes to, and what happens to one that cannot be read at all. */
class ClusterFileLoaderTest {

    private static final String EVERY_KEY =
            """
            {
              "$schema": "./cluster.schema.json",
              "cluster": "all",
              "folders": {"data": "d", "logs": "/var/log/u"},
              "detection": {"look": "250us", "machines": {"interval": "2s", "timeout": "1m"}},
              "replicationManagers": [
                {"name": "RM1", "host": "rm.example.org", "bind": "0.0.0.0", "port": 1, "clientPort": 2}
              ],
              "globalFaultDetectors": [{"name": "GFD1", "host": "::2", "bind": "::", "port": 3}],
              "machines": [{"name": "M1", "host": "10.0.0.1", "bind": "10.1.0.1"}],
              "groups": [{
                "name": "c", "application": {"builtin": "counter"},
                "style": "active", "backups": "cold", "voting": false, "reads": "confirm",
                "durability": "async", "strictAcknowledgement": true, "wanted": 1, "relaunch": false,
                "replicas": [{
                  "name": "S1", "machine": "M1",
                  "ports": {"clients": 4, "heartbeat": 5, "manager": 6, "replicas": 7}
                }],
                "heartbeat": {"interval": "1s", "timeout": "2s"},
                "viewTimeout": "4s", "checkpointInterval": "1h",
                "launch": {
                  "command": ["run", "{name}"], "backOff": "1s", "backOffMax": "1m", "attempts": 3,
                  "lasting": "5s", "startTimeout": "2m"
                }
              }]
            }
            """;

    @Test
    void everyKeyArrivesInTheModel() {
        ClusterFile loaded = Sample.load(EVERY_KEY);
        assertEquals(
                new ClusterFile(
                        loaded.file(),
                        "all",
                        new Folders("d", "/var/log/u"),
                        new Detection(
                                Duration.ofNanos(250_000),
                                new Heartbeat(Duration.ofSeconds(2), Duration.ofMinutes(1))),
                        List.of(
                                new ManagerEntry(
                                        "RM1", new Host("rm.example.org", "0.0.0.0"), 1, 2)),
                        List.of(new GlobalDetectorEntry("GFD1", new Host("::2", "::"), 3)),
                        List.of(new MachineEntry("M1", new Host("10.0.0.1", "10.1.0.1"))),
                        List.of(
                                new GroupEntry(
                                        "c",
                                        new ApplicationEntry("counter"),
                                        Style.ACTIVE,
                                        Backups.COLD,
                                        false,
                                        Reads.CONFIRM,
                                        Durability.ASYNC,
                                        true,
                                        1,
                                        false,
                                        List.of(
                                                new ReplicaEntry(
                                                        "S1", "M1", new ReplicaPorts(4, 5, 6, 7))),
                                        new Heartbeat(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                                        Duration.ofSeconds(4),
                                        Duration.ofHours(1),
                                        new Launch(
                                                List.of("run", "{name}"),
                                                Duration.ofSeconds(1),
                                                Duration.ofMinutes(1),
                                                3,
                                                Duration.ofSeconds(5),
                                                Duration.ofMinutes(2))))),
                loaded);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        ClusterFile loaded = Sample.load(Sample.TEXT);
        GroupEntry group = loaded.group("kv").orElseThrow();

        assertEquals(Defaults.FOLDERS, loaded.folders());
        assertEquals(Defaults.DETECTION, loaded.detection());
        assertEquals(
                new ManagerEntry("RM1", new Host("10.0.0.1", "10.0.0.1"), 10_000, 10_001),
                loaded.manager("RM1").orElseThrow());
        assertEquals(8_000, loaded.globalDetector("GFD1").orElseThrow().port());
        assertEquals(
                new ReplicaEntry("S1", "M1", Defaults.REPLICA_PORTS),
                loaded.replica("S1").orElseThrow());
        assertEquals(
                new GroupEntry(
                        "kv",
                        new ApplicationEntry("kv"),
                        Style.PASSIVE,
                        Backups.HOT,
                        false,
                        Reads.LEASE,
                        Durability.NONE,
                        false,
                        2,
                        true,
                        group.replicas(),
                        Defaults.HEARTBEAT,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Defaults.LAUNCH),
                group);
    }

    @Test
    void commentsAreAllowedAndTrailingCommasToo() {
        assertEquals(
                Sample.load(Sample.TEXT).groups(),
                Sample.load(
                                "/* one\n */ // two\n"
                                        + Sample.with("\"10.0.0.3\"}", "\"10.0.0.3\",}, // three"))
                        .groups());
    }

    @Test
    void aByteOrderMarkIsOverlooked() {
        assertEquals("demo", Sample.load("\uFEFF" + Sample.TEXT).cluster());
    }

    @Test
    void severalGlobalDetectorsMayWatch() {
        String two =
                Sample.with(
                        "[{\"name\": \"GFD1\"",
                        "[{\"name\": \"GFD2\", \"host\": \"10.0.0.9\"}, {\"name\": \"GFD1\"");
        assertEquals(2, Sample.load(two).globalFaultDetectors().size());
    }

    @Test
    void aMachineMayWaitWithoutReplicas() {
        String spare = Sample.with("{\"name\": \"S1\", \"machine\": \"M1\"},", "");
        assertTrue(Sample.load(spare).machine("M1").isPresent());
    }

    @Test
    void behindAddressTranslationTwoMachinesMayBindOneAddress() {
        String translated =
                Sample.TEXT
                        .replace("\"10.0.0.2\"", "\"a.example\", \"bind\": \"192.168.0.1\"")
                        .replace("\"10.0.0.3\"", "\"b.example\", \"bind\": \"192.168.0.1\"");
        assertEquals(
                "192.168.0.1", Sample.load(translated).machine("M2").orElseThrow().host().bind());
    }

    @Test
    void foldersAreSeenFromTheFileWhereverTheProcessRuns(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("u.json"), EVERY_KEY);
        Path roundabout = folder.resolve("..").resolve(folder.getFileName()).resolve("u.json");
        ClusterFile loaded = ClusterFileLoader.load(roundabout);

        assertEquals(file, loaded.file());
        assertEquals(folder.resolve("d"), loaded.dataFolder());
        assertEquals(Path.of("/var/log/u"), loaded.logsFolder());
    }

    @Test
    void aFileThatIsNotThereIsRefused(@TempDir Path folder) {
        Path file = folder.resolve("none.json");
        assertEquals(List.of(file + ": is not there; want a cluster file"), refused(file));
    }

    @Test
    void aFolderIsNoFile(@TempDir Path folder) {
        assertEquals(List.of(folder + ": is a folder; want a cluster file"), refused(folder));
    }

    private static List<String> refused(Path file) {
        return assertThrows(BadClusterFile.class, () -> ClusterFileLoader.load(file)).lines();
    }
}
