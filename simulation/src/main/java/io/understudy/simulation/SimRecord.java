package io.understudy.simulation;

import io.understudy.manager.CommandLog;
import io.understudy.manager.Manager;
import io.understudy.manager.ManagerState;
import io.understudy.manager.ViewListener;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A manager's disk. What was written stays, whatever happens to the manager; what was still under
 * way when it died may have been written or not.
 */
final class SimRecord {

    private static final long WRITE_MICROS_MAX = 2_000;

    private final World world;
    private final RandomGenerator random;
    private final List<CommandLog.Stamped> written = new ArrayList<>();
    private long busyUntilMicros = 0;

    /** Who has opened it last; an earlier life's writes no longer count. */
    private SimProcess<?> owner;

    SimRecord(World world) {
        this.world = world;
        this.random = world.split();
    }

    /**
     * What a manager does at its start. Half of the time it finds a snapshot of what was recorded
     * first, which must lead to the same as reading it all.
     */
    void replayInto(Manager manager) {
        int from = random.nextBoolean() ? 0 : random.nextInt(written.size() + 1);
        ManagerState earlier = new ManagerState(ViewListener.NOBODY);
        written.subList(0, from).forEach(one -> earlier.apply(one.command(), one.at()));
        manager.restore(earlier.snapshot());
        written.subList(from, written.size()).forEach(manager::onRecorded);
    }

    /** The port for one life of a manager. */
    CommandLog openFor(SimProcess<Manager.Alarm> process, Manager[] manager) {
        owner = process;
        return stamped -> {
            long now = world.timeline().nowMicros();
            long done = Math.max(now, busyUntilMicros) + 50 + random.nextLong(WRITE_MICROS_MAX);
            busyUntilMicros = done;
            world.timeline()
                    .after(
                            done - now,
                            () -> {
                                boolean survives = !process.dead() || random.nextBoolean();
                                if (survives && owner == process) {
                                    written.add(stamped);
                                    world.observer().onRecorded(stamped);
                                    process.run(() -> manager[0].onRecorded(stamped));
                                }
                            });
        };
    }
}
