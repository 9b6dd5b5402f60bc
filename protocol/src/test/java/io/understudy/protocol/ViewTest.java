package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewTest {

    private static final ReplicaId A = new ReplicaId("A", 1);
    private static final ReplicaId B = new ReplicaId("B", 1);
    private static final ReplicaId C = new ReplicaId("C", 1);
    private static final ReplicaId A_LATER = new ReplicaId("A", 2);

    private static View view(ReplicaId primary, List<ReplicaId> members, List<ReplicaId> joiners) {
        return new View(1, Style.PASSIVE, primary, members, joiners);
    }

    private static void assertNoView(
            ReplicaId primary, List<ReplicaId> members, List<ReplicaId> joiners) {
        assertThrows(IllegalArgumentException.class, () -> view(primary, members, joiners));
    }

    @Test
    void thePrimaryIsAMember() {
        assertNoView(A, List.of(), List.of());
        assertNoView(A, List.of(B), List.of());
        assertNoView(A, List.of(B), List.of(A));
        assertNoView(A, List.of(A_LATER, B), List.of());
        assertNoView(null, List.of(A), List.of());
    }

    @Test
    void aReplicaStandsOnceInAView() {
        assertNoView(A, List.of(A, A), List.of());
        assertNoView(A, List.of(A), List.of(A));
        assertNoView(A, List.of(A), List.of(B, B));
    }

    @Test
    void noTwoLivesOfAReplicaStandInAView() {
        assertNoView(A, List.of(A, A_LATER), List.of());
        assertNoView(A, List.of(A, B), List.of(A_LATER));
    }

    @Test
    void viewsAreNumberedFromOne() {
        for (long number : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new View(number, Style.ACTIVE, A, List.of(A), List.of()));
        }
    }

    @Test
    void aViewHasAStyle() {
        assertThrows(
                IllegalArgumentException.class, () -> new View(1, null, A, List.of(A), List.of()));
    }

    @Test
    void membersAndJoinersTogetherAreLimited() {
        List<ReplicaId> most =
                IntStream.range(0, View.REPLICAS_MAX)
                        .mapToObj(i -> new ReplicaId("S" + i, i))
                        .toList();
        assertEquals(most, view(most.get(0), most, List.of()).members());
        assertNoView(most.get(0), most, List.of(A));
    }

    @Test
    void aViewDoesNotChangeWithTheListsItWasMadeOf() {
        List<ReplicaId> members = new ArrayList<>(List.of(A, B));
        View view = view(A, members, List.of());
        members.clear();
        assertEquals(List.of(A, B), view.members());
    }

    @Test
    void nobodyIsNoMember() {
        List<ReplicaId> members = Arrays.asList(A, null);
        assertThrows(NullPointerException.class, () -> view(A, members, List.of()));
    }

    @Test
    void everybodyWithAPartIsConcerned() {
        View view = view(A, List.of(A, B), List.of(C));
        assertTrue(view.concerns(A) && view.concerns(B) && view.concerns(C));
        assertFalse(view.concerns(A_LATER));
        assertTrue(view.hasMember(B) && !view.hasJoiner(B));
        assertTrue(view.hasJoiner(C) && !view.hasMember(C));
    }

    @Test
    void theOthersAreAllButOneMembersFirst() {
        View view = view(A, List.of(B, A), List.of(C));
        assertEquals(List.of(B, C), view.others(A));
        assertEquals(List.of(B, A), view.others(C));
        assertEquals(List.of(B, A, C), view.others(A_LATER));
    }

    @Test
    void viewsOfOneCastAreTheSameWhateverTheirNumbers() {
        View view = view(A, List.of(A, B), List.of(C));
        assertTrue(view.sameAs(new View(9, Style.PASSIVE, A, List.of(A, B), List.of(C))));
        assertFalse(view.sameAs(new View(1, Style.ACTIVE, A, List.of(A, B), List.of(C))));
        assertFalse(view.sameAs(view(B, List.of(A, B), List.of(C))));
        assertFalse(view.sameAs(view(A, List.of(A, B, C), List.of())));
        assertFalse(view.sameAs(view(A, List.of(A, B), List.of())));
    }

    @Test
    void aViewIsPrintedAsFacts() {
        assertEquals(
                "view=1 style=passive primary=A members=A,B joiners=C",
                view(A, List.of(A, B), List.of(C)).toString());
    }
}
