package io.understudy.config;

import java.time.Duration;

/**
 * @param interval between two questions
 * @param timeout silence after which the other is taken for hung or gone; longer than the interval
 */
public record Heartbeat(Duration interval, Duration timeout) {}
