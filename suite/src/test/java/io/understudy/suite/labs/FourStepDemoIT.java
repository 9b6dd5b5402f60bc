package io.understudy.suite.labs;

import static io.understudy.suite.labs.Lab.S1;
import static io.understudy.suite.labs.Lab.S2;
import static io.understudy.suite.labs.Lab.S3;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the lab is shown: what is in the third server was never in the first. */
@Scenarios
class FourStepDemoIT {

    @DisplayName("Four-step demo: Two puts outlive both servers that took them")
    @ParameterizedTest
    @EnumSource
    void twoPutsOutliveBothServersThatTookThem(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            lab.startInOrder(S1, S2);
            Clerk clerk = lab.clerk();
            clerk.put("a", "1");
            clerk.put("b", "2");
            assertBoth(clerk);

            lab.kill(S1);
            lab.awaitServing(S2);
            assertBoth(clerk);

            lab.start(S3);
            lab.awaitServing(S2, S3);
            lab.kill(S2);

            lab.awaitServing(S3);
            assertBoth(clerk);
        }
    }

    private static void assertBoth(Clerk clerk) {
        assertEquals("1", clerk.get("a"));
        assertEquals("2", clerk.get("b"));
    }
}
