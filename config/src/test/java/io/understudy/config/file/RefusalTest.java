package io.understudy.config.file;

import static io.understudy.config.file.Sample.mistakes;
import static io.understudy.config.file.Sample.with;
import static io.understudy.config.file.Sample.withGroup;
import static io.understudy.config.file.Sample.withReplica;
import static io.understudy.config.file.Sample.withTop;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.MachineEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each rule of the cluster file, and the whole line that whoever breaks it gets to read. */
class RefusalTest {

    private static void assertRefused(String text, String... lines) {
        assertEquals(List.of(lines), mistakes(text));
    }

    // The text as such.

    @Test
    void anEmptyFileIsRefused() {
        assertRefused("// nothing\n", "u.json:1: is empty; want an object, { ... }");
    }

    @Test
    void aFileThatEndsTooEarlyIsRefused() {
        assertRefused(
                with("}]\n}", "}]\n"),
                "u.json:17: ends too early; want what was opened to be closed");
    }

    @Test
    void aCommentThatNeverEndsIsRefused() {
        assertRefused(
                with("}]\n}", "}]\n} /* "),
                "u.json:17: ends too early; want what was opened to be closed");
    }

    @Test
    void aForgottenColonIsNamedWithItsColumn() {
        assertRefused(
                with("\"cluster\":", "\"cluster\""),
                "u.json:2: is no JSON at column 13: Unexpected character ('\"'); was expecting a"
                        + " colon to separate property name and value");
    }

    @Test
    void aListClosedLikeAnObjectIsRefused() {
        assertRefused(
                with("  ],\n  \"groups\"", "  },\n  \"groups\""),
                "u.json:8: is no JSON at column 3: Unexpected close marker '}'; expected ']'");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertRefused(
                Sample.TEXT + "{}", "u.json:17: goes on after its end; want one object, { ... }");
    }

    @Test
    void aListInPlaceOfTheWholeIsRefused() {
        assertRefused("[]", "u.json:1: is a list; want an object, { ... }");
    }

    @Test
    void whatIsNestedBeyondReasonIsRefused() {
        assertRefused(
                "[".repeat(100_000),
                "u.json:1: exceeds what a cluster file can need; want texts of at most 10000"
                        + " characters, keys of 1000, numbers of 100, and objects and lists in one"
                        + " another at most 16 deep");
    }

    @Test
    void anEndlessFileIsRefused() {
        assertRefused(
                " ".repeat(FileText.BYTES_MAX + 1),
                "u.json: is longer than 1048576 bytes; want a cluster file");
    }

    @Test
    void aFileOfExactlyTheGreatestLengthIsRead() {
        String padding = " ".repeat(FileText.BYTES_MAX - Sample.TEXT.length());
        assertEquals("demo", Sample.load(Sample.TEXT + padding).cluster());
    }

    @Test
    void anotherEncodingIsRefused() {
        assertEquals(
                List.of("u.json: is not in UTF-8; want it saved in that encoding"),
                mistakes(with("demo", "démo").getBytes(StandardCharsets.ISO_8859_1)));
    }

    // Keys and the kinds of their values.

    @Test
    void anUnknownKeyIsComparedWithTheKnownOnes() {
        assertRefused(
                withGroup("\"stile\": \"active\""),
                "u.json:10: groups[0].stile: is no key here; did you mean \"style\"?");
    }

    @Test
    void anUnknownKeyLikeNoOtherGetsAllKnownOnes() {
        assertRefused(
                withTop("\"folders\": {\"temporary\": \"/tmp\"}"),
                "u.json:2: folders.temporary: is no key here; want one of data, logs");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertRefused(
                with("\"machines\"", "\"cluster\": \"other\",\n\"machines\""),
                "u.json:5: cluster: is there a second time; line 2 has it already");
    }

    @Test
    void aMissingTextIsAskedFor() {
        assertRefused(
                with("\"cluster\": \"demo\",", ""),
                "u.json:1: cluster: is missing; want a name: a letter, then letters, digits, '_',"
                        + " '.' or '-', at most 64 in all");
    }

