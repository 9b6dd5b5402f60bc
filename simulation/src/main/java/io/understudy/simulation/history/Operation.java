package io.understudy.simulation.history;

import io.understudy.simulation.history.Answer.Kind;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be done to one key, and what that means: the sequential specification. The tests hold it
 * to known vectors; the application is another program, written by the same description.
 */
public sealed interface Operation {

    /** Which of them it is. */
    enum Form {
        GET,
        PUT,
        APPEND,
        PUT_HASH,
        DELETE,
        COMPARE_AND_SET,
        INCREMENT
    }

    Form form();

    /** What is told to whoever does this to a key that holds {@code before}. */
    Answer answer(Value before);

    /** What the key holds then. */
    Value after(Value before);

    /** Which values the call can have met, if this was the answer. */
    Reading reading(Answer answer);

    /**
     * What a call left behind that changed the value, if that follows from what it met; empty where
     * it depends on more.
     */
    Optional<Value> writes(Reading reading);

    /** Whether a call that was answered so may have changed the value. */
    boolean changes(Answer answer);

    /** What the key holds. */
    record Get() implements Operation {
        @Override
        public Form form() {
            return Form.GET;
        }

        @Override
        public Answer answer(Value before) {
            return Answer.holding(before);
        }

        @Override
        public Value after(Value before) {
            return before;
        }

        @Override
        public Reading reading(Answer answer) {
            return Reading.named(answer);
        }

        @Override
        public Optional<Value> writes(Reading reading) {
            return Optional.empty();
        }

        @Override
        public boolean changes(Answer answer) {
            return false;
        }

        @Override
        public String toString() {
            return "get";
        }
    }

    /** Replaces whatever was there. */
    record Put(Value value) implements Operation {
        public Put(String text) {
            this(Value.of(text));
        }

        @Override
        public Form form() {
            return Form.PUT;
        }

        @Override
        public Answer answer(Value before) {
            return Answer.DONE;
        }

        @Override
        public Value after(Value before) {
            return value;
        }

        @Override
        public Reading reading(Answer answer) {
            return answer.equals(Answer.DONE) ? Reading.NOTHING : Reading.IMPOSSIBLE;
        }

        @Override
        public Optional<Value> writes(Reading reading) {
            return Optional.of(value);
        }

        @Override
        public boolean changes(Answer answer) {
            return true;
        }

        @Override
        public String toString() {
            return "put " + value;
        }
    }

    /** Makes the text longer; a key that is absent counts as empty. */
    record Append(String tail) implements Operation {
        @Override
        public Form form() {
            return Form.APPEND;
        }

        @Override
        public Answer answer(Value before) {
            return Answer.DONE;
        }

        @Override
        public Value after(Value before) {
            return before.append(tail);
        }

        @Override
        public Reading reading(Answer answer) {
            return answer.equals(Answer.DONE) ? Reading.NOTHING : Reading.IMPOSSIBLE;
        }

        @Override
        public Optional<Value> writes(Reading reading) {
            return Optional.empty();
        }

        @Override
        public boolean changes(Answer answer) {
            return true;
        }

        @Override
        public String toString() {
            return "append \"" + tail + '"';
        }
    }

    /** Replaces the text by the hash of itself and the argument; tells what was there before. */
    record PutHash(String argument) implements Operation {
        @Override
        public Form form() {
            return Form.PUT_HASH;
        }

        @Override
        public Answer answer(Value before) {
            return Answer.holding(before);
        }

        @Override
        public Value after(Value before) {
            return before.hashedWith(argument);
        }

        @Override
        public Reading reading(Answer answer) {
            return Reading.named(answer);
        }

        @Override
        public Optional<Value> writes(Reading reading) {
            return reading.values().stream().findFirst().map(this::after);
        }

        @Override
        public boolean changes(Answer answer) {
            return true;
        }

        @Override
        public String toString() {
            return "putHash \"" + argument + '"';
        }
    }

