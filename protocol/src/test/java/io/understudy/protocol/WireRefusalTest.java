package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing wrong with a message that is otherwise right. What is wrong is put in at every place of
 * every message, so that a new message is held to the same.
 */
class WireRefusalTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    /** A member of an object or an element of a list, somewhere inside of a body. */
    private interface Place {
        JsonNode get();

        void put(JsonNode value);
    }

    private record Member(ObjectNode object, String name) implements Place {
        @Override
        public JsonNode get() {
            return object.get(name);
        }

        @Override
        public void put(JsonNode value) {
            object.set(name, value);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Element(ArrayNode list, int index) implements Place {
        @Override
        public JsonNode get() {
            return list.get(index);
        }

        @Override
        public void put(JsonNode value) {
            list.set(index, value);
        }

        @Override
        public String toString() {
            return "element " + index;
        }
    }

    static List<Message> everyday() {
        return Samples.EVERYDAY.stream().filter(message -> !(message instanceof Compact)).toList();
    }

    private static List<Place> places(JsonNode node) {
        List<Place> places = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> places.add(new Member(object, name)));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                places.add(new Element(list, i));
            }
        }
        for (Place place : List.copyOf(places)) {
            places.addAll(places(place.get()));
        }
        return places;
    }

    /** Makes that change at each place of the message, one at a time. */
    private static void everywhere(Message message, BiConsumer<ObjectNode, Place> change) {
        int places = places(Frames.body(message)).size();
        assertTrue(places > 0, message + " has no members");
        for (int i = 0; i < places; i++) {
            ObjectNode body = Frames.body(message);
            change.accept(body, places(body).get(i));
        }
    }

    private static void assertRefused(Message message, JsonNode body, Object what) {
        byte[] frame = Frames.of(message.tag(), body);
        MalformedMessage refused =
                assertThrows(
                        MalformedMessage.class,
                        () -> Wire.decode(frame),
                        () -> message.tag() + " with wrong " + what + ": " + body);
        assertTrue(refused.getMessage().startsWith(message.tag().name()), refused.getMessage());
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void aMissingMemberIsRefused(Message message) {
        everywhere(
                message,
                (body, place) -> {
                    if (place instanceof Member member) {
                        member.object().remove(member.name());
                        assertRefused(message, body, place);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void nullIsRefused(Message message) {
        everywhere(
                message,
                (body, place) -> {
                    place.put(JSON.nullNode());
                    assertRefused(message, body, place);
                });
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void anotherTypeIsRefused(Message message) {
        List<JsonNode> values =
                List.of(
                        JSON.numberNode(1),
                        JSON.numberNode(1.5),
                        JSON.booleanNode(true),
                        JSON.stringNode(""),
                        JSON.stringNode("1"),
                        JSON.arrayNode(),
                        JSON.arrayNode().add(1),
                        JSON.objectNode());
        for (JsonNode value : values) {
            everywhere(
                    message,
                    (body, place) -> {
                        if (isOfAnotherType(place.get(), value)) {
                            place.put(value);
                            assertRefused(message, body, place + " " + value);
                        }
                    });
        }
    }

    private static boolean isOfAnotherType(JsonNode right, JsonNode value) {
        boolean whole = right.isIntegralNumber() && value.isIntegralNumber();
        boolean otherNumber = right.isNumber() && value.isNumber() && !whole;
        return otherNumber || right.getNodeType() != value.getNodeType();
    }

    /** But for what the operating system says of a start time, which nobody interprets. */
    @ParameterizedTest
    @MethodSource("everyday")
    void aNegativeNumberIsRefused(Message message) {
        everywhere(
                message,
                (body, place) -> {
                    if (place.get().isNumber() && !place.toString().equals("startTime")) {
                        place.put(JSON.numberNode(-1));
                        assertRefused(message, body, place);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void aNumberBeyondSixtyFourBitsIsRefused(Message message) {
        everywhere(
                message,
                (body, place) -> {
                    if (place.get().isNumber()) {
                        place.put(JSON.numberNode(new BigInteger("9223372036854775808")));
                        assertRefused(message, body, place);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void anOverLongTextIsRefused(Message message) {
        everywhere(
                message,
                (body, place) -> {
                    if (place.get().isString()) {
                        place.put(JSON.stringNode("x".repeat(Texts.LENGTH_MAX + 1)));
                        assertRefused(message, body, place);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void aBlankTextIsRefused(Message message) {
        everywhere(
                message,
                (body, place) -> {
                    if (place.get().isString()) {
                        place.put(JSON.stringNode(" "));
                        assertRefused(message, body, place);
                    }
                });
    }

    /** Each could forge a line of somebody's log. */
    @ParameterizedTest
    @MethodSource("everyday")
    void noControlCharacterGetsIntoAMessage(Message message) {
        for (String control : List.of("\n", "\r", "\t", "\u001b", "\u0000", "\u007f", "\u0085")) {
            everywhere(
                    message,
                    (body, place) -> {
                        if (place.get().isString()) {
                            place.put(JSON.stringNode(place.get().asString() + control));
                            assertRefused(message, body, place);
                        }
                    });
        }
    }

    /** Many a language cannot read it, and it takes twice the room. */
    @ParameterizedTest
    @MethodSource("everyday")
    void halfACharacterIsRefused(Message message) {
        String escaped = "\\ud83d";
        everywhere(
                message,
                (body, place) -> {
                    if (place.get().isString()) {
                        place.put(JSON.stringNode("HALF"));
                        String text = MAPPER.writeValueAsString(body).replace("HALF", escaped);
                        byte[] frame =
                                Frames.of(message.tag(), text.getBytes(StandardCharsets.UTF_8));
                        assertThrows(MalformedMessage.class, () -> Wire.decode(frame), text);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void anOverLongListIsRefused(Message message) {
        everywhere(
                message,
                (body, place) -> {
                    if (place.get() instanceof ArrayNode list && !list.isEmpty()) {
                        JsonNode one = list.get(0);
                        int longerThanAny = 1_001;
                        while (list.size() < longerThanAny) {
                            list.add(one.deepCopy());
                        }
                        assertRefused(message, body, place);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void anUnknownMemberIsPassedOver(Message message) {
        List<Function<JsonNodeFactory, JsonNode>> values =
                List.of(
                        json -> json.nullNode(),
                        json -> json.numberNode(7),
                        json -> json.stringNode("of a newer version"),
                        json -> json.objectNode().put("group", 5),
                        json -> json.arrayNode().add(json.arrayNode()));
        Consumer<ObjectNode> unchanged =
                body ->
                        assertEquals(
                                message,
                                Wire.decode(Frames.of(message.tag(), body)),
                                body::toString);
        for (Function<JsonNodeFactory, JsonNode> value : values) {
            ObjectNode body = Frames.body(message);
            body.set("unheardOf", value.apply(JSON));
            unchanged.accept(body);
            everywhere(
                    message,
                    (whole, place) -> {
                        if (place.get() instanceof ObjectNode inner) {
                            inner.set("unheardOf", value.apply(JSON));
                            unchanged.accept(whole);
                        }
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void depthIsRefused(Message message) {
        ObjectNode body = Frames.body(message);
        JsonNode deep = JSON.arrayNode();
        for (int i = 0; i < 100; i++) {
            deep = JSON.arrayNode().add(deep);
        }
        body.set("unheardOf", deep);
        assertRefused(message, body, "depth");
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void onlyAnObjectIsAMessage(Message message) {
        for (String body : List.of("null", "[]", "1", "\"\"", "\"x\"", "true", "", " ", "[{}]")) {
            byte[] frame = Frames.of(message.tag(), body.getBytes(StandardCharsets.UTF_8));
            assertThrows(MalformedMessage.class, () -> Wire.decode(frame), body);
        }
    }

    /** What the peer wrote may be quoted in a log, as one short line. */
    @Test
    void aRefusalIsOneShortLine() {
        for (String name : List.of("a\nb", "\u001b[31m", "x".repeat(100_000), "\u0085")) {
            ObjectNode body = Frames.body(new ToManager.Subscribe("kv")).put("group", name);
            byte[] frame = Frames.of(Tag.SUBSCRIBE, body);
            String said =
                    assertThrows(MalformedMessage.class, () -> Wire.decode(frame)).getMessage();
            assertTrue(said.length() <= Texts.LENGTH_MAX + 50, said);
            assertFalse(said.chars().anyMatch(Character::isISOControl), said);
        }
    }

    /** An older process hears of a constant it does not know: the message is not for it. */
    @Test
    void anUnknownConstantIsRefused() {
        for (Object constant : List.of("ADMIRED", "present", "", 0, 1)) {
            ObjectNode body =
                    Frames.body(
                            new ToManager.Machines(
                                    1,
                                    1,
                                    List.of(
                                            new ToManager.Machines.Verdict(
                                                    "M1", ToManager.Presence.GONE))));
            ((ObjectNode) body.get("machines").get(0)).putPOJO("presence", constant);
            assertRefused(new ToManager.Machines(1, 1, List.of()), body, constant);
        }
    }

    /** What is on the wire is what the record says, and nothing derived from it. */
    @ParameterizedTest
    @MethodSource("everyday")
    void theMembersAreTheComponents(Message message) {
        Set<String> components = new TreeSet<>();
        for (var component : message.getClass().getRecordComponents()) {
            components.add(component.getName());
        }
        assertEquals(components, new TreeSet<>(Frames.body(message).propertyNames()));
    }
}
