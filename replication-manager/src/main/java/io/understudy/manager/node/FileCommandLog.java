package io.understudy.manager.node;

import io.understudy.manager.CommandLog;
import io.understudy.manager.GroupRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Records facts on a thread of its own, all that wait at once, and then hands them back: the
 * manager's loop never waits for a disk.
 */
final class FileCommandLog implements CommandLog, AutoCloseable {

    /** What has been recorded, and what to do when the disk fails. */
    interface Listener {
        /**
         * @param index of the fact in the order of all
         */
        void onRecorded(Stamped fact, long index, boolean compactionIsDue);

        void onFailure(IOException failure);

        /** Nothing is recorded any more. */
        void onBug(Throwable bug);
    }

    /** Work for the thread. */
    private sealed interface Job {
        record Append(Stamped fact) implements Job {}

        record Compact(long upTo, List<GroupRecord> snapshot) implements Job {}

        record End() implements Job {}
    }

    private final FactStore store;
    private final Listener listener;

    /** Bounded by the manager, who has only so many proposals under way. */
    private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();

    private final Thread thread;

    FileCommandLog(FactStore store, String name, Listener listener) {
        this.store = store;
        this.listener = listener;
        this.thread = new Thread(this::work, name + "-record");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void propose(Stamped command) {
        jobs.add(new Job.Append(command));
    }

    /** Keeps that state instead of the facts that led to it. */
    void compact(long upTo, List<GroupRecord> snapshot) {
        jobs.add(new Job.Compact(upTo, snapshot));
    }

    private void work() {
        try {
            List<Job> waiting = new ArrayList<>();
            while (true) {
                waiting.add(jobs.take());
                jobs.drainTo(waiting);
                if (!handle(waiting)) {
                    return;
                }
                waiting.clear();
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            listener.onFailure(failure);
        } catch (RuntimeException | Error bug) {
            listener.onBug(bug);
        }
    }

    /** Whether there is more to come. */
    private boolean handle(List<Job> waiting) throws IOException {
        append(of(Job.Append.class, waiting).stream().map(Job.Append::fact).toList());
        for (Job.Compact job : of(Job.Compact.class, waiting)) {
            store.compact(job.upTo(), job.snapshot());
        }
        return of(Job.End.class, waiting).isEmpty();
    }

    private void append(List<Stamped> facts) throws IOException {
        if (facts.isEmpty()) {
            return;
        }
        long first = store.index() + 1;
        store.append(facts);
        for (int i = 0; i < facts.size(); i++) {
            boolean last = i == facts.size() - 1;
            listener.onRecorded(facts.get(i), first + i, last && store.compactionIsDue());
        }
    }

    private static <T extends Job> List<T> of(Class<T> kind, List<Job> jobs) {
        return jobs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns when all that was proposed is recorded. */
    @Override
    public void close() {
        jobs.add(new Job.End());
        try {
            thread.join(5_000);
            store.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            listener.onFailure(failure);
        }
    }
}
