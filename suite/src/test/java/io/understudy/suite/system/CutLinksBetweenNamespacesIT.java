package io.understudy.suite.system;

import io.understudy.suite.local.LocalCluster;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where this process may make namespaces. */
@Tag("system")
@EnabledIf("io.understudy.suite.system.Namespaces#canBeMade")
class CutLinksBetweenNamespacesIT extends CutLinks {

    private static final AtomicReference<Cuttable> NETWORK = new AtomicReference<>();

    @RegisterExtension
    private static final RunningCluster CLUSTER =
            new RunningCluster(
                    LocalCluster.Shape.AS_SHIPPED,
                    () -> {
                        NETWORK.set(Namespaces.make());
                        return NETWORK.get();
                    });

    CutLinksBetweenNamespacesIT() {
        super(CLUSTER, NETWORK);
    }
}
