package io.understudy.localdetector;

import io.understudy.config.Launch;
import io.understudy.protocol.Check;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Launching;
import io.understudy.protocol.Texts;
import java.time.Duration;
import java.util.Optional;

/**
 * The starts of one replica: how often one may be tried, and how far the present one has come.
 *
 * <pre>
 *   Idle       --wanted-----------------------> Starting
 *   Starting   --the process runs-------------> Unheard    --not registered in time--> killed
 *   Starting   --no answer in time------------> Starting, but told as one that gave up
 *   Unheard    --registered-------------------> Up
 *   Up         --lived long enough, ended-----> Idle
 *   Starting, Unheard, Up  --ended early------> BackingOff, or GaveUp after the last attempt
 *   BackingOff --wanted, and time has passed--> Starting
 *   Idle, BackingOff, GaveUp  --registered----> Idle: somebody started it by hand
 * </pre>
 *
 * <p>No wish is kept: the manager repeats what it wants, and what it no longer wants must not be
 * started when a back-off ends.
 *
 * <p>Invariant LD5: of one name at most one start is under way.
 */
final class Launches {

    private final World world;
    private final String group;
    private final String replica;
    private final Launch settings;

    /** Starts in a row that did not last; back to 0 when one does. */
    private int failures = 0;

    private State state = new Idle();

    Launches(World world, String group, String replica, Launch settings) {
        this.world = world;
        this.group = group;
        this.replica = replica;
        this.settings = settings;
    }

    void onWanted() {
        state = state.onWanted();
    }

    void onLaunched(ProcessId process) {
        state = state.onLaunched(process);
    }

    void onLaunchFailed(String reason) {
        state = state.onLaunchFailed(reason);
    }

    /** A life of this name has begun, whoever started it. */
    void onRegistered(ProcessId process) {
        state = state.onRegistered(process);
    }

    /** Any process of this machine. */
    void onProcessEnded(ProcessId process, String cause) {
        state = state.onProcessEnded(process, cause);
    }

    void onDue() {
        state = state.onDue();
    }

    long dueMicros() {
        return state.dueMicros();
    }

    /** Whether a process that was started for this name may still come to register. */
    boolean isUnderWay() {
        return state.isUnderWay();
    }

    Optional<LaunchNote> note() {
        return state.note();
    }

    private long now() {
        return world.clock().nowMicros();
    }

    private State launch() {
        Check.invariant(!state.isUnderWay(), "LD5: a second start of %s", replica);
        world.env().story("launching replica=" + replica + attempt(failures + 1));
        world.processes().launch(group, replica);
        return new Starting();
    }

    private String attempt(int number) {
        return " attempt=" + number + "/" + settings.attempts();
    }

    private State failed(String cause) {
        failures++;
        String told =
                "start " + failures + " of " + settings.attempts() + " did not last: " + cause;
        if (failures >= settings.attempts()) {
            world.env().warn("gave up replica=" + replica + " cause=\"" + told + "\"");
            return new GaveUp(told);
        }
        Duration pause = backOff();
        String fact = "backing off replica=%s ms=%d cause=\"%s\"";
        world.env().story(String.format(fact, replica, pause.toMillis(), told));
        return new BackingOff(now() + World.micros(pause), told);
    }

