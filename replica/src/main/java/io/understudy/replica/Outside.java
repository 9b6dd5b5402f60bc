package io.understudy.replica;

/** In no view: new, or left out of one. */
final class Outside extends Part {

    @Override
    boolean inView() {
        return false;
    }

    @Override
    public String toString() {
        return "outside";
    }
}
