package io.understudy.client;

import io.understudy.protocol.Check;
import io.understudy.protocol.Env;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToClient;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToManager.Subscribe;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows the views of one group: asks every manager again and again, and passes on what is newer
 * than all before.
 *
 * <p>Invariant CL1 — what is passed on never goes back: neither to an older view, nor from
 * activated to not activated.
 */
public final class ViewSubscription implements ToClient.Inbox {

    public enum Alarm {
        RENEW
    }

    /**
     * @param renewMicros between two requests; also how long a lost push may go unnoticed
     */
    public record Settings(String group, List<String> managers, long renewMicros) {

        public Settings {
            managers = List.copyOf(managers);
            Check.argument(renewMicros > 0, "renewMicros=%d", renewMicros);
        }
    }

    private final Settings settings;
    private final Env<Alarm> env;
    private final Consumer<ViewNews> listener;
    private Optional<ViewNews> newest = Optional.empty();

    public ViewSubscription(Settings settings, Env<Alarm> env, Consumer<ViewNews> listener) {
        this.settings = settings;
        this.env = env;
        this.listener = listener;
    }

    public void start() {
        onAlarm(Alarm.RENEW);
    }

    @Override
    public void onViewNews(NodeId from, ViewNews news) {
        if (from.role() != Role.REPLICATION_MANAGER || !news.group().equals(settings.group())) {
            env.ignored(news, from, "not from a manager, or of another group");
            return;
        }
        if (newest.filter(known -> !isNewer(news, known)).isPresent()) {
            return;
        }
        newest = Optional.of(news);
        listener.accept(news);
    }

    @Override
    public void onReply(NodeId from, Reply reply) {
        env.ignored(reply, from, "nothing was asked");
    }

    static boolean isNewer(ViewNews news, ViewNews known) {
        long number = news.view().number();
        return number > known.view().number()
                || (number == known.view().number() && news.activated() && !known.activated());
    }

    public void onAlarm(Alarm alarm) {
        for (String manager : settings.managers()) {
            env.send(NodeId.manager(manager), new Subscribe(settings.group()));
        }
        env.setAlarm(alarm, settings.renewMicros());
    }
}
