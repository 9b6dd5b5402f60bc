package io.understudy.localdetector.node;

import io.understudy.config.ClusterFile;
import io.understudy.localdetector.ProcessId;
import io.understudy.localdetector.Processes;
import io.understudy.runtime.StartTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The processes that this machine's operating system has. */
final class LocalProcesses implements MachineProcesses {

    private final ProcessWatch watch;
    private final Launcher launcher;
    private final Killer killer = new Killer();

    LocalProcesses(ClusterFile cluster, String machine, Consumer<Consumer<Processes.Events>> tell) {
        this.watch =
                new ProcessWatch(
                        machine + "-watch", cluster.detection().look(), StartTime.HAS_PROC, tell);
        Optional<String> script =
                Optional.ofNullable(System.getProperty(LaunchCommand.LAUNCHER_PROPERTY));
        LaunchCommand command = new LaunchCommand(cluster, script);
        this.launcher = new Launcher(machine + "-launch", cluster, command, tell);
    }

    @Override
    public OptionalLong startTimeOf(long pid) {
        return StartTime.of(pid);
    }

    @Override
    public void watch(ProcessId process) {
        watch.watch(process);
    }

    @Override
    public void look(ProcessId process) {
        watch.lookNow();
    }

    @Override
    public boolean kill(ProcessId process) {
        boolean killed = killer.kill(process);
        // The signal shows at once, and somebody waits for that.
        watch.lookNow();
        return killed;
    }

    @Override
    public void launch(String group, String replica) {
        launcher.launch(group, replica);
    }

    @Override
    public void close() {
        watch.close();
        launcher.close();
    }
}
