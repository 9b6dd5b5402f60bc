package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LineOrderTest {

    private final LineOrder order = new LineOrder();
    private final List<String> begun = new ArrayList<>();
    private final TreeMap<String, CompletableFuture<String>> calls = new TreeMap<>();

    private void add(String name, String key) {
        Optional<Bytes> about = Optional.of(key).filter(one -> !one.isEmpty()).map(Bytes::utf8);
        order.add(
                about,
                () -> {
                    begun.add(name);
                    calls.put(name, new CompletableFuture<>());
                    return calls.get(name);
                });
    }

    private void end(String name) {
        calls.get(name).complete(name);
    }

    @Test
    void linesAboutOneKeyAreCalledOneAfterTheOther() {
        add("put", "a");
        add("get", "a");
        assertEquals(List.of("put"), begun);
        end("put");
        assertEquals(List.of("put", "get"), begun);
    }

    @Test
    void linesAboutDifferentKeysAreCalledSideBySide() {
        add("a", "a");
        add("b", "b");
        assertEquals(List.of("a", "b"), begun);
    }

    @Test
    void aLineAboutSeveralKeysWaitsForAllBeforeIt() {
        add("a", "a");
        add("b", "b");
        add("scan", "");
        end("a");
        assertEquals(List.of("a", "b"), begun);
        end("b");
        assertEquals(List.of("a", "b", "scan"), begun);
    }

    @Test
    void aLineWaitsForTheLastOneAboutSeveralKeys() {
        add("scan", "");
        add("a", "a");
        assertEquals(List.of("scan"), begun);
        end("scan");
        assertEquals(List.of("scan", "a"), begun);
    }

    @Test
    void manyKeysAreForgottenWithoutLosingWhoIsUnderWay() {
        add("first", "a");
        for (int i = 0; i < 10_000; i++) {
            add("x", "key" + i);
            end("x");
        }
        begun.clear();
        add("second", "a");
        assertEquals(List.of(), begun);
        end("first");
        assertEquals(List.of("second"), begun);
    }
}
