package io.understudy.replica.application.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvAnswer.Absent;
import io.understudy.protocol.kv.KvAnswer.Done;
import io.understudy.protocol.kv.KvAnswer.Page;
import io.understudy.protocol.kv.KvAnswer.Pair;
import io.understudy.protocol.kv.KvAnswer.Reason;
import io.understudy.protocol.kv.KvAnswer.Refused;
import io.understudy.protocol.kv.KvAnswer.Value;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.protocol.kv.KvOperation.Append;
import io.understudy.protocol.kv.KvOperation.CompareAndSet;
import io.understudy.protocol.kv.KvOperation.Delete;
import io.understudy.protocol.kv.KvOperation.Get;
import io.understudy.protocol.kv.KvOperation.Increment;
import io.understudy.protocol.kv.KvOperation.Put;
import io.understudy.protocol.kv.KvOperation.PutHash;
import io.understudy.protocol.kv.KvOperation.Scan;
import io.understudy.replica.application.Context;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KvApplicationTest {

    private static final Context CONTEXT = new Context(0);
    private static final Bytes KEY = Bytes.utf8("k");
    private static final Done DONE = new Done();
    private static final Absent ABSENT = new Absent();

    private final KvApplication kv = new KvApplication();

    static LongStream seeds() {
        return LongStream.range(0, 5);
    }

    private static Bytes bytes(String text) {
        return Bytes.utf8(text);
    }

    private static Value value(String text) {
        return new Value(bytes(text));
    }

    private static KvAnswer execute(KvApplication kv, KvOperation operation) {
        byte[] answer = kv.execute(ByteBuffer.wrap(operation.encode()), CONTEXT);
        return KvAnswer.decode(ByteBuffer.wrap(answer));
    }

    private KvAnswer execute(KvOperation operation) {
        return execute(kv, operation);
    }

    private KvAnswer put(String key, String value) {
        return execute(new Put(bytes(key), bytes(value)));
    }

    private KvAnswer get(String key) {
        return execute(new Get(bytes(key)));
    }

    private Page scan(String prefix, String after, int limit) {
        return (Page) execute(new Scan(bytes(prefix), bytes(after), limit));
    }

    private static Page page(boolean more, String... keys) {
        List<Pair> pairs = new ArrayList<>();
        for (String key : keys) {
            pairs.add(new Pair(bytes(key), bytes("v" + key)));
        }
        return new Page(pairs, more);
    }

    private void store(String... keys) {
        for (String key : keys) {
            put(key, "v" + key);
        }
    }

    @Test
    void getAnswersWhatWasPut() {
        assertEquals(DONE, put("k", "1"));
        assertEquals(value("1"), get("k"));
    }

    @Test
    void getAnswersAbsentWhereNothingIs() {
        assertEquals(ABSENT, get("k"));
    }

    @Test
    void anEmptyValueIsNotAbsent() {
        put("k", "");
        assertEquals(value(""), get("k"));
    }

    @Test
    void putReplaces() {
        put("k", "1");
        put("k", "22");
        assertEquals(value("22"), get("k"));
    }

    @Test
    void keysAreBytesAndNotText() {
        Bytes high = Bytes.copyOf(new byte[] {-1, 0, -2});
        execute(new Put(high, high));
        assertEquals(new Value(high), execute(new Get(high)));
        assertEquals(ABSENT, execute(new Get(Bytes.copyOf(new byte[] {-1, 0}))));
    }

    @Test
    void appendAddsToTheEnd() {
        put("k", "xx");
        assertEquals(DONE, execute(new Append(KEY, bytes("yy"))));
        assertEquals(value("xxyy"), get("k"));
    }

    @Test
    void appendToAnAbsentKeyPuts() {
        execute(new Append(KEY, bytes("hello")));
        assertEquals(value("hello"), get("k"));
    }

    @Test
    void appendUpToTheLimitOfAValueIsDone() {
        execute(new Put(KEY, Bytes.copyOf(new byte[KvOperation.VALUE_BYTES_MAX - 1])));
        assertEquals(DONE, execute(new Append(KEY, bytes("x"))));
    }

    @Test
    void appendBeyondTheLimitOfAValueChangesNothing() {
        Bytes longest = Bytes.copyOf(new byte[KvOperation.VALUE_BYTES_MAX]);
        execute(new Put(KEY, longest));
        assertEquals(
                new Refused(
                        Reason.VALUE_TOO_LONG,
                        "value would have 500001 bytes; at most 500000 are allowed"),
                execute(new Append(KEY, bytes("x"))));
        assertEquals(new Value(longest), get("k"));
    }

    @Test
    void putHashStoresTheHashOfOldAndNew() {
        put("k", "foo");
        assertEquals(value("foo"), execute(new PutHash(KEY, bytes("bar"))));
        assertEquals(value("3214735720"), get("k"));
    }

    @Test
    void putHashAnswersAbsentAtFirst() {
        assertEquals(ABSENT, execute(new PutHash(KEY, bytes("a"))));
        assertEquals(value("3826002220"), get("k"));
    }

    @Test
    void hundredPutHashesMakeTheKnownChain() {
        KvAnswer previous = ABSENT;
        for (int i = 0; i < 100; i++) {
            assertEquals(previous, execute(new PutHash(KEY, bytes(Integer.toString(i)))));
            previous = get("k");
        }
        assertEquals(value("3868028174"), previous);
    }

    @Test
    void deleteRemoves() {
        put("k", "1");
        assertEquals(DONE, execute(new Delete(KEY)));
        assertEquals(ABSENT, get("k"));
    }

    @Test
    void deleteAnswersAbsentWhereNothingIs() {
        assertEquals(ABSENT, execute(new Delete(KEY)));
    }

    @Test
    void compareAndSetSetsWhatIsAsExpected() {
        put("k", "1");
        assertEquals(
                DONE,
                execute(new CompareAndSet(KEY, new Expected.Exactly(bytes("1")), bytes("2"))));
        assertEquals(value("2"), get("k"));
    }

    @Test
    void compareAndSetAnswersWhatItFoundInstead() {
        put("k", "1");
        assertEquals(
                value("1"),
                execute(new CompareAndSet(KEY, new Expected.Exactly(bytes("0")), bytes("2"))));
        assertEquals(value("1"), get("k"));
    }

    @Test
    void compareAndSetOfAnAbsentKeySetsNothingIfAValueIsExpected() {
        assertEquals(
                ABSENT,
                execute(new CompareAndSet(KEY, new Expected.Exactly(Bytes.EMPTY), bytes("2"))));
        assertEquals(ABSENT, get("k"));
    }

    @Test
    void compareAndSetSetsAKeyThatIsExpectedToBeAbsentOnce() {
        CompareAndSet first = new CompareAndSet(KEY, new Expected.Absent(), bytes("1"));
        assertEquals(DONE, execute(first));
        assertEquals(value("1"), execute(first));
    }

    @Test
    void incrementAddsAndAnswersTheSum() {
        put("k", "40");
        assertEquals(value("42"), execute(new Increment(KEY, 2)));
        assertEquals(value("-1"), execute(new Increment(KEY, -43)));
        assertEquals(value("-1"), get("k"));
    }

    @Test
    void incrementOfAnAbsentKeyBeginsAtZero() {
        assertEquals(value("7"), execute(new Increment(KEY, 7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "01",
                " 1",
                "1 ",
                "-0",
                "1e3",
                "x",
                "9223372036854775808",
                "-9223372036854775809",
                "\u0661",
                "111111111111111111111"
            })
    void incrementRefusesWhatIsNotWrittenAsItWritesNumbers(String held) {
        put("k", held);
        assertEquals(
                new Refused(
                        Reason.NOT_A_NUMBER,
                        "value is no decimal number of 64 bits, written plainly"),
                execute(new Increment(KEY, 1)));
        assertEquals(value(held), get("k"));
    }

    @Test
    void incrementGoesToTheEndsOfTheRange() {
        put("k", "9223372036854775806");
        assertEquals(value("9223372036854775807"), execute(new Increment(KEY, 1)));
        put("k", "0");
        assertEquals(value("-9223372036854775808"), execute(new Increment(KEY, Long.MIN_VALUE)));
    }

    @Test
    void incrementBeyondTheRangeChangesNothing() {
        put("k", "9223372036854775807");
        assertEquals(
                new Refused(Reason.OVERFLOW, "9223372036854775807 and 1 exceed 64 bits"),
                execute(new Increment(KEY, 1)));
        assertEquals(value("9223372036854775807"), get("k"));
        put("k", "-1");
        assertEquals(
                new Refused(Reason.OVERFLOW, "-1 and -9223372036854775808 exceed 64 bits"),
                execute(new Increment(KEY, Long.MIN_VALUE)));
    }

    @Test
    void scanAnswersTheKeysWithThePrefixInOrder() {
        store("b", "a2", "a", "a1", "c");
        assertEquals(page(false, "a", "a1", "a2"), scan("a", "", 10));
        assertEquals(page(false, "a", "a1", "a2", "b", "c"), scan("", "", 10));
        assertEquals(page(false), scan("x", "", 10));
    }

    @Test
    void scanGoesOnAfterTheLastKeyOfThePageBefore() {
        store("a", "a1", "a2", "b");
        assertEquals(page(true, "a", "a1"), scan("a", "", 2));
        assertEquals(page(false, "a2"), scan("a", "a1", 2));
    }

    @Test
    void scanSaysWhetherThereIsMoreAndNotWhetherThePageIsFull() {
        store("a", "b");
        assertEquals(page(false, "a", "b"), scan("", "", 2));
    }

    @Test
    void scanGoesOnAfterAKeyThatIsGoneMeanwhile() {
        store("a", "c");
        assertEquals(page(false, "c"), scan("", "b", 10));
    }

    @Test
    void scanAfterAKeyBelowThePrefixBeginsWithThePrefix() {
        store("a", "b", "b1");
        assertEquals(page(false, "b", "b1"), scan("b", "a", 10));
    }

    @Test
    void scanAfterAKeyAboveThePrefixFindsNothing() {
        store("a", "b", "c");
        assertEquals(page(false), scan("a", "b", 10));
    }

    @Test
    void scanAfterTheLongestKeyFindsTheNext() {
        Bytes longest = Bytes.copyOf(new byte[KvOperation.KEY_BYTES_MAX]);
        execute(new Put(longest, Bytes.EMPTY));
        execute(new Put(KEY, bytes("1")));
        assertEquals(
                new Page(List.of(new Pair(KEY, bytes("1"))), false),
                execute(new Scan(Bytes.EMPTY, longest, 10)));
    }

    @Test
    void aPageOfLargeEntriesEndsEarly() {
        Bytes half = Bytes.copyOf(new byte[Page.BYTES_ENOUGH / 2]);
        for (String key : List.of("a", "b", "c")) {
            execute(new Put(bytes(key), half));
        }
        Page page = scan("", "", 10);
        assertEquals(2, page.pairs().size());
        assertTrue(page.more());
        assertEquals(1, scan("", "b", 10).pairs().size());
    }

    @Test
    void thePageOfTheLargestEntriesIsWithinItsBounds() {
        Bytes longest = Bytes.copyOf(new byte[KvOperation.KEY_BYTES_MAX]);
        execute(new Put(bytes("\0"), Bytes.copyOf(new byte[Page.BYTES_ENOUGH - 8])));
        execute(new Put(longest, Bytes.copyOf(new byte[KvOperation.VALUE_BYTES_MAX])));
        execute(new Put(KEY, bytes("1")));
        Page page = scan("", "", 10);
        assertEquals(2, page.pairs().size());
        assertEquals(KvAnswer.ENCODED_BYTES_MAX - 1, page.encode().length);
    }

    @Test
    void aScanOfManyKeysMeetsEachOnce() {
        for (int i = 0; i < 5_000; i++) {
            put("p" + i, "v" + i);
        }
        List<Bytes> met = new ArrayList<>();
        String after = "";
        boolean more = true;
        while (more) {
            Page page = scan("p", after, Scan.LIMIT_MAX);
            page.pairs().forEach(pair -> met.add(pair.key()));
            after = met.get(met.size() - 1).utf8();
            more = page.more();
        }
        assertEquals(5_000, met.size());
        assertEquals(met.stream().sorted().distinct().toList(), met);
    }

    @Test
    void whatIsNoOperationIsRefusedWithAnAnswer() {
        byte[] answer = kv.execute(ByteBuffer.wrap(new byte[] {99}), CONTEXT);
        assertEquals(
                new Refused(Reason.MALFORMED, "no operation has the code 99"),
                KvAnswer.decode(ByteBuffer.wrap(answer)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyBytesAreAnsweredAndTheSameOnEveryReplica(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KvApplication other = new KvApplication();
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            // Short keys and plausible lengths, so that many are operations.
            for (int j = 0; j < Math.min(3, bytes.length); j++) {
                bytes[j] = (byte) (j == 0 ? random.nextInt(10) : j - 1);
            }
            byte[] answer = kv.execute(ByteBuffer.wrap(bytes), CONTEXT);
            assertEquals(
                    Bytes.copyOf(answer),
                    Bytes.copyOf(other.execute(ByteBuffer.wrap(bytes), CONTEXT)));
            KvAnswer.decode(ByteBuffer.wrap(answer));
        }
        assertEquals(kv.digest(), other.digest());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatOnlyReadsLeavesTheDigest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] operation = Operations.random(random).encode();
            long before = kv.digest();
            kv.execute(ByteBuffer.wrap(operation), CONTEXT);
            assertTrue(
                    before == kv.digest() || !kv.readsOnly(ByteBuffer.wrap(operation)),
                    "a read wrote");
        }
    }

    @Test
    void theOperationIsCopiedOutOfABufferThatIsUsedAgain() {
        ByteBuffer buffer = ByteBuffer.wrap(new Put(KEY, bytes("1")).encode());
        kv.execute(buffer, CONTEXT);
        assertEquals(0, buffer.position());
        for (int i = 0; i < buffer.limit(); i++) {
            buffer.put(i, (byte) 'x');
        }
        assertEquals(value("1"), get("k"));
    }

    @Test
    void aFullStoreTakesWhatMakesNothingLarger() {
        KvApplication small = new KvApplication(1_000);
        Bytes value = Bytes.copyOf(new byte[900]);
        assertEquals(DONE, execute(small, new Put(KEY, value)));
        Refused full =
                new Refused(
                        Reason.FULL, "keys and values take 1021 bytes; at most 1000 are allowed");
        assertEquals(full, execute(small, new Put(bytes("new"), Bytes.EMPTY)));
        assertEquals(full, execute(small, new Append(KEY, bytes("x"))));
        assertEquals(full, execute(small, new Increment(bytes("new"), 1)));
        assertEquals(full, execute(small, new PutHash(bytes("new"), bytes("x"))));
        assertEquals(
                full,
                execute(
                        small,
                        new CompareAndSet(bytes("new"), new Expected.Absent(), Bytes.EMPTY)));
        assertEquals(DONE, execute(small, new Put(KEY, value)));
        assertEquals(DONE, execute(small, new Delete(KEY)));
        assertEquals(DONE, execute(small, new Put(bytes("new"), Bytes.EMPTY)));
    }
}
