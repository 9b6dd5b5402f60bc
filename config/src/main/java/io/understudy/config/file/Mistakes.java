package io.understudy.config.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All that is wrong with one cluster file, one line for each mistake, in the order of the file. */
final class Mistakes {

    /** Further ones are counted only: nobody reads on, and a file of rubbish has thousands. */
    static final int LINES_MAX = 50;

    private record Mistake(Place place, String text) {}

    private static final Comparator<Mistake> ORDER =
            Comparator.comparingInt(mistake -> mistake.place().line());

    private final String file;
    private final List<Mistake> mistakes = new ArrayList<>();

    /**
     * @param file as whoever asked for it named it
     */
    Mistakes(String file) {
        this.file = file;
    }

    /**
     * @param wrong completes a sentence that begins with the key
     * @param right what to write instead
     */
    void add(Place place, String wrong, String right) {
        mistakes.add(new Mistake(place, wrong + "; " + right));
    }

    /** One of the file as a whole, of which no line is more to blame than another. */
    void add(String wrong, String right) {
        add(Place.NOWHERE, wrong, right);
    }

    /** Ends the reading if there was any mistake so far. */
    void refuseIfAny() {
        if (!mistakes.isEmpty()) {
            throw new BadClusterFile(lines());
        }
    }

    private List<String> lines() {
        Stream<String> shown =
                mistakes.stream().sorted(ORDER).limit(LINES_MAX).map(mistake -> line(mistake));
        int hidden = mistakes.size() - LINES_MAX;
        Stream<String> rest =
                hidden > 0 ? Stream.of(file + ": and " + hidden + " more") : Stream.of();
        return Stream.concat(shown, rest).toList();
    }

    private String line(Mistake mistake) {
        Place place = mistake.place();
        String line = place.equals(Place.NOWHERE) ? "" : ":" + place.line();
        String key = place.path().isEmpty() ? "" : place.path() + ": ";
        return Quote.onOneLine(file + line + ": " + key + mistake.text());
    }
}
