// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of random worlds, each a function of its number. */
class AllocatorPropertiesTest {
    private static final int WORLDS = 4_000;
    private static final int EMERGENCIES = 5;

    /** What is checked of one decision. */
    private interface Check {
        void check(RandomWorld world, Census census, Emergency emergency, AllocationPolicy policy, Travel travel);
    }

    @Test
    void agreesWithTheSlowOracleOnBedAndOrder() {
        int[] placed = new int[1];
        inManyWorlds((world, census, emergency, policy, travel) -> {
            SlowOracle oracle = new SlowOracle(world.hospitals(), world.beds(), policy, travel);
            Decision decision = Allocator.decide(census, emergency, policy, travel);
            assertThat(bed(decision)).isEqualTo(oracle.bed(emergency));
            if (decision instanceof Placed answer) {
                placed[0]++;
                List<Hospital> others = oracle.ranked(emergency)
                        .filter(hospital -> !hospital.equals(answer.hospital()))
                        .limit(3)
                        .toList();
                assertThat(answer.alternatives())
                        .extracting(Alternative::hospital)
                        .containsExactlyElementsOf(others);
            }
        });
        assertThat(placed[0]).isBetween(WORLDS, WORLDS * EMERGENCIES);
    }

    @Test
    void theOrderInWhichTheCensusWasFilledChangesNothing() {
        Random order = new Random(7);
        inManyWorlds((world, census, emergency, policy, travel) -> assertThat(
                        Allocator.decide(world.shuffled(order), emergency, policy, travel))
                .isEqualTo(Allocator.decide(census, emergency, policy, travel)));
    }

    @Test
    void whateverWasDoneToACensusOnlyItsStateCounts() {
        Random random = new Random(11);
        inManyWorlds((world, census, emergency, policy, travel) -> {
            Decision before = Allocator.decide(census, emergency, policy, travel);
            List<BedState> states = new ArrayList<>();
            for (Bed bed : world.beds()) {
                states.add(census.state(bed.id(), RandomWorld.pick(random, BedState.values())));
            }
            for (int i = world.beds().size() - 1; i >= 0; i--) {
                census.state(world.beds().get(i).id(), states.get(i));
            }
            assertThat(Allocator.decide(census, emergency, policy, travel)).isEqualTo(before);
        });
    }

    @Test
    void aBedThatIsNotFreeIsNeverGiven() {
        inManyWorlds((world, census, emergency, policy, travel) -> {
            while (Allocator.decide(census, emergency, policy, travel) instanceof Placed placed) {
                assertThat(census.state(placed.bed().id(), BedState.HELD)).isEqualTo(BedState.FREE);
            }
        });
    }

    @Test
    void oneMoreFreeBedNeverMakesTheAnswerWorse() {
        Random random = new Random(13);
        inManyWorlds((world, census, emergency, policy, travel) -> {
            AllocationPolicy nearest = AllocationPolicy.NEAREST;
            Decision before = Allocator.decide(census, emergency, nearest, travel);
            if (!world.beds().isEmpty()) {
                Bed bed = world.beds().get(random.nextInt(world.beds().size()));
                census.state(bed.id(), BedState.FREE);
                Decision after = Allocator.decide(census, emergency, nearest, travel);
                if (before instanceof Placed former) {
                    assertThat(after).isInstanceOf(Placed.class);
                    Placed now = (Placed) after;
                    assertThat(now.travelKind().compareTo(former.travelKind())).isGreaterThanOrEqualTo(0);
                    if (now.travelKind() == former.travelKind()) {
                        assertThat(now.travelSeconds()).isLessThanOrEqualTo(former.travelSeconds());
                    }
                }
            }
        });
    }

    @Test
    void countsOfWhatStoodInTheWayAddUpToTheHospitalsOfTheSpeciality() {
        inManyWorlds((world, census, emergency, policy, travel) -> {
            if (emergency.hospital() == null
                    && Allocator.decide(census, emergency, policy, travel) instanceof NoBed none
                    && none.reasons().getFirst() instanceof Reason.Hindrance first
                    && first.obstacle() != Obstacle.NOT_SERVED) {
                int hospitals = none.reasons().stream()
                        .mapToInt(reason -> ((Reason.Hindrance) reason).hospitals())
                        .sum();
                assertThat(hospitals).isEqualTo((int) world.beds().stream()
                        .filter(bed -> bed.specialities().contains(emergency.speciality()))
                        .map(Bed::hospital)
                        .distinct()
                        .count());
            }
        });
    }

    private static void inManyWorlds(Check check) {
        for (int number = 0; number < WORLDS; number++) {
            Random random = new Random(number);
            RandomWorld world = RandomWorld.of(random);
            for (int i = 0; i < EMERGENCIES; i++) {
                try {
                    check.check(
                            world, world.census(), world.emergency(random), world.policy(random), world.travel(random));
                } catch (AssertionError error) {
                    throw new AssertionError("in world %d, emergency %d".formatted(number, i), error);
                }
            }
        }
    }

    private static Optional<String> bed(Decision decision) {
        return decision instanceof Placed placed ? Optional.of(placed.bed().id()) : Optional.empty();
    }
}
