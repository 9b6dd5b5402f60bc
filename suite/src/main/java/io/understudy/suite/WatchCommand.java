package io.understudy.suite;

import io.understudy.client.node.Views;
import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.View;
import io.understudy.protocol.Wire;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the views of a group as its clients hear of them. */
@Command(
        name = "watch",
        description = "Shows each view of a group as it comes, until it is stopped.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  understudy watch", "  understudy watch --group kv --json"})
final class WatchCommand implements Callable<Integer> {

    private static final long PATIENCE_MS = 2_000;

    @Mixin private ClusterOption cluster;

    @Option(names = "--json", description = "A JSON object on each line.")
    private boolean json;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "The group (default: the only one).")
    private String group;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        ClusterFile file = cluster.load();
        GroupEntry watched = ClusterOption.group(file, group);
        PrintWriter out = command.commandLine().getOut();
        CountDownLatch heard = new CountDownLatch(1);
        CompletableFuture<Void> unread = new CompletableFuture<>();
        try (Views views =
                Views.follow(
                        file,
                        watched.name(),
                        news -> {
                            heard.countDown();
                            out.println(json ? Wire.json(news) : text(news));
                            if (out.checkError()) {
                                // Whoever read this has gone.
                                unread.complete(null);
                            }
                        })) {
            if (!heard.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                PrintWriter err = command.commandLine().getErr();
                err.println(
                        "understudy: no replication manager has told of a view of group "
                                + watched.name()
                                + " yet; waiting for one. understudy status says more");
                err.flush();
            }
            CompletableFuture.anyOf(views.ended(), unread).join();
        }
        return ExitCodes.DONE;
    }

    static String text(ViewNews news) {
        View view = news.view();
        String joiners = names(view.joiners());
        return "view "
                + view.number()
                + (news.activated() ? " activated" : " formed")
                + ": primary "
                + view.primary().name()
                + ", members "
                + names(view.members())
                + (joiners.isEmpty() ? "" : ", joiners " + joiners);
    }

    private static String names(java.util.List<ReplicaId> replicas) {
        return replicas.stream().map(ReplicaId::name).collect(Collectors.joining(" "));
    }
}
