package io.understudy.suite.labs;

import static io.understudy.suite.labs.Lab.S1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.suite.labs.Net.Fate;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lab's TestAtMostOnce: one server, which is unreliable. */
@Scenarios
class AtMostOnceIT {

    private static final int CALLS = 100;

    @DisplayName("TestAtMostOnce: At-most-once Append; unreliable (2015)")
    @ParameterizedTest
    @EnumSource
    void append(Rules rules) throws IOException {
        try (Lab lab = unreliable(rules, Fate.LOST)) {
            appendAndCheck(lab, CALLS);
        }
    }

    @DisplayName("TestAtMostOnce: At-most-once PutHash; unreliable (2014)")
    @ParameterizedTest
    @EnumSource
    void putHash(Rules rules) throws IOException {
        try (Lab lab = unreliable(rules, Fate.LOST)) {
            Clerk clerk = lab.clerk();
            String chain = "";
            for (int i = 0; i < CALLS; i++) {
                assertEquals(chain, clerk.putHash("counter", Integer.toString(i)));
                chain = HashChain.next(chain, Integer.toString(i));
            }
            assertEquals(chain, clerk.get("counter"));
            assertEquals("3868028174", chain);
        }
    }

    /**
     * Beside the lab, whose connections carry one request each: ours is lost with what it carried,
     * and made again after a while, so there are fewer calls.
     */
    @DisplayName("TestAtMostOnce: At-most-once Append; each loss ends the connection")
    @Test
    void appendWhereEachLossEndsTheConnection() throws IOException {
        try (Lab lab = unreliable(Rules.USUAL, Fate.CUT)) {
            appendAndCheck(lab, Pace.of(CALLS, 20));
        }
    }

    private static Lab unreliable(Rules rules, Fate loss) throws IOException {
        Lab lab = Lab.open(new Lab.Setting(rules));
        lab.obey(new Unreliable(loss, 1, S1));
        lab.start(S1);
        lab.awaitServing(S1);
        return lab;
    }

    private static void appendAndCheck(Lab lab, int calls) {
        Clerk clerk = lab.clerk();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            clerk.append("counter", Integer.toString(i));
            expected.append(i);
        }
        assertEquals(expected.toString(), clerk.get("counter"));
    }
}
