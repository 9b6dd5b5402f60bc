package io.understudy.suite.labs;

import io.understudy.protocol.NodeId;
import io.understudy.protocol.Tag;
import io.understudy.suite.labs.Net.Fate;
import io.understudy.suite.labs.Net.Frame;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the lab does to the requests of a server that it calls unreliable, whether they come from a
 * client or from another server: one in ten is lost unread, and of those that are carried out the
 * answer to one in five is lost, which makes 18 of a hundred.
 */
final class Unreliable implements Net.Rule {

    private static final int REQUESTS_LOST = 100;
    private static final int ANSWERS_LOST = 200;
    private static final int ALL = 1_000;

    private static final Set<Tag> REQUESTS =
            EnumSet.of(Tag.REQUEST, Tag.ASK_END, Tag.ENTRIES, Tag.ASK_ENTRIES, Tag.CHUNK);

    private static final Set<Tag> ANSWERS =
            EnumSet.of(Tag.REPLY, Tag.END, Tag.ACKNOWLEDGE, Tag.CHUNK_TAKEN);

    private final Set<String> servers = ConcurrentHashMap.newKeySet();
    private final Fate loss;
    private final SplittableRandom random;

    /**
     * @param loss LOST: of each connection only so many frames; CUT: the connection with each
     */
    Unreliable(Fate loss, long seed, String... servers) {
        this.loss = loss;
        this.random = new SplittableRandom(seed);
        this.servers.addAll(Set.of(servers));
    }

    void becomesReliable(String server) {
        servers.remove(server);
    }

    @Override
    public Fate of(Frame frame) {
        boolean lost =
                (REQUESTS.contains(frame.tag()) && happens(frame.to(), REQUESTS_LOST))
                        || (ANSWERS.contains(frame.tag()) && happens(frame.from(), ANSWERS_LOST));
        return lost ? loss : Fate.PASSED;
    }

    private synchronized boolean happens(NodeId server, int ofAll) {
        return servers.contains(server.name()) && random.nextInt(ALL) < ofAll;
    }
}
