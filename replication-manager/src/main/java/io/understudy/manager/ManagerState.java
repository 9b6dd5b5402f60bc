package io.understudy.manager;

import io.understudy.protocol.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a manager must not forget, as a deterministic state machine: the same facts in the same
 * order give the same views, on this manager or any other. It decides views; what it does about
 * them is the matter of {@link Manager}.
 */
public final class ManagerState {

    /** More groups than anybody has asked for; each costs a few kilobytes. */
    public static final int GROUPS_MAX = 1_000;

    private final TreeMap<String, Group> groups = new TreeMap<>();
    private final ViewListener listener;

    public ManagerState(ViewListener listener) {
        this.listener = listener;
    }

    /**
     * @param recordedAt microseconds of the epoch, for the history alone: no decision depends on it
     */
    public void apply(Command command, long recordedAt) {
        Group group = groups.get(command.group());
        if (group == null) {
            if (!(command instanceof Command.Configured configured)) {
                return;
            }
            Check.argument(groups.size() < GROUPS_MAX, "groups=%d", groups.size());
            group = new Group(GroupRecord.of(configured.rules()), listener);
            groups.put(command.group(), group);
        }
        group.apply(command, recordedAt);
    }

    public List<GroupRecord> snapshot() {
        List<GroupRecord> records = new ArrayList<>();
        groups.values().forEach(group -> records.add(group.record()));
        return records;
    }

    public void restore(List<GroupRecord> records) {
        groups.clear();
        for (GroupRecord record : records) {
            groups.put(record.rules().group(), new Group(record, listener));
        }
    }

    public Optional<GroupRecord> group(String name) {
        return Optional.ofNullable(groups.get(name)).map(Group::record);
    }
}
