package io.understudy.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What messages do not show: those are held to it in WireRefusalTest. */
class RecordCodecTest {

    private static final int DEPTH_MAX = 4;

    sealed interface Move {
        record Step(int paces, boolean back) implements Move {}

        record Jump(long height) implements Move {}
    }

    enum Mood {
        GLAD,
        SAD
    }

    record Name(String first, String last) {

        static Name parse(String text) {
            int blank = text.indexOf(' ');
            if (blank < 0) {
                throw new IllegalArgumentException("want two words");
            }
            return new Name(text.substring(0, blank), text.substring(blank + 1));
        }

        @Override
        public String toString() {
            return first + " " + last;
        }
    }

    record Dancer(Name name, Mood mood, Optional<Name> partner, List<Move> moves) {

        Dancer {
            if (moves.isEmpty()) {
                throw new IllegalArgumentException("a dancer moves");
            }
        }
    }

    record Point(long x, long y) {}

    private final RecordCodec codec =
            new RecordCodec(
                    DEPTH_MAX,
                    List.of(Dancer.class, Point.class),
                    Form.text(Name.class, Name::parse),
                    Form.kinds(
                            Move.class,
                            "move",
                            Map.of("step", Move.Step.class, "jump", Move.Jump.class)));

    private <T> T read(String json, Class<T> type) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return codec.read(bytes, 0, bytes.length, type);
    }

    private String write(Object value) {
        return new String(codec.write(value), StandardCharsets.UTF_8).replace('"', '\'');
    }

    @Test
    void aRecordIsAnObjectOfItsComponents() {
        Dancer dancer =
                new Dancer(
                        new Name("Anna", "P"),
                        Mood.GLAD,
                        Optional.empty(),
                        List.of(new Move.Step(2, true), new Move.Jump(-1)));
        String json =
                "{'name':'Anna P','mood':'GLAD','partner':null,'moves':["
                        + "{'move':'step','paces':2,'back':true},{'move':'jump','height':-1}]}";
        assertEquals(json, write(dancer));
        assertEquals(dancer, read(json, Dancer.class));
        assertEquals(
                Optional.of(new Name("Ben", "Q")),
                read(json.replace("null", "'Ben Q'"), Dancer.class).partner());
    }

    @Test
    void membersMayComeInAnyOrderAndUnknownOnesAmongThem() {
        assertEquals(
                new Point(1, 2), read("{'z':[{'x':9}],'y':2,'t':null,'x':1,'u':{}}", Point.class));
    }

    @Test
    void onlyThePartAskedForIsRead() {
        byte[] bytes = "xx{\"x\":1,\"y\":2}yy".getBytes(StandardCharsets.UTF_8);
        assertEquals(new Point(1, 2), codec.read(bytes, 2, bytes.length - 4, Point.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'x':1}|y is missing",
                "{'x':1,'x':1,'y':2}|x: said twice",
                "{'x':1,'y':null}|y: want a whole number",
                "{'x':1,'y':'2'}|y: want a whole number",
                "{'x':1,'y':2.0}|y: want a whole number",
                "[1,2]|want an object",
                "null|want an object",
                "{'x':1,'y':2}{}|more follows",
            })
    void whatIsWrongIsNamed(String json, String reason) {
        MalformedJson refused =
                assertThrows(MalformedJson.class, () -> read(json, Point.class), json);
        assertEquals(reason, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Anna'|'SAD'|[{'move':'jump','height':1}]|name: want two words",
                "'Anna P'|'MAD'|[{'move':'jump','height':1}]|mood: no Mood: MAD",
                "'Anna P'|0|[{'move':'jump','height':1}]|mood: want a text",
                "'Anna P'|'SAD'|{}|moves: want a list",
                "'Anna P'|'SAD'|[null]|moves: want an object",
                "'Anna P'|'SAD'|[{'move':'fly'}]|moves: no move: fly",
                "'Anna P'|'SAD'|[{'move':'jump','move':'step','height':1}]|moves: move: said twice",
                "'Anna P'|'SAD'|[{}]|moves: move does not come first",
                "'Anna P'|'SAD'|[{'height':1,'move':'jump'}]|moves: move does not come first",
                "'Anna P'|'SAD'|[{'move':'step','paces':1,'back':0}]|moves: back: want true or false",
                "'Anna P'|'SAD'|[]|a dancer moves",
            })
    void whatIsWrongWithinIsNamed(String name, String mood, String moves, String reason) {
        String json =
                "{'name':%s,'mood':%s,'partner':'Ben Q','moves':%s}".formatted(name, mood, moves);
        MalformedJson refused =
                assertThrows(MalformedJson.class, () -> read(json, Dancer.class), json);
        assertEquals(reason, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'x':1,'y':9223372036854775808}",
                "{'x':1,'y':2",
                "{'x':1,'y':2,'z':[[[[0]]]]}",
                "{'x':1,'y':2,'z':012}",
                "~~",
            })
    void whatIsBeyondALimitOrNoJsonIsRefused(String json) {
        assertThrows(MalformedJson.class, () -> read(json, Point.class), json);
    }

    @Test
    void nothingIsWrittenOfARecordWithAHole() {
        Dancer nameless = new Dancer(null, Mood.SAD, Optional.empty(), List.of(new Move.Jump(1)));
        assertThrows(IllegalStateException.class, () -> codec.write(nameless));
    }

    @Test
    void aTypeWithoutAFormIsFoundBeforeAnythingIsWritten() {
        record Odd(double share) {}
        IllegalArgumentException bug =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new RecordCodec(DEPTH_MAX, List.of(Odd.class)));
        assertEquals("no form in JSON is known for double", bug.getMessage());
    }
}
