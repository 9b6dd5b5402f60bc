package io.understudy.localdetector;

import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.ReplicaId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lives of one name that ended.
 *
 * <p>More than one, since a manager that was away needs to hear of the end of the life it has in
 * its view even if that name has since lived and died again. Not all: a replica that dies every
 * second would fill the reports.
 */
final class Past {

    static final int LIVES_MAX = 4;

    private final Deque<Sighting> lives = new ArrayDeque<>();

    void add(Sighting dead) {
        lives.addLast(dead);
        if (lives.size() > LIVES_MAX) {
            lives.removeFirst();
        }
    }

    boolean holds(ReplicaId replica) {
        return lives.stream().anyMatch(life -> life.replica().equals(replica));
    }

    /** Oldest first. */
    List<Sighting> lives() {
        return List.copyOf(lives);
    }
}
