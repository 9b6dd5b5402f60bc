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
     * On a thread of its own, until that is enough or the thread is interrupted. It rests for as
     * long as it played, and lets others go first: they need the processor too.
     */
    public static Thread start(String node, Runnable play) {
        Thread thread =
                new Thread(
                        () -> {
                            for (int i = 0; i < REPETITIONS && !Thread.interrupted(); i++) {
                                long begin = System.nanoTime();
                                play.run();
                                LockSupport.parkNanos(System.nanoTime() - begin);
                            }
                        },
                        node + "-rehearsal");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        return thread;
    }
}
