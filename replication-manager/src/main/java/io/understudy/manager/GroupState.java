package io.understudy.manager;

import io.understudy.manager.Life.Standing;
import io.understudy.manager.ManagerSettings.GroupSettings;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How it is with a group as a whole, in a word; and where it does not help itself, what a person
 * can do.
 */
record GroupState(String word, String detail) {

    /**
     * @param blocked by group: why this manager forms no view of it
     * @param awaited by group without a view: of whom it has to be known that they have no part in
     *     a view that is not recorded
     */
    static GroupState of(
            GroupSettings settings,
            GroupRecord group,
            Map<String, String> blocked,
            Map<String, List<String>> awaited) {
        String name = group.rules().group();
        String why = blocked.get(name);
        if (why != null) {
            return new GroupState("blocked", why);
        }
        if (group.newest().isEmpty() && awaited.containsKey(name)) {
            return new GroupState(
                    "starting",
                    "there were views that this record does not have, and "
                            + String.join(", ", awaited.get(name))
                            + " may have a part in one: start the detectors of their machines, or stop"
                            + " all replicas of the group and then start this manager again");
        }
        if (group.activated().isEmpty()) {
            boolean nobody = group.newest().isEmpty() && group.lives().stream().noneMatch(Life::up);
            return new GroupState(
                    "starting", nobody && !settings.relaunch() ? startByHand(group) : "");
        }
        if (ViewRules.nobodyCanGoOn(group)) {
            return withoutMembers(group, group.activated().get());
        }
        return new GroupState(group.newestIsActivated() ? "serving" : "changing", "");
    }

    private static String startByHand(GroupRecord group) {
        return "relaunch is off, so its replicas are to be started by hand, such as with understudy"
                + " replica "
                + group.rules().replicas().get(0);
    }

    private static GroupState withoutMembers(GroupRecord group, View activated) {
        String unheard =
                activated.members().stream()
                        .filter(member -> mayLive(group.life(member)))
                        .map(ReplicaId::name)
                        .collect(Collectors.joining(", "));
        if (!unheard.isEmpty()) {
            return new GroupState(
                    "waiting",
                    "no member of view "
                            + activated.number()
                            + " is heard, and only they hold what was acknowledged: bring "
                            + unheard
                            + " back within reach");
        }
        return new GroupState(
                "lost",
                "all members of view "
                        + activated.number()
                        + " have died, and what they held with them. To begin anew, without it: stop"
                        + " this manager and all replicas of the group, move its folder away, start"
                        + " it");
    }

    private static boolean mayLive(Optional<Life> life) {
        return life.filter(known -> known.standing() != Standing.ENDED).isPresent();
    }
}
