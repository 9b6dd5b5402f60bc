package io.understudy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamePatternTest {

    private static final String CHARACTERS = "AZaz09_.-#@[`{/: \nÄ\u0000";

    /** Editors and the schema go by the pattern, this suite by its own reading of it. */
    @Test
    void whatMatchesIsWhatThePatternSays() {
        Pattern pattern = Pattern.compile(NamePattern.REGEX);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            // Mostly short, so that all of it may be right; sometimes about as long as may be.
            int length = random.nextInt(10) == 0 ? random.nextInt(60, 68) : random.nextInt(6);
            int likely = random.nextBoolean() ? 9 : CHARACTERS.length();
            while (text.length() < length) {
                text.append(CHARACTERS.charAt(random.nextInt(likely)));
            }
            String name = text.toString();
            assertEquals(pattern.matcher(name).matches(), NamePattern.matches(name), name);
        }
    }
}
