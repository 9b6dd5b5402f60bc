package io.understudy.suite;

/** Where every process of the suite begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int exitCode = ExitCodes.FAILED;
        try {
            exitCode = Understudy.commandLineFor(arguments).execute(arguments);
        } catch (Throwable bug) {
            // An Error passes through all that is meant for exceptions. Were it to end this thread
            // alone, the threads that it had started would keep a process of no use alive.
            bug.printStackTrace();
        } finally {
            System.exit(exitCode);
        }
    }
}
