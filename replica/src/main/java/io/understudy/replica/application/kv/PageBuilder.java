package io.understudy.replica.application.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvAnswer.Page;
import io.understudy.protocol.kv.KvAnswer.Pair;
import io.understudy.protocol.kv.KvOperation.Scan;
import java.util.ArrayList;
import java.util.List;

/** Takes pairs in their order until the page of a scan is full. */
final class PageBuilder {

    private final Scan scan;
    private final List<Pair> pairs = new ArrayList<>();
    private int pairBytes = 0;
    private boolean more = false;

    PageBuilder(Scan scan) {
        this.scan = scan;
    }

    /**
     * @return whether it wants to see the next pair
     */
    boolean offer(Bytes key, Bytes value) {
        if (!key.startsWith(scan.prefix())) {
            return false;
        }
        if (pairs.size() == scan.limit() || pairBytes >= Page.BYTES_ENOUGH) {
            more = true;
            return false;
        }
        Pair pair = new Pair(key, value);
        pairs.add(pair);
        pairBytes += pair.encodedBytes();
        return true;
    }

    Page done() {
        return new Page(pairs, more);
    }
}
