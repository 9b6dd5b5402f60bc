package io.understudy.localdetector.node;

/** A local detector in a process of its own. */
final class DetectorProcess {

    private DetectorProcess() {}

    public static void main(String[] arguments) {
        LocalDetectorNode.start(TestCluster.parse(arguments[0]).file(), TestCluster.MACHINE);
    }
}
