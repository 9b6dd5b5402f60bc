package io.understudy.manager;

import io.understudy.manager.CommandLog.Stamped;
import java.util.ArrayList;
import java.util.List;

/** Facts on their way to the record, so that what is said twice is recorded once. */
final class Proposals {

    /** Beyond this the record is stuck; facts are concluded anew at later sweeps. */
    static final int UNDER_WAY_MAX = 1_000;

    private final CommandLog log;
    private final List<Command> underWay = new ArrayList<>();

    Proposals(CommandLog log) {
        this.log = log;
    }

    void propose(Command command, long at) {
        if (!underWay.contains(command) && underWay.size() < UNDER_WAY_MAX) {
            underWay.add(command);
            log.propose(new Stamped(at, command));
        }
    }

    void recorded(Command command) {
        underWay.remove(command);
    }

    /** What was under way may be lost now; whoever leads concludes it again. */
    void forget() {
        underWay.clear();
    }
}
