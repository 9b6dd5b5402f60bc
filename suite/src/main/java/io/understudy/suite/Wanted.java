package io.understudy.suite;

import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;

/** Whether an answer is what one calls an operation for, by which a command ends with 0 or 1. */
record Wanted(KvAnswer answer) implements KvOperation.Cases<Boolean> {

    private boolean isPresent() {
        return !(answer instanceof KvAnswer.Absent);
    }

    @Override
    public Boolean get(KvOperation.Get get) {
        return isPresent();
    }

    @Override
    public Boolean put(KvOperation.Put put) {
        return true;
    }

    @Override
    public Boolean append(KvOperation.Append append) {
        return true;
    }

    /** That there was nothing before is no failure. */
    @Override
    public Boolean putHash(KvOperation.PutHash putHash) {
        return true;
    }

    @Override
    public Boolean delete(KvOperation.Delete delete) {
        return isPresent();
    }

    @Override
    public Boolean compareAndSet(KvOperation.CompareAndSet compareAndSet) {
        return answer instanceof KvAnswer.Done;
    }

    @Override
    public Boolean increment(KvOperation.Increment increment) {
        return true;
    }

    @Override
    public Boolean scan(KvOperation.Scan scan) {
        return true;
    }
}
