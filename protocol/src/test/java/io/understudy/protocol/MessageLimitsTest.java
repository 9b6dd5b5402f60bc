package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.config.ClusterFile;
import io.understudy.config.MachineEntry;
import io.understudy.config.Style;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Launching;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.Machines;
import io.understudy.protocol.ToManager.MemberSilent;
import io.understudy.protocol.ToManager.Presence;
import io.understudy.protocol.ToReplica.End;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a record refuses that its types alone would allow, one step beyond each limit. */
class MessageLimitsTest {

    private static final ReplicaId S1 = new ReplicaId("S1", 1);
    private static final View VIEW = new View(1, Style.PASSIVE, S1, List.of(S1), List.of());

    private static void refused(Executable makes) {
        assertThrows(IllegalArgumentException.class, makes);
    }

    @Test
    void aReportHasRoomForEveryReplicaOfAMachine() {
        assertEquals(5 * MachineEntry.REPLICAS_MAX, LocalReport.SIGHTINGS_MAX);
        assertEquals(MachineEntry.REPLICAS_MAX, LocalReport.LAUNCHES_MAX);
    }

    @Test
    void aReportIsLimited() {
        Sighting sighting = new Sighting("kv", S1, Verdict.ALIVE, 1, true, "registered");
        LaunchNote note = new LaunchNote("kv", "S1", Launching.STARTING, "start 1");
        List<Sighting> sightings = Collections.nCopies(LocalReport.SIGHTINGS_MAX + 1, sighting);
        List<LaunchNote> notes = Collections.nCopies(LocalReport.LAUNCHES_MAX + 1, note);
        refused(() -> new LocalReport(1, 1, true, sightings, List.of()));
        refused(() -> new LocalReport(1, 1, true, List.of(), notes));
    }

    @Test
    void thereAreNoMoreMachinesThanAClusterFileHas() {
        Machines.Verdict verdict = new Machines.Verdict("M1", Presence.GONE);
        int most = ClusterFile.MACHINES_MAX;
        assertEquals(
                most, new Machines(1, 1, Collections.nCopies(most, verdict)).machines().size());
        refused(() -> new Machines(1, 1, Collections.nCopies(most + 1, verdict)));
    }

    @Test
    void thereAreNoMoreDoorsThanReplicas() {
        ViewNews.Door door = new ViewNews.Door("S1", "10.0.0.1", 8_080);
        List<ViewNews.Door> doors = Collections.nCopies(View.REPLICAS_MAX + 1, door);
        refused(() -> new ViewNews("kv", VIEW, true, doors));
    }

    @Test
    void aDoorHasAPort() {
        for (int port : new int[] {-1, 0, 65_536}) {
            refused(() -> new ViewNews.Door("S1", "10.0.0.1", port));
        }
    }

    @Test
    void aHostIsPrintableAndNotTooLong() {
        String longest = "h".repeat(ViewNews.Door.HOST_LENGTH_MAX);
        assertEquals(longest, new ViewNews.Door("S1", longest, 1).host());
        for (String host : List.of("", " ", "a b", "a\n", "ä", "\u007f", longest + "h")) {
            refused(() -> new ViewNews.Door("S1", host, 1));
        }
        refused(() -> new ViewNews.Door("S1", null, 1));
    }

    @Test
    void nobodyVouchesForItself() {
        refused(() -> new CaughtUp("kv", 1, S1, S1, 0));
    }

    @Test
    void nobodyComplainsOfItself() {
        refused(() -> new MemberSilent("kv", 1, S1, S1));
    }

    /** An entry of a view that is to come cannot be in a log. */
    @Test
    void aLogEndsInNoLaterView() {
        assertEquals(3, new End("kv", 3, S1, 3, 0).lastView());
        refused(() -> new End("kv", 3, S1, 4, 0));
    }
}
