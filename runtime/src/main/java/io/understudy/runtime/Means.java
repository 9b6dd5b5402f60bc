package io.understudy.runtime;

import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import java.util.random.RandomGenerator;

/**
 * What it takes to make connections; one set per node.
 *
 * @param sockets whatever is open, doors and connections alike; one that comes when all were closed
 *     is closed at once
 * @param random for back-offs only: a core's own numbers do not depend on who was missing
 */
record Means(
        EventLoop loop,
        Transport transport,
        ChannelGroup sockets,
        Resolver resolver,
        RandomGenerator random,
        Admission admission,
        Connection.Maker maker,
        Events events,
        Trace trace,
        Complaints complaints) {}
