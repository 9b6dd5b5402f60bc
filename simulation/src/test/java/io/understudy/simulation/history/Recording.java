package io.understudy.simulation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A real copy of one key, with clients that call it and whose calls take effect, and are answered,
 * after delays drawn from a seed. So what it records is linearizable by construction.
 */
final class Recording {

    /**
     * @param calls in all
     * @param unknown of a thousand calls: the client gives up; half of those take effect, some much
     *     later
     * @param notDone of a thousand calls: the client is told so
     */
    record Settings(Mix mix, int clients, int calls, int unknown, int notDone) {}

    /** A call under way. */
    private static final class Open {
        final int number;
        final Operation operation;
        Answer answer = null;

        Open(int number, Operation operation) {
            this.number = number;
            this.operation = operation;
        }

        boolean tookEffect() {
            return answer != null;
        }
    }

    private final Settings settings;
    private final SplittableRandom random;
    private final Model model = new Model();
    private final History history = new History();
    private final Open[] open;
    private final List<Open> given = new ArrayList<>();

    private Recording(long seed, Settings settings) {
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.open = new Open[settings.clients()];
    }

    static List<Call> of(long seed, Settings settings) {
        return new Recording(seed, settings).record();
    }

    private List<Call> record() {
        boolean anyOpen = true;
        while (history.size() < settings.calls() || anyOpen) {
            step(random.nextInt(open.length));
            anyOpen = false;
            for (Open call : open) {
                anyOpen |= call != null;
            }
        }
        return history.byKey().get("k");
    }

    private void step(int client) {
        if (!given.isEmpty() && random.nextInt(50) == 0) {
            takeEffect(given.remove(random.nextInt(given.size())));
        }
        Open call = open[client];
        if (call == null) {
            if (history.size() < settings.calls()) {
                String name = "C" + client;
                Operation operation = settings.mix().draw(random, name, history.size());
                open[client] = new Open(history.called(name, "k", operation), operation);
            }
            return;
        }
        int lot = random.nextInt(1_000);
        if (lot < settings.unknown()) {
            history.unknown(call.number);
            if (!call.tookEffect() && random.nextBoolean()) {
                given.add(call);
            }
            open[client] = null;
        } else if (lot < settings.unknown() + settings.notDone() && !call.tookEffect()) {
            history.notDone(call.number);
            open[client] = null;
        } else if (!call.tookEffect()) {
            takeEffect(call);
        } else {
            history.answered(call.number, call.answer);
            open[client] = null;
        }
    }

    private void takeEffect(Open call) {
        call.answer = model.apply(call.operation);
    }
}
