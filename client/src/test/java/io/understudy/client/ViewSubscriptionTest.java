package io.understudy.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.client.ViewSubscription.Alarm;
import io.understudy.config.Style;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client makes of what managers say. */
class ViewSubscriptionTest {

    private static final NodeId MANAGER = NodeId.manager("RM1");
    private static final ReplicaId S1 = new ReplicaId("S1", 1);

    private final FakeEnv<Alarm> env = new FakeEnv<>();
    private final List<String> heard = new ArrayList<>();
    private final ViewSubscription subscription =
            new ViewSubscription(
                    new ViewSubscription.Settings("kv", List.of("RM1", "RM2"), 1_000_000),
                    env,
                    news -> heard.add(news.view().number() + (news.activated() ? "!" : "?")));

    private void news(String group, long number, boolean activated) {
        View view = new View(number, Style.PASSIVE, S1, List.of(S1), List.of());
        subscription.onViewNews(MANAGER, new ViewNews(group, view, activated, List.of()));
    }

    @Test
    void everyManagerIsAskedAgainAndAgain() {
        subscription.start();
        env.runFor(2_000_000, subscription::onAlarm);
        assertEquals(3, env.sentTo(MANAGER, Subscribe.class).size());
        assertEquals(3, env.sentTo(NodeId.manager("RM2"), Subscribe.class).size());
    }

    @Test
    void whatIsPassedOnNeverGoesBack() {
        news("kv", 2, false);
        news("kv", 2, true);
        news("kv", 2, false);
        news("kv", 1, true);
        news("kv", 2, true);
        news("kv", 3, false);
        assertEquals(List.of("2?", "2!", "3?"), heard);
    }

    @Test
    void anotherGroupsViewsAreIgnored() {
        news("other", 2, true);
        assertEquals(List.of(), heard);
    }
}
