package io.understudy.replica.application.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvAnswer.Entry;
import io.understudy.protocol.kv.KvAnswer.Page;
import io.understudy.protocol.kv.KvOperation.Scan;
import java.util.ArrayList;
import java.util.List;

/** Takes entries in their order until the page of a scan is full. */
final class PageBuilder {

    private final Scan scan;
    private final List<Entry> entries = new ArrayList<>();
    private int entryBytes = 0;
    private boolean more = false;

    PageBuilder(Scan scan) {
        this.scan = scan;
    }

    /**
     * @return whether it wants to see the next entry
     */
    boolean offer(Bytes key, Bytes value) {
        if (!key.startsWith(scan.prefix())) {
            return false;
        }
        if (entries.size() == scan.limit() || entryBytes >= Page.BYTES_ENOUGH) {
            more = true;
            return false;
        }
        Entry entry = new Entry(key, value);
        entries.add(entry);
        entryBytes += entry.encodedBytes();
        return true;
    }

    Page done() {
        return new Page(entries, more);
    }
}
