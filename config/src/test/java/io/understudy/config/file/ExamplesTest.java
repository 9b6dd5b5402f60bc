package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.ClusterFile;
import io.understudy.config.Durability;
import io.understudy.config.MachineEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that come with the suite. */
class ExamplesTest {

    @ParameterizedTest
    @ValueSource(strings = {"local.json", "four-machines.json"})
    void bothTheLoaderAndTheSchemaAcceptIt(String example) throws Exception {
        ClusterFileLoader.load(Path.of(example));
        assertTrue(Schema.accepts(Files.readString(Path.of(example))));
    }

    @Test
    void noOtherExampleIsLeftUntested() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertEquals(
                    List.of("cluster.schema.json", "four-machines.json", "local.json"),
                    files.map(Path::toString)
                            .filter(name -> name.endsWith(".json"))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void theLocalOneKeepsToLoopbackWithAnAddressForEachMachine() {
        ClusterFile local = ClusterFileLoader.load(Path.of("local.json"));
        assertEquals(
                List.of("127.0.0.2", "127.0.0.3", "127.0.0.4"),
                local.machines().stream()
                        .map(MachineEntry::host)
                        .map(host -> host.bind())
                        .toList());
        assertEquals("127.0.0.1", local.manager("RM1").orElseThrow().host().advertised());
        assertEquals("127.0.0.1", local.globalDetector("GFD1").orElseThrow().host().advertised());
        assertEquals("M3", local.replica("S3").orElseThrow().machine());
    }

    @Test
    void theOneForFourMachinesAsksForWritesOnDisk() {
        ClusterFile four = ClusterFileLoader.load(Path.of("four-machines.json"));
        assertEquals(Durability.SYNC, four.group("kv").orElseThrow().durability());
    }
}
