package io.understudy.runtime;

import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;

/**
 * A process of its own with one node, for what cannot be seen from inside of a test: signals, exit
 * codes, the log, the time it takes to start.
 */
final class TestProcess {

    private TestProcess() {}

    /** Takes role, name, and what goes wrong: nothing, or {@code bug}. */
    public static void main(String[] arguments) {
        NodeId self = new NodeId(Role.valueOf(arguments[0]), arguments[1]);
        Node<Talker.Alarm> node =
                Node.open(self, TestCluster.onFreePorts().file, Talker.Alarm.class);
        boolean bug = arguments[2].equals("bug");
        Thread main = Thread.currentThread();
        new Thread(() -> startOnceThatWaits(main, node, bug)).start();
        System.exit(Exit.awaitEnd(node::close, node.ended()));
    }

    /** Whoever reads that it has started may ask it to end. */
    private static void startOnceThatWaits(Thread main, Node<Talker.Alarm> node, boolean bug) {
        while (main.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        node.start(
                () -> {
                    node.env().story("started");
                    if (bug) {
                        throw new IllegalStateException("planted");
                    }
                },
                (message, from) -> {},
                alarm -> {});
    }
}
