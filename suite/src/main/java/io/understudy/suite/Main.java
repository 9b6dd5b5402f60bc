package io.understudy.suite;

/** Where every process of the suite begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Understudy.commandLine().execute(arguments));
    }
}
