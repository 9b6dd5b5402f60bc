package io.understudy.protocol;

import io.understudy.config.ClusterFile;
import io.understudy.config.NamePattern;
import io.understudy.config.Style;
import io.understudy.protocol.Batch.Kind;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Launching;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.MachineHeartbeat;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.ToLocalDetector.StartReplica;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.Machines;
import io.understudy.protocol.ToManager.MemberSilent;
import io.understudy.protocol.ToManager.Presence;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToManager.Relayed;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.AskEnd;
import io.understudy.protocol.ToReplica.AskEntries;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.ToReplica.Heartbeat;
import io.understudy.protocol.ToReplica.Refused;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.ToReplica.StateDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Of every message there is one as it is in daily life, and the largest that may be. */
final class Samples {

    private static final String GROUP = "kv";

    private static final ReplicaId S1 = new ReplicaId("S1", 0x5f0c_1234_0000_0001L);
    private static final ReplicaId S2 = new ReplicaId("S2", -1);
    private static final ReplicaId S3 = new ReplicaId("S3", 0);

    private static final View VIEW = new View(7, Style.PASSIVE, S2, List.of(S1, S2), List.of(S3));

    private static final LocalReport REPORT =
            new LocalReport(
                    3,
                    41,
                    true,
                    List.of(
                            new Sighting(GROUP, S1, Verdict.DEAD, 4_711, false, "killed"),
                            new Sighting(GROUP, S2, Verdict.ALIVE, 4_712, true, "registered")),
                    List.of(new LaunchNote(GROUP, "S1", Launching.STARTING, "start 1")));

    private static final Batch BATCH = batch(6, 1_235, "one", "");
    private static final Batch NEXT = batch(7, 1_237, "three");

    static final List<Message> EVERYDAY =
            List.of(
                    new Hello(Hello.VERSION, "demo", Role.LOCAL_DETECTOR, "M1"),
                    new EnterView(GROUP, VIEW, true, List.of(S1)),
                    new Heartbeat(1),
                    new Refused(S1, "S1 runs already as process 4711 — „hier“ \uD83D\uDE80"),
                    new AskEnd(GROUP, VIEW),
                    new End(GROUP, 7, S1, new Position(6, 1_234)),
                    new Entries(GROUP, 7, new Position(6, 1_234), 1_230, 99, List.of(BATCH, NEXT)),
                    new Entries(GROUP, 7, Position.START, 0, 1, List.of()),
                    new Acknowledge(GROUP, 7, S1, 1_234, false, 99),
                    new AskEntries(GROUP, 7, S2, new Position(6, 1_200)),
                    new Chunk(
                            GROUP,
                            7,
                            new Position(6, 1_000),
                            3,
                            true,
                            ByteBuffer.wrap(new byte[] {0, 1, 2})),
                    new ChunkTaken(GROUP, 7, S3, new Position(6, 1_000), 4),
                    new StateDigest(GROUP, 7, 1_000, -4),
                    new Request(GROUP, Kind.OPERATION, -5, 17, 12, new byte[] {9, 8}),
                    new Reply(-5, 17, Fate.ANSWERED, new byte[] {1}),
                    new Present(GROUP, S1, 7, 8, 0, 1_234),
                    new Reconciled(GROUP, 7, S2),
                    new CaughtUp(GROUP, 7, S2, S3, 1_233),
                    new MemberSilent(GROUP, 7, S2, S1),
                    new Machines(
                            9,
                            2,
                            List.of(
                                    new Machines.Verdict("M1", Presence.PRESENT),
                                    new Machines.Verdict("M2", Presence.GONE))),
                    new Relayed("M1", REPORT),
                    new Subscribe(GROUP),
                    REPORT,
                    new Register(GROUP, S1, 4_711, 88_123),
                    new HeartbeatAnswer(S1, 5, 77, true),
                    new MachineHeartbeat(12),
                    new StartReplica(GROUP, "S1"),
                    new ViewNews(
                            GROUP, VIEW, true, List.of(new ViewNews.Door("S2", "::1", 8_080))));

    private static final String NAME = "N".repeat(NamePattern.LENGTH_MAX);

    /** Three bytes each on the wire; no character of a text takes more per unit of its length. */
    private static final String TEXT = "€".repeat(Texts.LENGTH_MAX);

    private static final long LONG = Long.MAX_VALUE;
    private static final ReplicaId ID = id(0);
    private static final ReplicaId OTHER = id(1);

    private static final View LARGEST_VIEW =
            new View(
                    LONG,
                    Style.PASSIVE,
                    ID,
                    times(View.REPLICAS_MAX / 2, Samples::id),
                    times(View.REPLICAS_MAX / 2, i -> id(View.REPLICAS_MAX / 2 + i)));

