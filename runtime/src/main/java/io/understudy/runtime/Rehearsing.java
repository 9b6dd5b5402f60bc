package io.understudy.runtime;

import java.util.concurrent.locks.LockSupport;

/**
 * Plays again and again, while the service goes on, what is to be quick when it counts. A JVM
 * interprets what it does for the first time, and compiles it only after some hundred times.
 */
public final class Rehearsing {

    /** Enough for the first of a JVM's compilers. */
    private static final int REPETITIONS = 60;

    private Rehearsing() {}

    /**
     * On a thread of its own, until that is enough, or it fails, or the node ends. It rests for as
     * long as it played, and lets others go first: they need the processor too. So it must have
     * been played once before: whoever has to wait for a class that is being loaded there waits for
     * long.
     */
    public static Thread start(Node<?> node, String name, Runnable play) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                repeat(play);
                            } catch (RuntimeException failed) {
                                // The service does not depend on it.
                                node.run(() -> node.env().warn("rehearsal ended: " + failed));
                            }
                        },
                        name + "-rehearsal");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        node.ended().thenRun(thread::interrupt);
        thread.start();
        return thread;
    }

    private static void repeat(Runnable play) {
        for (int i = 0; i < REPETITIONS && !Thread.interrupted(); i++) {
            long begin = System.nanoTime();
            play.run();
            LockSupport.parkNanos(System.nanoTime() - begin);
        }
    }
}
