package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final String STATUS =
            """
            {"managers": [{"name": "RM1", "leads": true}],
             "detectors": [{"name": "GFD1", "alive": false}],
             "machines": [{"name": "M1", "alive": true}, {"name": "M2", "alive": false}],
             "groups": [{"name": "kv", "style": "passive", "backups": "hot",
               "view": {"number": 7, "activated": true, "primary": "S2",
                        "members": ["S2", "S3"], "joiners": ["S1"]},
               "replicas": [
                 {"name": "S1", "machine": "M1", "state": "joiner", "pid": 17,
                  "sequence": 12, "detail": "answers"},
                 {"name": "S2", "state": "primary", "pid": 4711, "sequence": 1234},
                 {"name": "S3", "state": "absent", "pid": 0}],
               "history": [
                 {"view": {"number": 7, "primary": "S2", "members": ["S2", "S3"]},
                  "cause": "S1 died"}]},
              {"name": "second", "style": "active"}]}
            """;

    @Test
    void everythingAPersonAsksForIsInOneTable() {
        assertEquals(
                """
                managers   RM1 leads
                detectors  GFD1 not heard
                machines   M1 alive, M2 not heard

                group      kv, passive, backups hot
                view       7, activated: primary S2, members S2 S3, joiners S1

                REPLICA  MACHINE  STATE    PID   SEQUENCE  DETAIL
                S1       M1       joiner   17    12        answers
                S2       -        primary  4711  1234
                S3       -        absent   -     0

                VIEW  PRIMARY  MEMBERS  CAUSE
                7     S2       S2 S3    S1 died
                """,
                StatusText.of(STATUS, "kv").replace(System.lineSeparator(), "\n"));
    }

    @Test
    void aGroupThatDoesNotHelpItselfHasALineForIt() {
        String lost =
                """
                {"groups": [{"name": "kv", "style": "passive", "state": "lost",
                  "detail": "all have died. To begin anew: so and so",
                  "view": {"number": 7, "primary": "S2", "members": ["S2"]}}]}
                """;
        assertTrue(
                StatusText.of(lost, "kv")
                        .contains("lost       all have died. To begin anew: so and so"),
                StatusText.of(lost, "kv"));
    }

    @Test
    void withoutAGroupAllGroupsAreShown() {
        assertTrue(StatusText.of(STATUS, null).contains("group      second, active"));
        assertFalse(StatusText.of(STATUS, "kv").contains("second"));
    }

    @Test
    void aManagerThatTellsNothingIsShownAsEmpty() {
        assertEquals("managers\ndetectors\nmachines\n", StatusText.of("{}", null));
    }
}
