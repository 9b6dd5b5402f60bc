package io.understudy.suite.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes on connections that are made to one address to the same port of another. While it is
 * blocked it passes on nothing, and says so to neither side; what was under way comes later.
 */
final class Detour implements AutoCloseable {

    private static final int BYTES = 64 * 1024;

    private final ServerSocket door;
    private final InetAddress to;

    /** Guarded by this, as is the next. */
    private final List<Socket> sockets = new ArrayList<>();

    private boolean blocked = false;

    private Detour(ServerSocket door, InetAddress to) {
        this.door = door;
        this.to = to;
    }

    static Detour open(InetAddress from, InetAddress to, int port) throws IOException {
        Detour detour = new Detour(new ServerSocket(port, 50, from), to);
        detour.begin(detour::admit);
        return detour;
    }

    synchronized void block(boolean block) {
        blocked = block;
        notifyAll();
    }

    private void begin(Runnable work) {
        Thread thread = new Thread(work, "detour-" + to.getHostAddress());
        thread.setDaemon(true);
        thread.start();
    }

    private void admit() {
        try {
            while (true) {
                Socket guest = keep(door.accept());
                begin(() -> lead(guest));
            }
        } catch (IOException closed) {
            // Nobody is let in any more.
        }
    }

    private synchronized Socket keep(Socket socket) throws IOException {
        sockets.add(socket);
        if (door.isClosed()) {
            socket.close();
        }
        return socket;
    }

    private void lead(Socket guest) {
        try {
            awaitFree();
            Socket onward = keep(new Socket(to, door.getLocalPort()));
            begin(() -> pass(onward, guest));
            pass(guest, onward);
        } catch (IOException nobodyThere) {
            end(guest);
        }
    }

    private void pass(Socket from, Socket onward) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = onward.getOutputStream();
            byte[] bytes = new byte[BYTES];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitFree();
                out.write(bytes, 0, count);
            }
        } catch (IOException ended) {
            // On either side: then the other one ends too.
        } finally {
            end(from);
            end(onward);
        }
    }

    private synchronized void awaitFree() throws IOException {
        try {
            while (blocked && !door.isClosed()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private synchronized void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Socket> open;
        synchronized (this) {
            open = List.copyOf(sockets);
            notifyAll();
        }
        open.forEach(this::end);
    }
}