    @Test
    void aMissingListIsAskedFor() {
        assertRefused(
                with(
                        "\"globalFaultDetectors\": [{\"name\": \"GFD1\", \"host\": \"10.0.0.1\"}],",
                        ""),
                "u.json:1: globalFaultDetectors: is missing; want a list of 1 to 8 objects");
    }

    @Test
    void aMissingObjectIsAskedForOnce() {
        assertRefused(
                with(", \"application\": {\"builtin\": \"kv\"}", ""),
                "u.json:9: groups[0].application: is missing; want an object, { ... }");
    }

    @Test
    void nothingIsMissingInWhatIsNoObject() {
        assertRefused(
                with("{\"name\": \"S2\", \"machine\": \"M2\"}", "\"S2\""),
                "u.json:13: groups[0].replicas[1]: is the text \"S2\"; want an object, { ... }");
    }

    @Test
    void anEmptyListIsRefused() {
        assertRefused(
                with("[{\"name\": \"RM1\", \"host\": \"10.0.0.1\"}]", "[]"),
                "u.json:3: replicationManagers: is empty; want a list of one object");
    }

    @Test
    void anObjectInPlaceOfAListIsRefused() {
        assertRefused(
                with(
                        "[{\"name\": \"RM1\", \"host\": \"10.0.0.1\"}]",
                        "{\"name\": \"RM1\", \"host\": \"10.0.0.1\"}"),
                "u.json:3: replicationManagers: is an object; want a list of one object");
    }

    @Test
    void aSecondManagerIsRefusedForManagersDoNotAgreeAmongThemselves() {
        assertRefused(
                with(
                        "\"RM1\", \"host\": \"10.0.0.1\"}",
                        "\"RM1\", \"host\": \"10.0.0.1\"}, {\"name\": \"RM2\", \"host\": \"r\"}"),
                "u.json:3: replicationManagers: has 2 entries; want a list of one object");
    }

    @Test
    void nullIsNoValue() {
        assertRefused(
                withTop("\"folders\": null"),
                "u.json:2: folders: is null; want an object, { ... }");
    }

    @Test
    void aDurationWithoutUnitIsRefused() {
        assertRefused(
                withGroup("\"checkpointInterval\": 5"),
                "u.json:10: groups[0].checkpointInterval: is 5; want a duration with a unit (us, ms,"
                        + " s, m, h), in whole numbers, from 10ms to 24h");
    }

    @Test
    void aDurationOutOfItsSpanIsRefused() {
        assertRefused(
                withTop("\"detection\": {\"look\": \"10us\"}"),
                "u.json:2: detection.look: is the text \"10us\"; want a duration with a unit (us,"
                        + " ms, s, m, h), in whole numbers, from 100us to 1s");
    }

    @Test
    void aWordInCapitalsIsRefused() {
        assertRefused(
                withGroup("\"backups\": \"HOT\""),
                "u.json:10: groups[0].backups: is the text \"HOT\"; want \"hot\" or \"warm\" or"
                        + " \"cold\"");
    }

    @Test
    void aYesInPlaceOfTrueIsRefused() {
        assertRefused(
                withGroup("\"relaunch\": \"yes\""),
                "u.json:10: groups[0].relaunch: is the text \"yes\"; want true or false");
    }

    @Test
    void aPortBeyondTheLastIsRefused() {
        assertRefused(
                withReplica("\"ports\": {\"clients\": 65536}"),
                "u.json:12: groups[0].replicas[0].ports.clients: is 65536; want a port, a whole"
                        + " number from 1 to 65535");
    }

    @Test
    void aPortWithAFractionIsRefused() {
        assertRefused(
                withReplica("\"ports\": {\"clients\": 8080.0}"),
                "u.json:12: groups[0].replicas[0].ports.clients: is 8080.0; want a port, a whole"
                        + " number from 1 to 65535");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertRefused(
                with("\"S2\"", "\"S 2\""),
                "u.json:13: groups[0].replicas[1].name: is the text \"S 2\"; want a name: a letter,"
                        + " then letters, digits, '_', '.' or '-', at most 64 in all");
    }

