package io.understudy.manager;

import io.understudy.config.GroupEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.config.Style;
import io.understudy.protocol.Check;
import io.understudy.protocol.Names;
import java.util.List;

/**
 * What the views of a group are decided by. Part of the recorded state, because two managers with
 * different cluster files must still decide alike.
 *
 * @param strictAcknowledgement whether a view may be left only once it is activated
 * @param wanted members and joiners of a view at most; further replicas stay idle
 * @param replicas every name that may have a part
 */
public record GroupRules(
        String group,
        Style style,
        boolean strictAcknowledgement,
        int wanted,
        List<String> replicas) {

    public GroupRules {
        Names.check(group);
        Check.argument(style != null, "a group has a style");
        Check.argument(wanted >= 1, "wanted=%d", wanted);
        replicas = List.copyOf(replicas);
    }

    public static GroupRules of(GroupEntry entry) {
        return new GroupRules(
                entry.name(),
                entry.style(),
                entry.strictAcknowledgement(),
                entry.wanted(),
                entry.replicas().stream().map(ReplicaEntry::name).toList());
    }
}
