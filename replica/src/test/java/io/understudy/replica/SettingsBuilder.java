package io.understudy.replica;

import io.understudy.config.Reads;
import java.util.List;

/** Settings of a replica under test, S1 on M1, as they are shipped but for what a test names. */
public final class SettingsBuilder {

    private String name = "S1";
    private Reads reads = Reads.LEASE;
    private long waitingBytes = Limits.STANDARD.waitingBytes();
    private int chunkBytes = Limits.STANDARD.chunkBytes();
    private long logBytes = Limits.STANDARD.logBytes();
    private SessionLimits sessions = SessionLimits.STANDARD;

    public SettingsBuilder name(String what) {
        name = what;
        return this;
    }

    public SettingsBuilder reads(Reads what) {
        reads = what;
        return this;
    }

    public SettingsBuilder waitingBytes(long what) {
        waitingBytes = what;
        return this;
    }

    public SettingsBuilder sessions(SessionLimits what) {
        sessions = what;
        return this;
    }

    SettingsBuilder chunkBytes(int bytes) {
        chunkBytes = bytes;
        return this;
    }

    SettingsBuilder logBytes(long bytes) {
        logBytes = bytes;
        return this;
    }

    public ReplicaSettings build() {
        Limits usual = Limits.STANDARD;
        return new ReplicaSettings(
                "kv",
                name,
                "M1",
                List.of("RM1"),
                new ReplicaSettings.Process(4711, 99),
                reads,
                0,
                50_000,
                300_000,
                300_000,
                new Limits(
                        usual.waitingMax(),
                        waitingBytes,
                        usual.readsMax(),
                        usual.windowBytes(),
                        usual.messageBytes(),
                        chunkBytes,
                        logBytes,
                        sessions));
    }
}