    private static final LocalReport LARGEST_REPORT =
            new LocalReport(
                    LONG,
                    LONG,
                    false,
                    times(
                            LocalReport.SIGHTINGS_MAX,
                            i -> new Sighting(NAME, ID, longest(Verdict.class), LONG, false, TEXT)),
                    times(
                            LocalReport.LAUNCHES_MAX,
                            i -> new LaunchNote(NAME, NAME, longest(Launching.class), TEXT)));

    static final List<Message> LARGEST =
            List.of(
                    new Hello(Integer.MAX_VALUE, NAME, longest(Role.class), NAME),
                    new EnterView(
                            NAME, LARGEST_VIEW, false, times(EnterView.ENDED_MAX, Samples::id)),
                    new Heartbeat(LONG),
                    new Refused(ID, TEXT),
                    new AskEnd(NAME, LARGEST_VIEW),
                    new End(NAME, LONG, ID, new Position(LONG, LONG)),
                    new Entries(
                            NAME,
                            LONG,
                            new Position(6, 1_234),
                            LONG,
                            LONG,
                            List.of(largestBatch())),
                    new Acknowledge(NAME, LONG, ID, LONG, true, LONG),
                    new AskEntries(NAME, LONG, ID, new Position(LONG, LONG)),
                    new Chunk(
                            NAME,
                            LONG,
                            new Position(LONG, LONG),
                            Integer.MAX_VALUE,
                            false,
                            ByteBuffer.allocate(Chunk.BYTES_MAX)),
                    new ChunkTaken(NAME, LONG, ID, new Position(LONG, LONG), Integer.MAX_VALUE),
                    new StateDigest(NAME, LONG, LONG, Long.MIN_VALUE),
                    new Request(
                            NAME,
                            Kind.CLOSE_SESSION,
                            LONG,
                            LONG,
                            LONG,
                            new byte[Batch.OPERATION_BYTES_MAX]),
                    new Reply(LONG, LONG, longest(Fate.class), new byte[Batch.OPERATION_BYTES_MAX]),
                    new Present(
                            NAME, ID, Present.HEARD_VIEW_MAX, Present.HEARD_VIEW_MAX, LONG, LONG),
                    new Reconciled(NAME, LONG, ID),
                    new CaughtUp(NAME, LONG, ID, OTHER, LONG),
                    new MemberSilent(NAME, LONG, ID, OTHER),
                    new Machines(
                            LONG,
                            LONG,
                            times(
                                    ClusterFile.MACHINES_MAX,
                                    i -> new Machines.Verdict(NAME, longest(Presence.class)))),
                    new Relayed(NAME, LARGEST_REPORT),
                    new Subscribe(NAME),
                    LARGEST_REPORT,
                    new Register(NAME, ID, LONG, Long.MIN_VALUE),
                    new HeartbeatAnswer(ID, LONG, LONG, false),
                    new MachineHeartbeat(LONG),
                    new StartReplica(NAME, NAME),
                    new ViewNews(
                            NAME,
                            LARGEST_VIEW,
                            false,
                            times(
                                    View.REPLICAS_MAX,
                                    i ->
                                            new ViewNews.Door(
                                                    NAME,
                                                    "\"".repeat(ViewNews.Door.HOST_LENGTH_MAX),
                                                    65_535))));

    private Samples() {}

    /** Every record that is a message. */
    static List<Class<?>> types() {
        List<Class<?>> types = new ArrayList<>();
        collect(Message.class, types);
        return types.stream().distinct().toList();
    }

    private static void collect(Class<?> type, List<Class<?>> types) {
        if (type.isRecord()) {
            types.add(type);
        } else {
            Arrays.stream(type.getPermittedSubclasses()).forEach(sub -> collect(sub, types));
        }
    }

    private static ReplicaId id(int number) {
        String digits = Integer.toString(number);
        return new ReplicaId(NAME.substring(digits.length()) + digits, -1);
    }

    private static <T> List<T> times(int count, IntFunction<T> make) {
        return IntStream.range(0, count).mapToObj(make).toList();
    }

    private static <E extends Enum<E>> E longest(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .max((one, other) -> one.name().length() - other.name().length())
                .orElseThrow();
    }

    private static Batch batch(long view, long first, String... operations) {
        Batch.Builder batch = Batch.builder(view, first, 77);
        for (String operation : operations) {
            byte[] bytes = operation.getBytes(StandardCharsets.UTF_8);
            batch.add(Kind.OPERATION, -5, first, 1, bytes);
        }
        return batch.build();
    }

    /** As much as a primary puts into one, and then the largest operation. */
    private static Batch largestBatch() {
        Batch.Builder batch = Batch.builder(LONG, 1_235, LONG);
        while (!batch.isFull()) {
            batch.add(Kind.OPERATION, LONG, LONG, LONG, new byte[1_000]);
        }
        batch.add(Kind.OPERATION, LONG, LONG, LONG, new byte[Batch.OPERATION_BYTES_MAX]);
        return batch.build();
    }
}
