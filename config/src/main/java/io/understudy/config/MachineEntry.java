package io.understudy.config;

/** A machine with one local fault detector, which goes by the machine's name. */
public record MachineEntry(String name, Host host) {

    /**
     * Its local detector looks at each of them every millisecond, and reports them in one frame.
     */
    public static final int REPLICAS_MAX = 100;
}
