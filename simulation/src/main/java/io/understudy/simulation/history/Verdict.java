package io.understudy.simulation.history;

/** What the judge says of the calls on one key. */
public enum Verdict {
    /** One copy of the key could have given these answers. */
    LINEARIZABLE,
    /** None could. */
    REFUSED,
    /**
     * Nobody knows: the limit on work was reached first. Not to be taken for either of the others.
     */
    UNDECIDED
}
