package io.understudy.protocol;

/**
 * A place in a group's log. Two logs that have an entry of the same view at the same sequence are
 * equal up to there, because only one primary makes entries in a view.
 *
 * @param view in which that entry was made; 0 before the first
 * @param sequence from 1; 0 before the first
 */
public record Position(long view, long sequence) implements Comparable<Position> {

    public static final Position START = new Position(0, 0);

    public Position {
        Check.argument(view >= 0, "view=%d", view);
        Check.argument(sequence >= 0, "sequence=%d", sequence);
        Check.argument((view == 0) == (sequence == 0), "view=%d sequence=%d", view, sequence);
    }

    static Position read(WireReader in) {
        return new Position(in.int64(), in.int64());
    }

    void write(WireWriter out) {
        out.int64(view).int64(sequence);
    }

    /** The one that counts as longer: more views first, since a later view knew more. */
    @Override
    public int compareTo(Position other) {
        int byView = Long.compare(view, other.view);
        return byView != 0 ? byView : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return view + ":" + sequence;
    }
}
