package io.understudy.suite;

import picocli.CommandLine.Command;

/**
 * Uses what every start uses, once, so that the launcher can keep the classes for the next starts.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Runnable {

    @Override
    public void run() {
        Understudy.commandLine().getUsageMessage();
    }
}