    /** Takes the key away; tells whether it was there. */
    record Delete() implements Operation {
        @Override
        public Form form() {
            return Form.DELETE;
        }

        @Override
        public Answer answer(Value before) {
            return before.isAbsent() ? Answer.ABSENT : Answer.DONE;
        }

        @Override
        public Value after(Value before) {
            return Value.ABSENT;
        }

        @Override
        public Reading reading(Answer answer) {
            return switch (answer.kind()) {
                case DONE -> Reading.PRESENT;
                case ABSENT -> Reading.oneOf(Value.ABSENT);
                case VALUE, REFUSED -> Reading.IMPOSSIBLE;
            };
        }

        @Override
        public Optional<Value> writes(Reading reading) {
            return Optional.of(Value.ABSENT);
        }

        @Override
        public boolean changes(Answer answer) {
            return answer.kind() == Kind.DONE;
        }

        @Override
        public String toString() {
            return "delete";
        }
    }

    /** Replaces {@code expected}, and nothing else; tells what is there instead if it does not. */
    record CompareAndSet(Value expected, Value next) implements Operation {
        public CompareAndSet(Optional<String> expected, String next) {
            this(expected.map(Value::of).orElse(Value.ABSENT), Value.of(next));
        }

        @Override
        public Form form() {
            return Form.COMPARE_AND_SET;
        }

        @Override
        public Answer answer(Value before) {
            return before.equals(expected) ? Answer.DONE : Answer.holding(before);
        }

        @Override
        public Value after(Value before) {
            return before.equals(expected) ? next : before;
        }

        @Override
        public Reading reading(Answer answer) {
            return answer.kind() == Kind.DONE ? Reading.oneOf(expected) : Reading.named(answer);
        }

        @Override
        public Optional<Value> writes(Reading reading) {
            return Optional.of(next);
        }

        @Override
        public boolean changes(Answer answer) {
            return answer.kind() == Kind.DONE;
        }

        @Override
        public String toString() {
            return "cas " + expected + " -> " + next;
        }
    }

    /** Adds to a number; tells the sum, or refuses what is no number or would be too large. */
    record Increment(long by) implements Operation {
        @Override
        public Form form() {
            return Form.INCREMENT;
        }

        @Override
        public Answer answer(Value before) {
            OptionalLong sum = sum(before);
            return sum.isPresent() ? Answer.value(Long.toString(sum.getAsLong())) : Answer.REFUSED;
        }

        @Override
        public Value after(Value before) {
            OptionalLong sum = sum(before);
            return sum.isPresent() ? Value.of(Long.toString(sum.getAsLong())) : before;
        }

        private OptionalLong sum(Value before) {
            OptionalLong number = before.number();
            return number.isPresent() ? exact(number.getAsLong(), by) : OptionalLong.empty();
        }

        private static OptionalLong exact(long first, long second) {
            long sum = first + second;
            boolean tooLarge = ((first ^ sum) & (second ^ sum)) < 0;
            return tooLarge ? OptionalLong.empty() : OptionalLong.of(sum);
        }

        @Override
        public Reading reading(Answer answer) {
            if (answer.kind() == Kind.REFUSED) {
                return Reading.NO_NUMBER;
            }
            OptionalLong sum = answer.value().number();
            if (answer.kind() != Kind.VALUE || sum.isEmpty()) {
                return Reading.IMPOSSIBLE;
            }
            long before = sum.getAsLong() - by;
            Value written = Value.of(Long.toString(before));
            return before == 0 ? Reading.oneOf(written, Value.ABSENT) : Reading.oneOf(written);
        }

        @Override
        public Optional<Value> writes(Reading reading) {
            return reading.values().stream().findFirst().map(this::after);
        }

        @Override
        public boolean changes(Answer answer) {
            return answer.kind() != Kind.REFUSED;
        }

        @Override
        public String toString() {
            return "increment " + by;
        }
    }
}
