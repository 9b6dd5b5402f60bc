package io.understudy.protocol;

import io.understudy.config.Defaults;
import io.understudy.config.NamePattern;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * docs/protocol.md, as the types have it: what a person wrote comes from a template, everything
 * else from the records, their comments, their limits and {@link Samples}.
 */
final class ProtocolDocument {

    private final SourceComments comments;

    /** Types that stand inside of messages, in the order in which they were met. */
    private final List<Class<?>> parts = new ArrayList<>();

    ProtocolDocument(SourceComments comments) {
        this.comments = comments;
    }

    /** Puts what the types say into the template's {@code ${...}}. */
    String write(String template) {
        String text = template.replace("${messages}", messages()).replace("${parts}", parts());
        for (Map.Entry<String, Object> value : values().entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue().toString());
        }
        Check.argument(!text.contains("${"), "the template names what does not exist");
        return text;
    }

    private static Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        values.put("hello.version", Hello.VERSION);
        values.put("hello.tag", Tag.HELLO.number());
        values.put("frame.max", Wire.FRAME_BYTES_MAX);
        values.put("length.bytes", Wire.LENGTH_BYTES);
        values.put("depth.max", Wire.DEPTH_MAX);
        values.put("name.max", NamePattern.LENGTH_MAX);
        values.put("text.max", Texts.LENGTH_MAX);
        values.put("sightings.max", LocalReport.SIGHTINGS_MAX);
        values.put("launches.max", LocalReport.LAUNCHES_MAX);
        values.put("machines.max", ToManager.Machines.MACHINES_MAX);
        values.put("replicas.max", View.REPLICAS_MAX);
        values.put("largest.bytes", bytesOfTheLargest());
        values.put("port.gfd", Defaults.GLOBAL_DETECTOR_PORT);
        values.put("port.rm", Defaults.MANAGER_PORT);
        values.put("port.rm.clients", Defaults.MANAGER_CLIENT_PORT);
        values.put("port.replica.clients", Defaults.REPLICA_PORTS.clients());
        values.put("port.replica.heartbeat", Defaults.REPLICA_PORTS.heartbeat());
        values.put("port.replica.manager", Defaults.REPLICA_PORTS.manager());
        values.put("port.replica.replicas", Defaults.REPLICA_PORTS.replicas());
        values.put("frame.example", hex(Wire.encode(new ToReplica.Heartbeat(7))));
        return values;
    }

    private static int bytesOfTheLargest() {
        return Samples.LARGEST.stream()
                .mapToInt(message -> Frames.of(message).length)
                .max()
                .orElseThrow();
    }

    private static String hex(byte[] bytes) {
        List<String> digits = new ArrayList<>();
        for (byte one : bytes) {
            digits.add(String.format("%02x", one));
        }
        return String.join(" ", digits);
    }

    private String messages() {
        StringBuilder text = new StringBuilder();
        for (Class<?> family : families()) {
            text.append("\n### ").append(title(family)).append("\n\n");
            text.append(family.isRecord() ? "" : comments.of(family) + "\n\n");
            text.append("| tag | message | what it says |\n| ---: | --- | --- |\n");
            List<Tag> tags = tagsOf(family);
            for (Tag tag : tags) {
                text.append(row(tag.number(), "`" + tag.name() + "`", comments.of(tag.type())));
            }
            // A message for two receivers is described where it stands first.
            tags.stream()
                    .filter(tag -> firstFamily(tag) == family)
                    .forEach(tag -> describe(tag, text));
        }
        return text.toString().strip();
    }

    /** Hello on its own, then one per receiver. */
    private static List<Class<?>> families() {
        return Arrays.stream(Message.class.getPermittedSubclasses())
                .<Class<?>>map(type -> type)
                .toList();
    }

    private static List<Tag> tagsOf(Class<?> family) {
        return Arrays.stream(Tag.values())
                .filter(tag -> family.isAssignableFrom(tag.type()))
                .sorted(Comparator.comparing(Tag::number))
                .toList();
    }

    private static Tag tagOf(Class<?> type) {
        return Arrays.stream(Tag.values())
                .filter(tag -> tag.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private static Class<?> firstFamily(Tag tag) {
        return families().stream()
                .filter(family -> family.isAssignableFrom(tag.type()))
                .findFirst()
                .orElseThrow();
    }

    private static String title(Class<?> family) {
        String words = family.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return family.isRecord()
                ? "The first frame"
                : words.substring(0, 1) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private void describe(Tag tag, StringBuilder text) {
        text.append("\n`").append(tag.name()).append("`:\n\n");
        text.append(members(tag.type()));
        Message sample =
                Samples.EVERYDAY.stream()
                        .filter(message -> message.tag() == tag)
                        .findFirst()
                        .orElseThrow();
        if (sample instanceof Compact) {
            text.append("\nBinary: its members in this order, numbers big-endian, texts and bytes");
            text.append(" behind their length in four bytes.\n");
        } else {
            text.append("\n```json\n").append(json(sample)).append("\n```\n");
        }
    }

    private static String json(Message message) {
        byte[] frame = Frames.of(message);
        return new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8);
    }

    private String members(Class<?> type) {
        StringBuilder text = new StringBuilder("| member | type | |\n| --- | --- | --- |\n");
        for (RecordComponent component : type.getRecordComponents()) {
            text.append(
                    row(
                            "`" + component.getName() + "`",
                            typeOf(component.getGenericType()),
                            comments.of(type, component.getName())));
        }
        return text.toString();
    }

    private static String row(Object... cells) {
        return Arrays.stream(cells)
                .map(String::valueOf)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String typeOf(Type type) {
        if (type instanceof ParameterizedType list) {
            return "list of " + typeOf(list.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return "text";
        }
        if (plain == boolean.class) {
            return "true or false";
        }
        if (plain == byte[].class || plain == ByteBuffer.class) {
            return "bytes";
        }
        if (plain == int.class || plain == long.class) {
            return "number";
        }
        if (Message.class.isAssignableFrom(plain)) {
            return "a `" + tagOf(plain).name() + "`";
        }
        if (!parts.contains(plain)) {
            parts.add(plain);
        }
        return "[" + nameOf(plain) + "](#" + anchorOf(plain) + ")";
    }

    /** With the type around it, where two have the same name. */
    private static String nameOf(Class<?> type) {
        boolean nested = type.isMemberClass() && type.getDeclaringClass().isRecord();
        return nested
                ? type.getDeclaringClass().getSimpleName() + "." + type.getSimpleName()
                : type.getSimpleName();
    }

    private static String anchorOf(Class<?> type) {
        return nameOf(type).toLowerCase(Locale.ROOT).replace(".", "");
    }

    private String parts() {
        StringBuilder text = new StringBuilder();
        // Grows while it is read: parts have parts.
        for (int i = 0; i < parts.size(); i++) {
            Class<?> type = parts.get(i);
            text.append("\n### ").append(nameOf(type)).append("\n\n");
            String sentence = comments.of(type);
            text.append(sentence.isEmpty() ? "" : sentence + "\n\n");
            text.append(
                    type.isEnum()
                            ? constants(type)
                            : type == ReplicaId.class
                                    ? id()
                                    : type == Batch.class ? batch() : members(type));
        }
        return text.toString().strip();
    }

    private static String batch() {
        return "`view` 8, `first` 8, `micros` 8, `count` 4, then the length of the entries 4 and the"
                + " entries, each: kind 1, session 8, number 8, answered 8, length 4, operation.\n";
    }

    private String constants(Class<?> type) {
        StringBuilder text = new StringBuilder("| one of | |\n| --- | --- |\n");
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            text.append(row("`\"" + name + "\"`", comments.of(type, name)));
        }
        return text.toString();
    }

    private String id() {
        return "A text: its name, `#`, and its incarnation as 16 digits of lower-case hexadecimal,"
                + " since a number of 64 bits would lose some in many languages: `\""
                + new ReplicaId("S1", 0x5f0c_1234_0000_0001L)
                + "\"`.\n\n"
                + "The incarnation is "
                + comments.of(ReplicaId.class, "incarnation")
                + ".\n";
    }
}
