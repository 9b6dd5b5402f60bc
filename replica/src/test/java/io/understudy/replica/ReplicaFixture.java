package io.understudy.replica;

import io.understudy.config.Style;
import io.understudy.protocol.Batch;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.View;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.Replica.Alarm;
import io.understudy.replica.application.Applications;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** A replica, S1, and what the others of its group say to it. */
abstract class ReplicaFixture {

    static final NodeId MANAGER = NodeId.manager("RM1");
    static final NodeId CLIENT = NodeId.client("C1");
    static final ReplicaId S2 = new ReplicaId("S2", 2);
    static final ReplicaId S3 = new ReplicaId("S3", 3);
    static final long LEASE_MICROS = new SettingsBuilder().build().leaseMicros();
    static final long SESSION = 7;

    /** Opens it, as the first entry of a log. */
    static final long OPENING = SESSION - 1;

    final FakeEnv<Alarm> env = new FakeEnv<>();
    Replica replica;
    ReplicaId self;

    @BeforeEach
    void started() {
        start(new SettingsBuilder());
    }

    void start(SettingsBuilder settings) {
        replica = newReplica(settings, env);
        self = replica.self();
        replica.start();
    }

    static Replica newReplica(SettingsBuilder settings, FakeEnv<Alarm> env) {
        return new Replica(settings.build(), env, () -> Applications.named("kv"), reason -> {});
    }

    static View view(long number, ReplicaId primary, ReplicaId... others) {
        List<ReplicaId> members =
                Stream.concat(Stream.of(primary), List.of(others).stream()).toList();
        return new View(number, Style.PASSIVE, primary, members, List.of());
    }

    void enter(View view, boolean activated, ReplicaId... ended) {
        replica.onEnterView(MANAGER, new EnterView("kv", view, activated, List.of(ended)));
    }

    /** It leads view 3 with S2, and with S3 as a joiner. */
    void leadWithAJoiner() {
        View view = new View(3, Style.PASSIVE, self, List.of(self, S2), List.of(S3));
        enter(view, false);
        joined(S2, 3);
        enter(view, true);
    }

    static byte[] append(String tail) {
        return new KvOperation.Append(Bytes.utf8("k"), Bytes.utf8(tail)).encode();
    }

    /** Entries of that view: the opening of a session, then an append for each further one. */
    static Batch batch(long view, long first, int count) {
        Batch.Builder batch = Batch.builder(view, first, 1_000);
        for (long sequence = first; sequence < first + count; sequence++) {
            boolean opens = sequence == 1;
            batch.add(
                    opens ? Batch.Kind.OPEN_SESSION : Batch.Kind.OPERATION,
                    opens ? OPENING : SESSION,
                    sequence - 1,
                    0,
                    opens ? new byte[0] : append("v" + view + " s" + sequence));
        }
        return batch.build();
    }

    static Batch operation(long view, long sequence, long number, long answered) {
        Batch.Builder batch = Batch.builder(view, sequence, 1_000);
        batch.add(Batch.Kind.OPERATION, SESSION, number, answered, append("n" + number));
        return batch.build();
    }

    void entries(ReplicaId primary, long view, Position previous, long commit, Batch... batches) {
        entriesOfTheSameTurn(primary, view, previous, commit, batches);
        replica.onAlarm(Alarm.TURN);
    }

    void entriesOfTheSameTurn(
            ReplicaId primary, long view, Position previous, long commit, Batch... batches) {
        replica.onEntries(
                primary.node(), new Entries("kv", view, previous, commit, 1, List.of(batches)));
    }

    void acknowledge(ReplicaId from, long view, long sequence, long stamp) {
        replica.onAcknowledge(
                from.node(), new Acknowledge("kv", view, from, sequence, false, stamp));
    }

    void end(ReplicaId from, long view, Position last) {
        replica.onEnd(from.node(), new End("kv", view, from, last));
    }

    /** It has joined, and its log is what the primary's is. */
    void joined(ReplicaId from, long view) {
        end(from, view, replica.report().last());
        acknowledge(from, view, replica.report().last().sequence(), 0);
    }

    List<Fate> replies() {
        return env.sentTo(CLIENT, Reply.class).stream().map(Reply::fate).toList();
    }

    void request(Batch.Kind kind, long number, byte[] operation) {
        replica.onRequest(CLIENT, new Request("kv", kind, SESSION, number, 0, operation));
        replica.onAlarm(Alarm.TURN);
    }

    void openSession() {
        replica.onRequest(
                CLIENT, new Request("kv", Batch.Kind.OPEN_SESSION, OPENING, 0, 0, new byte[0]));
        replica.onAlarm(Alarm.TURN);
    }

    long lastStampTo(ReplicaId peer) {
        List<Entries> all = env.sentTo(peer.node(), Entries.class);
        return all.get(all.size() - 1).stamp();
    }
}
