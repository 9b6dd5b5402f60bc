package io.understudy.replica.application.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.protocol.kv.KvOperation.Append;
import io.understudy.protocol.kv.KvOperation.CompareAndSet;
import io.understudy.protocol.kv.KvOperation.Delete;
import io.understudy.protocol.kv.KvOperation.Get;
import io.understudy.protocol.kv.KvOperation.Increment;
import io.understudy.protocol.kv.KvOperation.Put;
import io.understudy.protocol.kv.KvOperation.PutHash;
import io.understudy.protocol.kv.KvOperation.Scan;
import java.util.SplittableRandom;

/** Random operations on so few keys and values that they meet. */
public final class Operations {

    private static final int KEYS = 200;

    private Operations() {}

    public static KvOperation random(SplittableRandom random) {
        Bytes key = Bytes.utf8("k" + random.nextInt(KEYS));
        Bytes value = Bytes.utf8(Integer.toString(random.nextInt(3)));
        return switch (random.nextInt(9)) {
            case 0 -> new Get(key);
            case 1 -> new Append(key, value);
            case 2 -> new PutHash(key, value);
            case 3 -> new Delete(key);
            case 4 -> new CompareAndSet(key, new Expected.Absent(), value);
            case 5 -> new CompareAndSet(key, new Expected.Exactly(Bytes.utf8("1")), value);
            case 6 -> new Increment(key, random.nextInt(-5, 6));
            case 7 -> new Scan(Bytes.utf8("k1"), key, random.nextInt(1, 20));
            default -> new Put(key, value);
        };
    }
}
