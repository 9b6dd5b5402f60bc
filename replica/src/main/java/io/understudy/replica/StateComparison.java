package io.understudy.replica;

import io.understudy.protocol.StateDeviation;
import io.understudy.protocol.ToReplica.StateDigest;
import java.util.Optional;

/**
 * Executes what is committed, and compares the state with the primary's where that has said what it
 * had come to. Who differs stops: between the two nobody can tell who is right, but the primary's
 * is the state that clients have been answered from.
 *
 * <p>The primary is ahead, so what it says is kept until as much has been executed here; one claim
 * at a time, for whoever is always behind would else never get to one.
 */
final class StateComparison {

    private final Scene scene;
    private Optional<StateDigest> claim = Optional.empty();

    StateComparison(Scene scene) {
        this.scene = scene;
    }

    void onClaim(StateDigest said) {
        claim =
                claim.filter(earlier -> earlier.sequence() > executed())
                        .or(() -> Optional.of(said));
        compare();
    }

    void executeThrough(Log log) {
        ReplicatedState state = scene.store().state();
        claim.filter(due -> due.sequence() <= log.committed())
                .ifPresent(
                        due -> state.executeThrough(due.sequence(), log, scene.store().clients()));
        compare();
        state.executeThrough(log, scene.store().clients());
    }

    /** Behind a checkpoint more may be executed than was claimed; then there is nothing to say. */
    private void compare() {
        claim.filter(due -> due.sequence() == executed()).ifPresent(this::mustAgree);
        claim = claim.filter(due -> due.sequence() > executed());
    }

    private void mustAgree(StateDigest said) {
        long own = scene.store().state().digest();
        if (own != said.digest()) {
            throw new StateDeviation(
                    String.format(
                            "ST2: state at=%d digest=%016x primary=%s has digest=%016x",
                            said.sequence(), own, scene.view().primary(), said.digest()));
        }
    }

    private long executed() {
        return scene.store().state().executed();
    }
}