    @Test
    void aHostWithAPortIsRefused() {
        assertRefused(
                with("\"10.0.0.3\"", "\"10.0.0.3:8080\""),
                "u.json:7: machines[1].host: is the text \"10.0.0.3:8080\"; want a host name or an"
                        + " address that others can dial, without a port");
    }

    @Test
    void aWildcardIsNothingToDial() {
        assertRefused(
                with("\"10.0.0.3\"", "\"0.0.0.0\""),
                "u.json:7: machines[1].host: is the text \"0.0.0.0\"; want a host name or an address"
                        + " that others can dial, without a port");
    }

    @Test
    void anAddressToBindThatIsNoneIsRefused() {
        assertRefused(
                with("\"10.0.0.3\"", "\"10.0.0.3\", \"bind\": \"*\""),
                "u.json:7: machines[1].bind: is the text \"*\"; want a host name or an address of"
                        + " this machine, or \"0.0.0.0\" for all of them");
    }

    @Test
    void aFolderInTheHomeIsRefusedForNobodyExpandsIt() {
        assertRefused(
                withTop("\"folders\": {\"data\": \"~/data\"}"),
                "u.json:2: folders.data: is the text \"~/data\"; want a folder, absolute or from the"
                        + " folder of this file ('~' is not expanded)");
    }

    @Test
    void aFolderThatNoFileSystemCouldNameIsRefused() {
        assertRefused(
                withTop("\"folders\": {\"logs\": \"a\\u0000b\"}"),
                "u.json:2: folders.logs: is the text \"a\\u0000b\"; want a folder, absolute or"
                        + " from the folder of this file ('~' is not expanded)");
    }

    @Test
    void anUnknownApplicationIsRefused() {
        assertRefused(
                with("{\"builtin\": \"kv\"}", "{\"builtin\": \"redis\"}"),
                "u.json:10: groups[0].application.builtin: is the text \"redis\"; want \"kv\" or"
                        + " \"counter\"");
    }

    @Test
    void anEmptyWordOfACommandIsRefused() {
        assertRefused(
                withGroup("\"launch\": {\"command\": [\"run\", \"\"]}"),
                "u.json:10: groups[0].launch.command[1]: is the text \"\"; want a text, not empty");
    }

    @Test
    void aCommandInOneTextIsRefused() {
        assertRefused(
                withGroup("\"launch\": {\"command\": \"run {name}\"}"),
                "u.json:10: groups[0].launch.command: is the text \"run {name}\"; want a list of"
                        + " texts, at most 100");
    }

    // What several parts must agree on.

    @Test
    void oneNameForAMachineAndAGroupIsRefused() {
        assertRefused(
                with("\"name\": \"kv\"", "\"name\": \"M1\""),
                "u.json:10: groups[0].name: \"M1\" is already the name at machines[0].name in line"
                        + " 6; want names that differ in more than case");
    }

    @Test
    void namesThatDifferInCaseOnlyAreRefused() {
        assertRefused(
                with("\"name\": \"S2\"", "\"name\": \"s1\""),
                "u.json:13: groups[0].replicas[1].name: \"s1\" is already the name at"
                        + " groups[0].replicas[0].name in line 12; want names that differ in more"
                        + " than case");
    }

    @Test
    void aReplicaOfAnUnknownMachineIsRefused() {
        assertRefused(
                with("\"machine\": \"M2\"", "\"machine\": \"M3\""),
                "u.json:13: groups[0].replicas[1].machine: no machine is called \"M3\"; did you mean"
                        + " \"M1\"?");
    }

    @Test
    void twoDoorsOnOneAddressAreRefused() {
        assertRefused(
                with("\"RM1\",", "\"RM1\", \"clientPort\": 8000,"),
                "u.json:4: globalFaultDetectors[0].port: port 8000 of 10.0.0.1 is already that of"
                        + " replicationManagers[0].clientPort in line 3; want a port, or a machine,"
                        + " of its own");
    }

