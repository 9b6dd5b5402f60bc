package io.understudy.protocol;

import java.util.Optional;

/** Every message there is, with the number that stands for it on the wire. */
public enum Tag {
    HELLO(1, Hello.class),

    ENTER_VIEW(10, ToReplica.EnterView.class),
    HEARTBEAT(11, ToReplica.Heartbeat.class),
    REFUSED(12, ToReplica.Refused.class),
    ASK_END(13, ToReplica.AskEnd.class),
    END(14, ToReplica.End.class),

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

    VIEW_NEWS(50, ToClient.ViewNews.class);

    private final byte number;
    private final Class<? extends Message> type;

    Tag(int number, Class<? extends Message> type) {
        this.number = (byte) number;
        this.type = type;
    }

    public byte number() {
        return number;
    }

    public Class<? extends Message> type() {
        return type;
    }

    public static Optional<Tag> of(byte number) {
        for (Tag tag : values()) {
            if (tag.number == number) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }
}
