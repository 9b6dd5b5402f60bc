package io.understudy.manager;

import io.understudy.config.Backups;
import io.understudy.config.ClusterFile;
import io.understudy.config.Durability;
import io.understudy.config.GroupEntry;
import io.understudy.config.Style;
import java.util.ArrayList;
import java.util.List;

/** What a cluster file may ask for and this version does not do. */
public final class NotYet {

    private NotYet() {}

    /** A sentence for each group that will be run otherwise than the file says. */
    public static List<String> of(ClusterFile cluster) {
        List<String> sentences = new ArrayList<>();
        for (GroupEntry group : cluster.groups()) {
            boolean done =
                    group.style() == Style.PASSIVE
                            && group.backups() == Backups.HOT
                            && group.durability() == Durability.NONE;
            if (!done) {
                sentences.add(
                        "group="
                                + group.name()
                                + " runs passive with hot backups and in memory alone, whatever the"
                                + " cluster file says of style, backups and durability: this"
                                + " version does nothing else yet");
            }
        }
        return sentences;
    }
}