    @Test
    void twoReplicasOnOneMachineNeedPortsOfTheirOwn() {
        assertRefused(
                with(
                        "\"machine\": \"M2\"",
                        "\"machine\": \"M1\", \"ports\":"
                                + " {\"heartbeat\": 9082, \"manager\": 9084, \"replicas\": 9086}"),
                "u.json:13: groups[0].replicas[1].ports.clients: port 8080 of 10.0.0.2 is already"
                        + " that of groups[0].replicas[0].ports.clients in line 12; want a port, or"
                        + " a machine, of its own");
    }

    @Test
    void aLoopbackAddressThatAWildcardCoversIsNotFree() {
        String local = Sample.TEXT.replace("10.0.0.", "127.0.0.");
        assertRefused(
                local.replace("\"127.0.0.2\"", "\"127.0.0.2\", \"bind\": \"0.0.0.0\"")
                        .replace(
                                "\"machine\": \"M2\"",
                                "\"machine\": \"M2\", \"ports\": {\"heartbeat\": 9082,"
                                        + " \"manager\": 9084, \"replicas\": 9086}"),
                "u.json:13: groups[0].replicas[1].ports.clients: port 8080 of 127.0.0.3 is already"
                        + " that of groups[0].replicas[0].ports.clients in line 12; want a port, or"
                        + " a machine, of its own");
    }

    @Test
    void aLoopbackAddressAmongOthersIsRefused() {
        assertRefused(
                with("\"10.0.0.3\"", "\"localhost\""),
                "u.json:7: machines[1].host: others, such as 10.0.0.1, cannot dial localhost; want"
                        + " an address of this machine that all others reach");
    }

    @Test
    void moreReplicasThanAMachineCanWatchAreRefused() {
        int groups = MachineEntry.REPLICAS_MAX / 20 + 1;
        String crowd =
                IntStream.range(0, groups)
                        .mapToObj(RefusalTest::groupOfTwentyOnOneMachine)
                        .collect(Collectors.joining(",\n"));
        assertRefused(
                with("\"groups\": [{", "\"groups\": [" + crowd + ", {"),
                "u.json:14: groups[5].replicas[0].machine: this is replica 101 of machine \"M1\";"
                        + " want at most 100 on one");
    }

    private static String groupOfTwentyOnOneMachine(int group) {
        String replicas =
                IntStream.range(20 * group, 20 * group + 20)
                        .mapToObj(RefusalTest::replicaWithPortsOfItsOwn)
                        .collect(Collectors.joining(", "));
        return "{\"name\": \"g"
                + group
                + "\", \"application\": {\"builtin\": \"kv\"}, \"replicas\": ["
                + replicas
                + "]}";
    }

    private static String replicaWithPortsOfItsOwn(int number) {
        int first = 20_000 + 4 * number;
        return String.format(
                "{\"name\": \"r%d\", \"machine\": \"M1\", \"ports\": {\"clients\": %d, \"heartbeat\":"
                        + " %d, \"manager\": %d, \"replicas\": %d}}",
                number, first, first + 1, first + 2, first + 3);
    }

    @Test
    void aTimeoutOfLessThanTwoIntervalsIsRefused() {
        assertRefused(
                withGroup("\"heartbeat\": {\n\"timeout\": \"40ms\"}"),
                "u.json:11: groups[0].heartbeat.timeout: 40ms is less than twice the interval 50ms;"
                        + " want at least 100ms");
    }

    @Test
    void anIntervalOfMoreThanHalfTheUsualTimeoutIsRefused() {
        assertRefused(
                withTop("\"detection\": {\"machines\": {\"interval\": \"1s\"}}"),
                "u.json:2: detection.machines.interval: 1s is more than half of the timeout, by"
                        + " default 1500ms; want it shorter, or a timeout of at least 2s");
    }

    @Test
    void aViewTimeoutOfLessThanTwoHeartbeatTimeoutsIsRefused() {
        assertRefused(
                withGroup("\"viewTimeout\": \"500ms\""),
                "u.json:10: groups[0].viewTimeout: 500ms is less than twice the heartbeat.timeout"
                        + " 300ms; want at least 600ms");
    }

