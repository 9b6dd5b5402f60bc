package io.understudy.replica.application.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.understudy.replica.application.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterApplicationTest {

    private final CounterApplication counter = new CounterApplication();

    private String execute(String request) {
        ByteBuffer operation = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
        byte[] answer = counter.execute(operation, new Context(0));
        return new String(answer, StandardCharsets.UTF_8);
    }

    @Test
    void aRequestAddsToItsClientsCounter() {
        assertEquals("1", execute("1,0,1"));
        assertEquals("4", execute("1,1,3"));
        assertEquals("2", execute("1,2,-2"));
    }

    @Test
    void eachClientHasACounterOfItsOwn() {
        assertEquals("5", execute("1,0,5"));
        assertEquals("7", execute("2,0,7"));
        assertEquals("6", execute("1,1,1"));
    }

    @Test
    void aRepeatedIterationIsAnsweredAndNotCounted() {
        execute("1,17,18");
        long before = counter.digest();
        assertEquals("18", execute("1,17,18"));
        assertEquals("18", execute("1,16,18"));
        assertEquals(before, counter.digest());
    }

    @Test
    void anIterationMayBeLeftOut() {
        execute("1,0,1");
        assertEquals("2", execute("1,9,1"));
        assertEquals("2", execute("1,8,1"));
    }

    @Test
    void anIterationBelowZeroIsNoneThatCounts() {
        assertEquals("0", execute("1,-1,5"));
        assertEquals(0, counter.digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,2",
                "1,2,3,4",
                "1,2,",
                "1, 2,3",
                "1,2,3\n",
                "+1,2,3",
                "a,b,c",
                "9223372036854775808,0,1",
                "1,0,9223372036854775808",
                "1,0,00000000000000000000000000000000000000000000000000000000001",
                "1,0,\u0661"
            })
    void whatIsNoRequestIsAnsweredWithAnError(String request) {
        assertEquals(
                "error: want <client>,<iteration>,<count>, each a decimal number of 64 bits",
                execute(request));
        assertEquals(0, counter.digest());
    }

    @Test
    void theLargestNumbersAreTaken() {
        assertEquals(
                "-9223372036854775808",
                execute("-9223372036854775808,9223372036854775807,-9223372036854775808"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807,1", "-9223372036854775808,-1"})
    void aCounterThatWouldGoRoundStays(String fullAndOneMore) {
        String full = fullAndOneMore.split(",")[0];
        String oneMore = fullAndOneMore.split(",")[1];
        assertEquals(full, execute("1,0," + full));
        assertEquals("error: the counter would exceed 64 bits", execute("1,1," + oneMore));
        assertEquals(full, execute("1,0,0"));
    }

    @Test
    void furtherClientsThanTheLimitAreRefused() {
        for (int client = 0; client < CounterApplication.CLIENTS_MAX; client++) {
            execute(client + ",0,1");
        }
        assertEquals("error: 100000 clients have a counter, and no more can", execute("-1,0,1"));
        assertEquals("2", execute("7,1,1"));
    }

    @Test
    void noRequestIsKnownToReadOnly() {
        assertFalse(counter.readsOnly(ByteBuffer.wrap(new byte[] {'1'})));
    }

    @Test
    void anyBytesAreAnswered() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(70)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] =
                        (byte)
                                (random.nextInt(20) == 0
                                        ? random.nextInt(256)
                                        : "-,0123456789".charAt(random.nextInt(12)));
            }
            counter.execute(ByteBuffer.wrap(bytes), new Context(0));
        }
    }
}
