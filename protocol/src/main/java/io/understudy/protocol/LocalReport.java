package io.understudy.protocol;

import io.understudy.config.MachineEntry;
import java.util.List;

/**
 * All that a local detector knows of the replicas of its machine: sent at each change and with
 * every heartbeat, so that no one report matters. It goes to the global detector, which passes it
 * on if it is news or has not done so for a while, and straight to the manager, which takes
 * whichever comes first.
 *
 * @param epoch grows with each life of that detector
 * @param version grows within an epoch with every change, so that a late report cannot undo a newer
 *     one
 * @param settled whether this detector has been up long enough for every replica that survived its
 *     predecessor to have registered; until then what it does not list may well be alive
 * @param sightings the living, and of each name the last ones that ended
 * @param launches replicas of this machine that were asked for and do not run yet
 */
public record LocalReport(
        long epoch,
        long version,
        boolean settled,
        List<Sighting> sightings,
        List<LaunchNote> launches)
        implements ToManager, ToGlobalDetector {

    /** Of each replica the living one and some that ended; with all their causes, one frame. */
    public static final int SIGHTINGS_MAX = 5 * MachineEntry.REPLICAS_MAX;

    public static final int LAUNCHES_MAX = MachineEntry.REPLICAS_MAX;

    /** What a local detector knows of one life of a replica. */
    public enum Verdict {
        ALIVE,
        /** It should be dead, but this detector could not make sure. */
        SUSPECTED,
        /** Certain: its process has ended or can execute no more. */
        DEAD
    }

    /**
     * One life of a replica.
     *
     * @param hearsManager whether the replica itself hears a replication manager
     * @param cause why it is taken for what it is, for people
     */
    public record Sighting(
            String group,
            ReplicaId replica,
            Verdict verdict,
            long pid,
            boolean hearsManager,
            String cause) {

        public Sighting {
            Names.check(group);
            Check.argument(replica != null, "a sighting is of somebody");
            Check.argument(verdict != null, "a sighting says something");
            Check.argument(pid >= 0, "pid=%d", pid);
            Texts.check("cause", cause);
        }
    }

    /** How far the start of a replica has come. */
    public enum Launching {
        STARTING,
        BACKING_OFF,
        /** Too many starts in a row did not last; a person should look. */
        GAVE_UP
    }

    /** A replica that was asked for. */
    public record LaunchNote(String group, String replica, Launching launching, String detail) {

        public LaunchNote {
            Names.check(group);
            Names.check(replica);
            Check.argument(launching != null, "a note says something");
            Texts.check("detail", detail);
        }
    }

    public LocalReport {
        Check.argument(epoch >= 0, "epoch=%d", epoch);
        Check.argument(version >= 0, "version=%d", version);
        sightings = List.copyOf(sightings);
        launches = List.copyOf(launches);
        Check.argument(sightings.size() <= SIGHTINGS_MAX, "sightings=%d", sightings.size());
        Check.argument(launches.size() <= LAUNCHES_MAX, "launches=%d", launches.size());
    }

    @Override
    public Tag tag() {
        return Tag.LOCAL_REPORT;
    }

    @Override
    public void deliverTo(ToManager.Inbox inbox, NodeId from) {
        inbox.onLocalReport(from, this);
    }

    @Override
    public void deliverTo(ToGlobalDetector.Inbox inbox, NodeId from) {
        inbox.onLocalReport(from, this);
    }
}
