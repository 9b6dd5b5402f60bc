package io.understudy.runtime;

import static io.understudy.runtime.TestCluster.LFD;
import static io.understudy.runtime.TestCluster.RM;
import static io.understudy.runtime.TestCluster.RM_ADDRESS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.protocol.Message;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.runtime.Talker.Heard;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes on real sockets. */
class NodeTest {

    private static final Message WORD = new Subscribe("kv");

    private final TestCluster cluster = TestCluster.onFreePorts();

    static Stream<Supplier<Transport>> transports() {
        return Stream.of(Transport::best, Transport::nio);
    }

    private Talker manager(Supplier<Transport> transport) {
        return new Talker(RM, cluster, transport).listen(RM_ADDRESS, cluster.manager().port());
    }

    private Talker manager() {
        return manager(Transport::best);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whoIsDialledFirstIsFound(Supplier<Transport> transport) throws Exception {
        try (Talker manager = manager(transport).start();
                Talker detector = new Talker(LFD, cluster, transport).start()) {
            assertEquals("+RM1", detector.sees());
            detector.say(RM, WORD);
            assertEquals(new Heard(LFD, WORD), manager.hears());
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whoIsDialledBeforeItStartsIsFound(Supplier<Transport> transport) throws Exception {
        try (Talker detector = new Talker(LFD, cluster, transport).start();
                Talker manager = manager(transport).start()) {
            assertEquals("+RM1", detector.sees());
            manager.say(LFD, WORD);
            assertEquals(new Heard(RM, WORD), detector.hears());
        }
    }

    @Test
    void whoRestartsIsFoundAgain() throws Exception {
        try (Talker detector = new Talker(LFD, cluster).start()) {
            try (Talker manager = manager().start()) {
                assertEquals("+RM1", detector.sees());
                assertEquals("+M1", manager.sees());
            }
            assertEquals("-RM1", detector.sees());
            try (Talker manager = manager().start()) {
                assertEquals("+RM1", detector.sees());
                assertEquals("+M1", manager.sees());
                manager.say(LFD, WORD);
                assertEquals(new Heard(RM, WORD), detector.hears());
            }
        }
    }
}
