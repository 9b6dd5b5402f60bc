package io.understudy.suite.labs;

import static io.understudy.suite.labs.Lab.S1;
import static io.understudy.suite.labs.Lab.S2;
import static io.understudy.suite.labs.Lab.S3;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lab's TestFailPut: three servers, of which the third is idle. */
@Scenarios
class FailPutIT {

    @DisplayName("TestFailPut: Put() immediately after backup failure")
    @ParameterizedTest
    @EnumSource
    void putImmediatelyAfterBackupFailure(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            playBackupFailure(lab);
        }
    }

    @DisplayName("TestFailPut: Put() immediately after primary failure")
    @ParameterizedTest
    @EnumSource
    void putImmediatelyAfterPrimaryFailure(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            Clerk clerk = playBackupFailure(lab);
            lab.kill(S1);
            clerk.put("b", "bbb");
            assertEquals("bbb", clerk.get("b"));
            lab.awaitServing(S3);
            assertEquals("aaa", clerk.get("a"));
            assertEquals("bbb", clerk.get("b"));
            assertEquals("cc", clerk.get("c"));
        }
    }

    private static Clerk playBackupFailure(Lab lab) {
        lab.startInOrder(S1, S2, S3);
        Clerk clerk = lab.clerk();
        clerk.put("a", "aa");
        clerk.put("b", "bb");
        clerk.put("c", "cc");
        assertEquals("aa", clerk.get("a"));
        assertEquals("bb", clerk.get("b"));
        assertEquals("cc", clerk.get("c"));
        lab.kill(S2);
        clerk.put("a", "aaa");
        assertEquals("aaa", clerk.get("a"));
        lab.awaitServing(S1, S3);
        assertEquals("aaa", clerk.get("a"));
        return clerk;
    }
}
