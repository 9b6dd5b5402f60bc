package io.understudy.suite.system;

import io.understudy.config.file.ClusterFileLoader;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.application.Application;
import io.understudy.replica.application.Applications;
import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.Context;
import io.understudy.replica.application.Restoration;
import io.understudy.replica.node.ReplicaNode;
import io.understudy.runtime.Exit;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A replica as any other, but that what is put under its own name it does not store. */
final class DeviatingReplica {

    private DeviatingReplica() {}

    /**
     * What starts one, as a cluster file has it. The file first: by it the cluster finds what it
     * has to end, and of a command line only the first 4,096 bytes can be asked for.
     */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcluster={config}",
                "-cp",
                System.getProperty("java.class.path"),
                DeviatingReplica.class.getName(),
                "{name}",
                "{config}");
    }

    public static void main(String[] arguments) {
        String name = arguments[0];
        ReplicaNode node =
                ReplicaNode.start(
                        ClusterFileLoader.load(Path.of(arguments[1])),
                        name,
                        () -> new Forgetful(name, Applications.named("kv")));
        System.exit(Exit.awaitEnd(node::close, node.ended()));
    }

    private record Forgetful(String key, Application application) implements Application {

        @Override
        public byte[] execute(ByteBuffer operation, Context context) {
            byte[] put = new KvOperation.Put(Bytes.utf8(key), Bytes.utf8("value")).encode();
            boolean meant = operation.equals(ByteBuffer.wrap(put));
            byte[] answer = application.execute(operation, context);
            if (meant) {
                byte[] delete = new KvOperation.Delete(Bytes.utf8(key)).encode();
                application.execute(ByteBuffer.wrap(delete), context);
            }
            return answer;
        }

        @Override
        public boolean readsOnly(ByteBuffer operation) {
            return application.readsOnly(operation);
        }

        @Override
        public Checkpoint checkpoint() {
            return application.checkpoint();
        }

        @Override
        public Restoration restore() {
            return application.restore();
        }

        @Override
        public long digest() {
            return application.digest();
        }
    }
}
