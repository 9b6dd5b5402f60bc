package io.understudy.suite.system;

import io.understudy.suite.local.LocalCluster;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where nobody may cut a link, each is led through a process that can stop passing on. */
@Tag("system")
class CutLinksByDetoursIT extends CutLinks {

    private static final AtomicReference<Cuttable> NETWORK = new AtomicReference<>();

    @RegisterExtension
    private static final RunningCluster CLUSTER =
            new RunningCluster(
                    LocalCluster.Shape.AS_SHIPPED,
                    () -> {
                        NETWORK.set(Detours.make());
                        return NETWORK.get();
                    });

    CutLinksByDetoursIT() {
        super(CLUSTER, NETWORK);
    }
}
