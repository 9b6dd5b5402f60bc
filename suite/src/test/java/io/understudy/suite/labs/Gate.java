package io.understudy.suite.labs;

import io.understudy.suite.labs.Net.Fate;
import io.understudy.suite.labs.Net.Frame;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** Holds some frames back, and all behind them, until it is opened. */
final class Gate implements Net.Rule {

    private final Predicate<Frame> held;
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate(Predicate<Frame> held) {
        this.held = held;
    }

    @Override
    public Fate of(Frame frame) {
        if (held.test(frame)) {
            try {
                opened.await();
            } catch (InterruptedException nobodyDoes) {
                return Fate.CUT;
            }
        }
        return Fate.PASSED;
    }

    void open() {
        opened.countDown();
    }
}
