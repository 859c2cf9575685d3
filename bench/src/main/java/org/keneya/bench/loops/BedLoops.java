// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.loops;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Allocator;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Census;
import org.keneya.allocation.Decision;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Travel;
import org.keneya.bench.beds.Call;
import org.keneya.bench.beds.Calls;
import org.keneya.bench.beds.Nation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision among 2,000 hospitals and 200,000 beds, and what a bed's change costs the census. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BedLoops {
    private static final AllocationPolicy BALANCED = AllocationPolicy.NEAREST.balanced("balanced", 1_800);

    /** Beds that are not free, per cent. */
    @Param({"50", "85", "99"})
    public int occupied = 85;

    private Census census = new Census();
    private Emergency[] emergencies = {};
    private Bed[] beds = {};
    private int next;

    /** Fills the nation's beds at random. */
    @Setup
    public void fill() {
        Nation nation = Nation.of(1, 2_000, 200_000);
        census = nation.census();
        Random random = new Random(1);
        for (Bed bed : nation.beds()) {
            if (random.nextInt(100) < occupied) {
                census.state(bed.id(), BedState.OCCUPIED);
            }
        }
        List<Call> calls = Calls.of(1, nation, 1, 4_096, 0.9, "", 0);
        emergencies = calls.stream().map(Call::emergency).toArray(Emergency[]::new);
        beds = nation.beds().toArray(Bed[]::new);
    }

    @Benchmark
    public Decision nearest() {
        return Allocator.decide(census, emergencies[next++ & 4_095], AllocationPolicy.NEAREST, Travel.GREAT_CIRCLE);
    }

    @Benchmark
    public Decision balanced() {
        return Allocator.decide(census, emergencies[next++ & 4_095], BALANCED, Travel.GREAT_CIRCLE);
    }

    /** A bed is given and given back. */
    @Benchmark
    public BedState stateTwice() {
        String bed = beds[(next += 7_919) & 131_071].id();
        BedState former = census.state(bed, BedState.HELD);
        return census.state(bed, former);
    }
}
