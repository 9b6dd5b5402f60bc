package io.understudy.client.node;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvAnswer.Page;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an answer means to whoever asked a certain thing: each overrides the answers that may be
 * given to it. Any other means that client and application differ about the protocol.
 */
abstract class Meaning<R> implements KvAnswer.Cases<R>, Function<KvAnswer, R> {

    /** Whether there was something to do. */
    static final Meaning<Boolean> DONE =
            new Meaning<>() {
                @Override
                public Boolean done(KvAnswer.Done done) {
                    return true;
                }

                @Override
                public Boolean absent(KvAnswer.Absent absent) {
                    return false;
                }
            };

    static final Meaning<Optional<Bytes>> VALUE =
            new Meaning<>() {
                @Override
                public Optional<Bytes> value(KvAnswer.Value value) {
                    return Optional.of(value.value());
                }

                @Override
                public Optional<Bytes> absent(KvAnswer.Absent absent) {
                    return Optional.empty();
                }
            };

    static final Meaning<Long> NUMBER =
            new Meaning<>() {
                @Override
                public Long value(KvAnswer.Value value) {
                    return Long.parseLong(value.value().utf8());
                }
            };

    static final Meaning<Swap> SWAP =
            new Meaning<>() {
                @Override
                public Swap done(KvAnswer.Done done) {
                    return new Swap(true, Optional.empty());
                }

                @Override
                public Swap value(KvAnswer.Value value) {
                    return new Swap(false, Optional.of(value.value()));
                }

                @Override
                public Swap absent(KvAnswer.Absent absent) {
                    return new Swap(false, Optional.empty());
                }
            };

    static final Meaning<Page> PAGE =
            new Meaning<>() {
                @Override
                public Page page(Page page) {
                    return page;
                }
            };

    @Override
    public final R apply(KvAnswer answer) {
        return answer.match(this);
    }

    @Override
    public R done(KvAnswer.Done done) {
        throw unexpected(done);
    }

    @Override
    public R absent(KvAnswer.Absent absent) {
        throw unexpected(absent);
    }

    @Override
    public R value(KvAnswer.Value value) {
        throw unexpected(value);
    }

    @Override
    public R page(Page page) {
        throw unexpected(page);
    }

    @Override
    public final R refused(KvAnswer.Refused refused) {
        throw new CallFailed.Refused(refused.text());
    }

    private static IllegalStateException unexpected(KvAnswer answer) {
        return new IllegalStateException("no answer to this: " + answer);
    }
}
