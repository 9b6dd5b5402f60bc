package io.understudy.localdetector.node;

import io.understudy.localdetector.Processes;
import java.util.function.Consumer;

/**
 * The processes of a machine, for as long as its detector runs.
 *
 * <p>On a machine of its own that is what the operating system has. A cluster that lives within one
 * process, as in a test of an application, has none for its replicas, and says itself which of them
 * run.
 */
public interface MachineProcesses extends Processes, AutoCloseable {

    /** Where a detector gets them from. */
    interface Source {

        /**
         * @param tell has an event run on the detector's loop; may be called from any thread
         */
        MachineProcesses open(Consumer<Consumer<Processes.Events>> tell);
    }

    /** The detector has ended and hears nothing any more. The processes go on. */
    @Override
    void close();
}
