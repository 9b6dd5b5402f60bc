package io.understudy.manager.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void everyPrimaryIsLostAndComesBackAndTheClientHearsOfEachView() {
        assertEquals(new Rehearsal.Played(14, 14), Rehearsal.play());
    }
}
