package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.NodeId;
import io.understudy.runtime.Pages.Page;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageServerTest {

    private final TestCluster cluster = TestCluster.onFreePorts();
    private final int port = cluster.manager().clientPort();
    private final Talker manager = new Talker(TestCluster.RM, cluster);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void open() {
        manager.node.listen(TestCluster.RM_ADDRESS, port, Talker.ANYBODY, this::page);
        manager.start();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** As a shell does it: looks at its core in an event, and answers from there. */
    private CompletableFuture<Page> page(String path) {
        if (path.equals("/bug")) {
            throw new IllegalStateException("planted");
        }
        CompletableFuture<Page> answer = new CompletableFuture<>();
        int status = path.equals("/status") ? 200 : 404;
        manager.node.run(
                () ->
                        answer.complete(
                                new Page(
                                        status,
                                        "text/plain",
                                        path.getBytes(StandardCharsets.UTF_8))));
        return answer;
    }

    private HttpResponse<String> send(String path, String method) throws Exception {
        URI uri = URI.create("http://" + TestCluster.RM_ADDRESS + ":" + port + path);
        return client.send(
                HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString("?")).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://" + TestCluster.RM_ADDRESS + ":" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** What comes until the other side closes. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(TestCluster.RM_ADDRESS, port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aPageIsServedAgainAndAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = get("/status?pretty");
            assertEquals(200, response.statusCode());
            assertEquals("/status", response.body());
        }
    }

    @Test
    void aPageThatIsNotThereIsNotFound() throws Exception {
        assertEquals(404, get("/nothing").statusCode());
    }

    @Test
    void aPageThatFailsSaysSo() throws Exception {
        assertEquals(500, get("/bug").statusCode());
        assertEquals(200, get("/status").statusCode());
    }

    @Test
    void onlyGetIsAllowed() throws Exception {
        HttpResponse<String> response = send("/status", "POST");
        assertEquals(405, response.statusCode());
        assertEquals("GET", response.headers().firstValue("allow").orElseThrow());
    }

    @Test
    void requestsInOnePieceAreAnsweredInOrder() throws Exception {
        String answers =
                raw(
                        "GET /first HTTP/1.1\r\nHost: x\r\n\r\n"
                                + "GET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertTrue(answers.indexOf("/first") < answers.indexOf("/second"), answers);
        assertTrue(answers.contains("/first"), answers);
    }

    @Test
    void aConnectionIsClosedWhereTheClientAsksForIt() throws Exception {
        assertTrue(raw("GET /status HTTP/1.0\r\n\r\n").endsWith("/status"));
    }

    @Test
    void anEndlessHeaderIsRefused() throws Exception {
        String answer = raw("GET /status HTTP/1.1\r\nHost: " + "x".repeat(20_000) + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    }

    @Test
    void nonsenseThatLooksLikeTextIsRefused() throws Exception {
        assertTrue(raw("nonsense\r\n\r\n").startsWith("HTTP/1.1 400"));
    }

    @Test
    void nativeFramesAreUnderstoodAtTheSameDoor() throws Exception {
        try (Talker caller = new Talker(NodeId.client("C1"), cluster).start()) {
            assertEquals("+RM1", caller.sees());
            assertEquals("+C1", manager.sees());
        }
    }
}
