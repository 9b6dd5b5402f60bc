package io.understudy.runtime;

import io.understudy.protocol.NodeId;
import io.understudy.protocol.StateDeviation;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.logging.log4j.Logger;

/**
 * What a process says when it has found a bug in itself, or that its state is not what it should
 * be: everything that could explain it. Then it halts at once, without the hooks of an orderly end,
 * since any of them could say something wrong to others.
 */
final class LastWords {

    /** EX_SOFTWARE of sysexits.h. */
    static final int EXIT_CODE = 70;

    /** For a deviation, which may be no bug of this program. */
    static final int EXIT_CODE_DEVIATION = 71;

    private final NodeId self;
    private final Logger log;
    private final KeptFacts kept;
    private final IntConsumer halt;

    /**
     * @param halt ends the process with that code; a parameter so that a test survives it
     */
    LastWords(NodeId self, Logger log, KeptFacts kept, IntConsumer halt) {
        this.self = self;
        this.log = log;
        this.kept = kept;
        this.halt = halt;
    }

    void say(Throwable bug) {
        int code = bug instanceof StateDeviation ? EXIT_CODE_DEVIATION : EXIT_CODE;
        try {
            List<String> facts = kept.last();
            log.error(
                    "halt node={} code={} cause=\"{}\" facts={}\n{}",
                    self,
                    code,
                    bug,
                    facts.size(),
                    String.join("\n", facts),
                    bug);
            Logs.flush();
        } finally {
            // Even when there is no memory left to say why.
            halt.accept(code);
        }
    }
}
