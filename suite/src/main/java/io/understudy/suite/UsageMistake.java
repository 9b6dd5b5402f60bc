package io.understudy.suite;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line, in the words of its help. The library's own speak of indices
 * and of Java's types.
 */
final class UsageMistake {

    private UsageMistake() {}

    /** One line, without a full stop. */
    static String text(ParameterException mistake) {
        if (mistake instanceof MissingParameterException missing) {
            return missing(missing);
        }
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (mistake instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice";
        }
        if (mistake.getArgSpec() != null && mistake.getValue() != null) {
            return name(mistake.getArgSpec())
                    + " is '"
                    + mistake.getValue()
                    + "'; "
                    + want(mistake);
        }
        return mistake.getMessage();
    }

    private static String missing(MissingParameterException mistake) {
        ArgSpec argument = mistake.getMissing().get(0);
        if (argument.isOption()) {
            return name(argument) + " needs " + argument.paramLabel();
        }
        Optional<String> takenForAnOption =
                mistake.getCommandLine().getParseResult().unmatched().stream()
                        .filter(word -> word.startsWith("-"))
                        .findFirst();
        return takenForAnOption
                .map(
                        word ->
                                "there is no option "
                                        + word
                                        + "; a word that begins so needs -- before")
                .orElseGet(() -> name(argument) + " is missing");
    }

    private static String unmatched(UnmatchedArgumentException mistake) {
        String first = mistake.getUnmatched().get(0);
        CommandLine command = mistake.getCommandLine();
        if (mistake.isUnknownOption()) {
            return "there is no option " + first + perhaps(mistake);
        }
        if (!command.getSubcommands().isEmpty()) {
            return "there is no command " + first + perhaps(mistake);
        }
        return "'" + first + "' is a word too many: what has blanks needs quotes";
    }

    private static String perhaps(UnmatchedArgumentException mistake) {
        List<String> similar = mistake.getSuggestions();
        return similar.isEmpty() ? "" : ", perhaps " + String.join(" or ", similar);
    }

    private static String want(ParameterException mistake) {
        Class<?> type = mistake.getArgSpec().type();
        if (type == int.class || type == long.class || type == Long.class) {
            return "want a whole number";
        }
        if (mistake.getCause() instanceof TypeConversionException ours) {
            return ours.getMessage();
        }
        return mistake.getMessage();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
