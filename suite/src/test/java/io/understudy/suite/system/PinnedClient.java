package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.ClusterFile;
import io.understudy.config.ReplicaEntry;
import io.understudy.protocol.Batch;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.Hello;
import io.understudy.protocol.Message;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.Wire;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.suite.local.LocalCluster;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that asks one replica and no other, over one connection, whatever the views are: what it
 * is told in the order in which it asked.
 */
final class PinnedClient implements AutoCloseable {

    /** Whatever a replica has to say to it comes sooner, or never. */
    private static final int ANSWER_MILLIS_MAX = 20_000;

    private static final long SESSION = 1;

    private final String group;
    private final Socket socket;
    private final DataInputStream in;
    private long number = 0;

    /** What is said to questions up to that one is no matter. */
    private long passedOver = 0;

    private PinnedClient(String group, Socket socket) throws IOException {
        this.group = group;
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(ANSWER_MILLIS_MAX);
    }

    static PinnedClient of(LocalCluster cluster, String replica) throws IOException {
        ClusterFile file = cluster.description();
        ReplicaEntry entry = file.replica(replica).orElseThrow();
        String host = file.machine(entry.machine()).orElseThrow().host().advertised();
        Socket socket = new Socket(host, entry.ports().clients());
        PinnedClient client = new PinnedClient(cluster.group(), socket);
        client.send(new Hello(Hello.VERSION, file.cluster(), Role.CLIENT, "pinned"));
        assertEquals(replica, ((Hello) client.receive()).name());
        return client;
    }

    private void send(Message message) throws IOException {
        socket.getOutputStream().write(Wire.encode(message));
    }

    private Message receive() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return Wire.decode(frame);
    }

    /** Asks, and does not wait for the answer. */
    void ask(String key) throws IOException {
        number++;
        byte[] get = new KvOperation.Get(Bytes.utf8(key)).encode();
        send(new Request(group, Batch.Kind.OPERATION, SESSION, number, number, get));
    }

    /** What the replica says to the last question. */
    Reply last() throws IOException {
        Reply reply;
        do {
            reply = (Reply) receive();
        } while (reply.number() < number);
        return reply;
    }

    String value() throws IOException {
        Reply reply = last();
        assertEquals(Fate.ANSWERED, reply.fate());
        KvAnswer answer = KvAnswer.decode(ByteBuffer.wrap(reply.answer()));
        return ((KvAnswer.Value) answer).value().utf8();
    }

    /** From now on only what is said to later questions counts. */
    void passOver() {
        passedOver = number;
    }

    /** All that it has said since, until it hung up or answered the last question. */
    List<Fate> said() throws IOException {
        List<Fate> fates = new ArrayList<>();
        try {
            Reply reply;
            do {
                reply = (Reply) receive();
                if (reply.number() > passedOver) {
                    fates.add(reply.fate());
                }
            } while (reply.number() < number);
        } catch (EOFException | SocketException hungUp) {
            // A process that has ended says no more.
        }
        return fates;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
