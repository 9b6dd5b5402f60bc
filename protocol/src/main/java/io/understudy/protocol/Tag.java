package io.understudy.protocol;

import java.util.Optional;
import java.util.function.Function;

/** Every message there is, with the number that stands for it on the wire. */
public enum Tag {
    HELLO(1, Hello.class),

    ENTER_VIEW(10, ToReplica.EnterView.class),
    HEARTBEAT(11, ToReplica.Heartbeat.class),
    REFUSED(12, ToReplica.Refused.class),
    ASK_END(13, ToReplica.AskEnd.class),
    END(14, ToReplica.End.class),
    ENTRIES(15, ToReplica.Entries.class, ToReplica.Entries::read),
    ACKNOWLEDGE(16, ToReplica.Acknowledge.class, ToReplica.Acknowledge::read),
    ASK_ENTRIES(17, ToReplica.AskEntries.class),
    CHUNK(18, ToReplica.Chunk.class, ToReplica.Chunk::read),
    CHUNK_TAKEN(19, ToReplica.ChunkTaken.class),
    REQUEST(60, ToReplica.Request.class, ToReplica.Request::read),
    STATE_DIGEST(61, ToReplica.StateDigest.class, ToReplica.StateDigest::read),

    PRESENT(20, ToManager.Present.class),
    RECONCILED(21, ToManager.Reconciled.class),
    CAUGHT_UP(22, ToManager.CaughtUp.class),
    MEMBER_SILENT(23, ToManager.MemberSilent.class),
    MACHINES(24, ToManager.Machines.class),
    RELAYED(25, ToManager.Relayed.class),
    SUBSCRIBE(26, ToManager.Subscribe.class),

    LOCAL_REPORT(30, LocalReport.class),

    REGISTER(40, ToLocalDetector.Register.class),
    HEARTBEAT_ANSWER(41, ToLocalDetector.HeartbeatAnswer.class),
    MACHINE_HEARTBEAT(42, ToLocalDetector.MachineHeartbeat.class),
    START_REPLICA(43, ToLocalDetector.StartReplica.class),

    VIEW_NEWS(50, ToClient.ViewNews.class),
    REPLY(51, ToClient.Reply.class, ToClient.Reply::read);

    private static final Tag[] BY_NUMBER = byNumber();

    private final byte number;
    private final Class<? extends Message> type;
    private final Optional<Function<WireReader, Message>> compact;

    /** A control message, in JSON. */
    Tag(int number, Class<? extends Message> type) {
        this(number, type, Optional.empty());
    }

    /** A message of the data path, in binary. */
    Tag(int number, Class<? extends Message> type, Function<WireReader, Message> reader) {
        this(number, type, Optional.of(reader));
    }

    Tag(
            int number,
            Class<? extends Message> type,
            Optional<Function<WireReader, Message>> compact) {
        this.number = (byte) number;
        this.type = type;
        this.compact = compact;
    }

    public byte number() {
        return number;
    }

    public Class<? extends Message> type() {
        return type;
    }

    /** Reads it where it is binary. */
    Optional<Function<WireReader, Message>> compact() {
        return compact;
    }

    public static Optional<Tag> of(byte number) {
        return number < 0 ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
    }

    private static Tag[] byNumber() {
        Tag[] tags = new Tag[Byte.MAX_VALUE + 1];
        for (Tag tag : values()) {
            tags[tag.number] = tag;
        }
        return tags;
    }
}
