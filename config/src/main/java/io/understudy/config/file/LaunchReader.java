package io.understudy.config.file;

import io.understudy.config.Defaults;
import io.understudy.config.DurationText;
import io.understudy.config.Launch;
import java.time.Duration;
import java.util.List;

/** Reads how a group's replicas are started. */
final class LaunchReader {

    private final Mistakes mistakes;

    LaunchReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Launch read(Section section) {
        Launch otherwise = Defaults.LAUNCH;
        List<String> command = section.texts("command", Launch.WORDS_MAX, otherwise.command());
        Setting<Duration> backOff =
                section.duration("backOff", Launch.BACK_OFF, otherwise.backOff());
        Setting<Duration> backOffMax =
                section.duration("backOffMax", Launch.BACK_OFF, otherwise.backOffMax());
        int attempts =
                section.optional(
                                "attempts",
                                Kinds.whole(1, Launch.ATTEMPTS_MAX),
                                otherwise.attempts())
                        .value();
        Duration lasting = section.duration("lasting", Launch.LASTING, otherwise.lasting()).value();
        Duration startTimeout =
                section.duration("startTimeout", Launch.START_TIMEOUT, otherwise.startTimeout())
                        .value();
        section.end();
        checkBackOff(backOff, backOffMax);
        return new Launch(
                command, backOff.value(), backOffMax.value(), attempts, lasting, startTimeout);
    }

    private void checkBackOff(Setting<Duration> first, Setting<Duration> max) {
        boolean judged = first.sound() && max.sound();
        if (judged && max.value().compareTo(first.value()) < 0) {
            Setting<Duration> written = max.written() ? max : first;
            mistakes.add(
                    written.place(),
                    String.format(
                            "backOff %s is longer than backOffMax %s",
                            DurationText.format(first.value()), DurationText.format(max.value())),
                    "want backOffMax at least as long");
        }
    }
}