    /** Doubles with each start that did not last, up to where it ends. */
    private Duration backOff() {
        Duration pause = settings.backOff();
        for (int i = 1; i < failures && pause.compareTo(settings.backOffMax()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(settings.backOffMax()) < 0 ? pause : settings.backOffMax();
    }

    private Optional<LaunchNote> noteOf(Launching launching, String detail) {
        return Optional.of(new LaunchNote(group, replica, launching, Texts.fit(detail)));
    }

    /** Each method that returns a state returns the one to go on with; most events change none. */
    private abstract sealed class State {

        State onWanted() {
            return this;
        }

        State onLaunched(ProcessId process) {
            return this;
        }

        State onLaunchFailed(String reason) {
            return this;
        }

        /** Nobody started it here: by hand, and so whatever was wrong has been seen to. */
        State onRegistered(ProcessId process) {
            failures = 0;
            return new Idle();
        }

        State onProcessEnded(ProcessId process, String cause) {
            return this;
        }

        State onDue() {
            return this;
        }

        long dueMicros() {
            return World.NEVER_MICROS;
        }

        boolean isUnderWay() {
            return false;
        }

        Optional<LaunchNote> note() {
            return Optional.empty();
        }
    }

    /** Nothing is being started. */
    private final class Idle extends State {

        @Override
        State onWanted() {
            return launch();
        }
    }

    /** The operating system was asked for a process and has not answered. */
    private final class Starting extends State {

        /** Who registered before the operating system's answer was heard. */
        private Optional<ProcessId> registered = Optional.empty();

        private long dueMicros = now() + World.micros(settings.startTimeout());

        /** Longer than a start may take; told, so that others are started instead. */
        private boolean late = false;

        @Override
        State onLaunched(ProcessId process) {
            world.env().story("launched replica=" + replica + " pid=" + process.pid());
            world.processes().watch(process);
            return registered
                    .<State>map(early -> new Up(process, early))
                    .orElseGet(() -> new Unheard(process));
        }

        @Override
        State onRegistered(ProcessId process) {
            registered = Optional.of(process);
            return this;
        }

        @Override
        State onProcessEnded(ProcessId process, String cause) {
            registered = registered.filter(early -> !early.equals(process));
            return this;
        }

        @Override
        State onLaunchFailed(String reason) {
            return failed(reason);
        }

        /** Nothing else is tried: whatever holds up the system would hold up a second start too. */
        @Override
        State onDue() {
            if (now() >= dueMicros) {
                late = true;
                dueMicros = World.NEVER_MICROS;
                world.env().warn("no answer replica=" + replica + " cause=\"" + silence() + "\"");
            }
            return this;
        }

        private String silence() {
            long ms = settings.startTimeout().toMillis();
            return "the operating system was asked for a process " + ms + " ms ago";
        }

        @Override
        long dueMicros() {
            return dueMicros;
        }

        @Override
        boolean isUnderWay() {
            return true;
        }

        @Override
        Optional<LaunchNote> note() {
            return late && registered.isEmpty()
                    ? noteOf(Launching.GAVE_UP, silence())
                    : noteOf(Launching.STARTING, "start " + (failures + 1));
        }
    }

    /** The process runs and has not registered. */
    private final class Unheard extends State {

        private final ProcessId process;
        private long dueMicros = now() + World.micros(settings.startTimeout());
        private boolean late = false;

        Unheard(ProcessId process) {
            this.process = process;
        }

        /**
         * By another process too: the command may be a script whose child is the replica, or a
         * person was quicker. The latter's rival will be refused when it registers.
         */
        @Override
        State onRegistered(ProcessId registered) {
            return new Up(process, registered);
        }

        @Override
        State onProcessEnded(ProcessId ended, String cause) {
            if (!ended.equals(process)) {
                return this;
            }
            return failed(late ? "did not register in time" : "ended unregistered, " + cause);
        }

        @Override
        State onDue() {
            if (now() >= dueMicros) {
                late = true;
                String fact = "killing replica=%s pid=%d cause=\"not registered for %d ms\"";
                long timeoutMs = settings.startTimeout().toMillis();
                world.env().warn(String.format(fact, replica, process.pid(), timeoutMs));
                world.processes().kill(process);
                dueMicros = now() + World.micros(settings.startTimeout());
            }
            return this;
        }

        @Override
        long dueMicros() {
            return dueMicros;
        }

        @Override
        boolean isUnderWay() {
            return true;
        }

        @Override
        Optional<LaunchNote> note() {
            String detail = "start " + (failures + 1) + ", pid " + process.pid();
            return noteOf(Launching.STARTING, detail);
        }
    }

    /** A start that came to something: the name lives. */
    private final class Up extends State {

        private final ProcessId launched;
        private final ProcessId registered;
        private final long sinceMicros = now();
        private boolean launchedRuns = true;

        Up(ProcessId launched, ProcessId registered) {
            this.launched = launched;
            this.registered = registered;
        }

        /** A new incarnation of the same process: no new start. */
        @Override
        State onRegistered(ProcessId process) {
            return this;
        }

        @Override
        State onProcessEnded(ProcessId ended, String cause) {
            launchedRuns &= !ended.equals(launched);
            if (!ended.equals(registered)) {
                return this;
            }
            // LD5: what was launched may still bring forth a replica.
            return launchedRuns ? new Unheard(launched) : over(cause);
        }

        private State over(String cause) {
            long livedMicros = now() - sinceMicros;
            if (livedMicros >= World.micros(settings.lasting())) {
                failures = 0;
                return new Idle();
            }
            return failed("lived " + World.millis(livedMicros) + " ms, " + cause);
        }
    }

    /** The last start did not last; the next waits. */
    private final class BackingOff extends State {

        private final long untilMicros;
        private final String detail;

        BackingOff(long untilMicros, String detail) {
            this.untilMicros = untilMicros;
            this.detail = detail;
        }

        @Override
        State onWanted() {
            return now() >= untilMicros ? launch() : this;
        }

        @Override
        Optional<LaunchNote> note() {
            return noteOf(Launching.BACKING_OFF, detail);
        }
    }

    /** Too many starts did not last. What is wrong, only a person can find out. */
    private final class GaveUp extends State {

        private final String detail;

        GaveUp(String detail) {
            this.detail = detail;
        }

        @Override
        Optional<LaunchNote> note() {
            return noteOf(Launching.GAVE_UP, detail);
        }
    }
}
