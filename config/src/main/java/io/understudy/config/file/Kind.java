package io.understudy.config.file;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of value that a key can have.
 *
 * @param wanted completes "want ..." for whoever wrote something else
 * @param read empty if the value is not of this kind
 */
record Kind<T>(String wanted, Function<Value, Optional<T>> read) {

    <U> Kind<U> map(Function<T, U> change) {
        return new Kind<>(wanted, value -> read.apply(value).map(change));
    }
}