    @Test
    void aBackOffBeyondItsMaximumIsRefused() {
        assertRefused(
                withGroup("\"launch\": {\"backOff\": \"10s\"}"),
                "u.json:10: groups[0].launch.backOff: backOff 10s is longer than backOffMax 5s; want"
                        + " backOffMax at least as long");
    }

    @Test
    void moreWantedThanThereAreIsRefused() {
        assertRefused(
                withGroup("\"wanted\": 3"),
                "u.json:10: groups[0].wanted: is 3; want a whole number from 1 to 2");
    }

    @Test
    void votingAmongOneWhoAnswersIsRefused() {
        assertRefused(
                withGroup("\"voting\": true"),
                "u.json:10: groups[0].voting: only one replica answers when the style is"
                        + " \"passive\"; want \"style\": \"active\", or no voting");
    }

    @Test
    void votingAmongTwoIsRefused() {
        assertRefused(
                withGroup("\"voting\": true, \"style\": \"active\""),
                "u.json:10: groups[0].voting: a wrong answer cannot be outvoted when 2 are wanted;"
                        + " want at least 3 replicas");
    }

    // The report as such.

    @Test
    void allMistakesAreToldInTheOrderOfTheFile() {
        assertRefused(
                Sample.TEXT
                        .replace("\"demo\"", "5")
                        .replace("\"10.0.0.3\"", "\"10.0.0.300\"")
                        .replace("\"kv\", ", "\"kv\", \"voting\": 1, \"colour\": 1, ")
                        .replace("\"machine\": \"M1\"", "\"machine\": \"none\""),
                "u.json:2: cluster: is 5; want a name: a letter, then letters, digits, '_', '.' or"
                        + " '-', at most 64 in all",
                "u.json:7: machines[1].host: is the text \"10.0.0.300\"; want a host name or an"
                        + " address that others can dial, without a port",
                "u.json:10: groups[0].voting: is 1; want true or false",
                "u.json:10: groups[0].colour: is no key here; want one of application, backups,"
                        + " checkpointInterval, durability, heartbeat, launch, name, reads, relaunch,"
                        + " replicas, strictAcknowledgement, style, viewTimeout, voting, wanted",
                "u.json:12: groups[0].replicas[0].machine: no machine is called \"none\"; want one"
                        + " of M1, M2");
    }

    @Test
    void aMistakeThatRepeatsALineBreakStaysOnOneLine() {
        assertRefused(
                withTop("\"a\\nb\": \"\\u001b[2J\""),
                "u.json:2: \"a\\u000ab\": is no key here; want one of $schema, cluster, detection,"
                        + " folders, globalFaultDetectors, groups, machines, replicationManagers");
    }

    @Test
    void whatATerminalWouldHideIsShown() {
        assertRefused(
                with("\"demo\"", "\"a\u202eb\ud83c\udfad\""),
                "u.json:2: cluster: is the text \"a\\u202eb\\ud83c\\udfad\"; want a name: a letter,"
                        + " then letters, digits, '_', '.' or '-', at most 64 in all");
    }

    @Test
    void aLongTextIsRepeatedInPartOnly() {
        assertRefused(
                with("\"demo\"", "\"" + "x".repeat(9_000) + "\""),
                "u.json:2: cluster: is the text \""
                        + "x".repeat(60)
                        + "...\"; want a name: a letter, then letters, digits, '_', '.' or '-', at"
                        + " most 64 in all");
    }

    @Test
    void aFileOfRubbishGetsABoundedReport() {
        String keys =
                IntStream.range(0, 60)
                        .mapToObj(number -> "\"rubbish" + number + "\": 0")
                        .collect(Collectors.joining(", "));
        List<String> lines = mistakes(withTop(keys));
        assertEquals(Mistakes.LINES_MAX + 1, lines.size());
        assertEquals("u.json: and 10 more", lines.get(Mistakes.LINES_MAX));
    }
}
