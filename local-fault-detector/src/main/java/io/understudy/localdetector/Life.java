package io.understudy.localdetector;

import io.understudy.config.GroupEntry;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.Texts;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;

/**
 * One life of a replica, from its registration to its end: what its answers show, and what to do
 * when they show nothing.
 *
 * <pre>
 *   Trusted --silent for the timeout, and at the last look--> Ending
 *   Ending  --shows life, and could not be killed-----------> Trusted
 *   any     --the operating system says so------------------> ended; the post buries it
 * </pre>
 *
 * <p>Invariant LD7: a replica is condemned only at a last look that found nothing either.
 */
final class Life {

    /**
     * Between the moment in which a replica is found overdue and the last look. If this detector
     * was held up, the answers it missed wait in its sockets; in this time they are read.
     */
    static final long LAST_LOOK_MICROS = 10_000;

    /** Why a replica is taken to live. */
    private static final String REGISTERED = "registered";

    private final World world;
    private final GroupEntry group;
    private final ReplicaId replica;
    private final ProcessId process;

    private long heartbeatDueMicros;

    /** The greatest seen. An answer that shows no more is no sign of life. */
    private long progressMost = -1;

    /** Of the last sign of life, or of when one could first be expected again. */
    private long lifeSignMicros;

    /** Until an answer says otherwise: a false alarm at each registration would be worse. */
    private boolean hearsManager = true;

    private boolean stopped = false;

    private State state = new Trusted();

    Life(World world, GroupEntry group, ReplicaId replica, ProcessId process) {
        this.world = world;
        this.group = group;
        this.replica = replica;
        this.process = process;
        this.heartbeatDueMicros = now();
        this.lifeSignMicros = now();
    }

    ReplicaId replica() {
        return replica;
    }

    ProcessId process() {
        return process;
    }

    boolean isEnding() {
        return state.isEnding();
    }

    boolean heartbeatIsDue() {
        return now() >= heartbeatDueMicros;
    }

    void heartbeatSent() {
        heartbeatDueMicros = World.nextMultiple(now(), intervalMicros());
    }

    /**
     * Any answer that shows progress is a sign of life, however late it comes: a slow replica is
     * not a dead one.
     */
    void onAnswer(HeartbeatAnswer answer) {
        if (answer.progress() <= progressMost) {
            state.onIdleAnswer();
            return;
        }
        progressMost = answer.progress();
        hearsManager = answer.hearsManager();
        lifeSignMicros = now();
        state = state.onLifeSign();
    }

    void onStopped() {
        stopped = true;
        world.env().warn("stopped replica=" + replica + " pid=" + process.pid());
    }

    void onContinued() {
        stopped = false;
        world.env().story("continued replica=" + replica + " pid=" + process.pid());
    }

    /** This detector was away; whatever this replica did meanwhile, nobody saw. */
    void forgive() {
        lifeSignMicros = now();
        state = state.onForgiven();
    }

    void onDue() {
        state = state.onDue();
    }

    /** When {@link #onDue} or a heartbeat is due next. */
    long dueMicros() {
        return Math.min(heartbeatDueMicros, state.dueMicros());
    }

    Sighting sighting() {
        return new Sighting(
                group.name(), replica, state.verdict(), process.pid(), hearsManager, state.cause());
    }

    /** How this life is told of once it is over. */
    Sighting ended(String cause) {
        return new Sighting(
                group.name(),
                replica,
                Verdict.DEAD,
                process.pid(),
                false,
                Texts.fit(state.causeOfEnd(cause)));
    }

    private long now() {
        return world.clock().nowMicros();
    }

    private long intervalMicros() {
        return World.micros(group.heartbeat().interval());
    }

    /**
     * Until its first answer a replica still starts: a virtual machine that has just begun loads
     * what the answer takes while others want the processor too, and that is no hang. Seen on a
     * machine with ten busy processes for two cores, where each new replica was ended in its turn.
     */
    private long timeoutMicros() {
        boolean starting = progressMost < 0;
        return World.micros(starting ? group.launch().startTimeout() : group.heartbeat().timeout());
    }

