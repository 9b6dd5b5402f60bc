package io.understudy.suite.labs;

import io.understudy.protocol.Hello;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Tag;
import io.understudy.protocol.Wire;
import io.understudy.suite.labs.Net.Fate;
import io.understudy.suite.labs.Net.Frame;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One connection across a lab's network; a thread carries each direction. */
final class Crossing {

    private final NodeId owner;
    private final Socket dialler;
    private final InetSocketAddress inside;
    private final Net.Rule rule;
    private final Socket answerer = new Socket();

    /** Who dials, as its Hello says; the other side keeps silent until it has read that. */
    private volatile NodeId guest;

    Crossing(NodeId owner, Socket dialler, InetSocketAddress inside, Net.Rule rule) {
        this.owner = owner;
        this.dialler = dialler;
        this.inside = inside;
        this.rule = rule;
    }

    static void onThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    void start(Runnable whenOver) {
        onThread(
                "net-to-" + owner,
                () -> {
                    carryThere();
                    close();
                    whenOver.run();
                });
    }

    private void carryThere() {
        try {
            // Whoever dials a process that does not run sees its connection end, not refused.
            answerer.connect(inside);
            answerer.setTcpNoDelay(true);
            dialler.setTcpNoDelay(true);
            onThread("net-from-" + owner, this::carryBack);
            DataInputStream in = in(dialler);
            OutputStream out = answerer.getOutputStream();
            byte[] first = read(in);
            guest = ((Hello) Wire.decode(body(first))).node();
            out.write(first);
            carry(in, out, guest, owner);
        } catch (IOException over) {
            // One side has ended, and so has this.
        }
    }

    private void carryBack() {
        try {
            DataInputStream in = in(answerer);
            OutputStream out = dialler.getOutputStream();
            out.write(read(in));
            carry(in, out, owner, guest);
        } catch (IOException over) {
            close();
        }
    }

    private void carry(DataInputStream in, OutputStream out, NodeId from, NodeId to)
            throws IOException {
        while (true) {
            byte[] frame = read(in);
            Tag tag = Tag.of(frame[Wire.LENGTH_BYTES]).orElseThrow();
            Fate fate = rule.of(new Frame(from, to, tag));
            if (fate == Fate.CUT) {
                throw new IOException("cut");
            }
            if (fate == Fate.PASSED) {
                out.write(frame);
            }
        }
    }

    private static DataInputStream in(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A whole frame, its length first. */
    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] frame = ByteBuffer.allocate(Wire.LENGTH_BYTES + length).putInt(length).array();
        in.readFully(frame, Wire.LENGTH_BYTES, length);
        return frame;
    }

    private static byte[] body(byte[] frame) {
        return Arrays.copyOfRange(frame, Wire.LENGTH_BYTES, frame.length);
    }

    void close() {
        try {
            dialler.close();
            answerer.close();
        } catch (IOException closing) {
            // Closed it is.
        }
    }
}
