package io.understudy.simulation;

import io.understudy.protocol.kv.KvAnswer;
import io.understudy.simulation.history.Answer;

/** An answer of the key/value service in the judge's words. */
public final class Told implements KvAnswer.Cases<Answer> {

    @Override
    public Answer done(KvAnswer.Done done) {
        return Answer.DONE;
    }

    @Override
    public Answer absent(KvAnswer.Absent absent) {
        return Answer.ABSENT;
    }

    @Override
    public Answer value(KvAnswer.Value value) {
        return Answer.value(value.value().utf8());
    }

    @Override
    public Answer page(KvAnswer.Page page) {
        throw new IllegalStateException("nobody asked for a page");
    }

    @Override
    public Answer refused(KvAnswer.Refused refused) {
        return Answer.REFUSED;
    }
}