    /** Each method that returns a state returns the one to go on with. */
    private sealed interface State {

        boolean isEnding();

        void onIdleAnswer();

        State onLifeSign();

        State onForgiven();

        State onDue();

        long dueMicros();

        Verdict verdict();

        String cause();

        String causeOfEnd(String cause);
    }

    private final class Trusted implements State {

        private long lastLookMicros = World.NEVER_MICROS;
        private boolean answeredIdle = false;

        @Override
        public boolean isEnding() {
            return false;
        }

        @Override
        public void onIdleAnswer() {
            answeredIdle = true;
        }

        @Override
        public State onLifeSign() {
            return new Trusted();
        }

        @Override
        public State onForgiven() {
            return new Trusted();
        }

        @Override
        public State onDue() {
            if (now() - lifeSignMicros < timeoutMicros()) {
                return this;
            }
            if (lastLookMicros == World.NEVER_MICROS) {
                lastLookMicros = now() + LAST_LOOK_MICROS;
                return this;
            }
            // LD7: overdue is not condemned; the last look is.
            return now() < lastLookMicros ? this : new Ending("hung: " + silence());
        }

        private String silence() {
            String what =
                    answeredIdle
                            ? "answers, but its progress stood at " + progressMost
                            : "no heartbeat";
            String length = " for " + World.millis(now() - lifeSignMicros) + " ms";
            return what + length + (stopped ? " (stopped by a signal)" : "");
        }

        @Override
        public long dueMicros() {
            boolean overdue = lastLookMicros < World.NEVER_MICROS;
            return overdue ? lastLookMicros : lifeSignMicros + timeoutMicros();
        }

        @Override
        public Verdict verdict() {
            return Verdict.ALIVE;
        }

        @Override
        public String cause() {
            return REGISTERED;
        }

        @Override
        public String causeOfEnd(String cause) {
            return cause;
        }
    }

    /**
     * Condemned: it is killed, again and again, until the operating system says that it has ended.
     * A suspicion is made true before it is told; told as a suspicion it is only when that fails.
     */
    private final class Ending implements State {

        private final String why;
        private final long sinceMicros = now();
        private boolean killed;
        private long againMicros;

        Ending(String why) {
            this.why = why;
            world.env().warn("condemned replica=" + replica + " pid=" + process.pid() + cause(why));
            kill();
        }

        private void kill() {
            killed = world.processes().kill(process);
            againMicros = now() + intervalMicros();
        }

        @Override
        public boolean isEnding() {
            return true;
        }

        @Override
        public void onIdleAnswer() {
            // It is condemned for exactly this.
        }

        @Override
        public State onLifeSign() {
            // A signal that was sent cannot be called back.
            return killed ? this : spared();
        }

        private State spared() {
            world.env().story("spared replica=" + replica + " cause=\"showed life again\"");
            return new Trusted();
        }

        @Override
        public State onForgiven() {
            return this;
        }

        @Override
        public State onDue() {
            if (now() >= againMicros) {
                kill();
            }
            return this;
        }

        @Override
        public long dueMicros() {
            return againMicros;
        }

        @Override
        public Verdict verdict() {
            return isAboutToEnd() ? Verdict.ALIVE : Verdict.SUSPECTED;
        }

        /** A kill takes a few milliseconds; one that takes longer is worth telling. */
        private boolean isAboutToEnd() {
            return killed && now() - sinceMicros < intervalMicros();
        }

        @Override
        public String cause() {
            if (isAboutToEnd()) {
                return REGISTERED;
            }
            return why + (killed ? ", killed, not ended yet" : ", could not be killed");
        }

        @Override
        public String causeOfEnd(String cause) {
            return why + ", ended";
        }

        private static String cause(String why) {
            return " cause=\"" + why + "\"";
        }
    }
}
