// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.loops;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.model.StructureCheck;
import org.keneya.synthetic.Generator;
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
import org.openjdk.jmh.infra.Blackhole;

/** Parsing, writing, checking and reading of search values, for one resource of a type from synthetic records. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ModelLoops {
    private static final int DIFFERENT = 64;

    @Param({"Patient", "Observation", "Encounter"})
    public String type = "Patient";

    private final List<byte[]> texts = new ArrayList<>();
    private final List<Json.Obj> trees = new ArrayList<>();
    private int next;

    /** Gathers some different resources of the type. */
    @Setup
    public void gather() {
        Generator generator = new Generator(1, LocalDate.of(2026, 1, 1));
        for (int number = 0; texts.size() < DIFFERENT; number++) {
            for (Json.Obj entry : generator.patient(number).objects("entry")) {
                Json.Obj resource = entry.object("resource");
                if (resource != null && type.equals(resource.string("resourceType")) && texts.size() < DIFFERENT) {
                    texts.add(JsonText.bytes(resource));
                    trees.add(resource);
                }
            }
        }
    }

    @Benchmark
    public Json.Obj parse() {
        return JsonText.readObject(texts.get(next++ & DIFFERENT - 1));
    }

    @Benchmark
    public byte[] write() {
        return JsonText.bytes(trees.get(next++ & DIFFERENT - 1));
    }

    @Benchmark
    public Object check() {
        return StructureCheck.check(trees.get(next++ & DIFFERENT - 1));
    }

    /** Every search parameter of the type, as indexing does, without making tokens. */
    @Benchmark
    public void searchValues(Blackhole sink) {
        Json.Obj resource = trees.get(next++ & DIFFERENT - 1);
        for (SearchParameter parameter : R4.definitions().searchParameters(type)) {
            parameter.accessor().each(resource, (fhirType, value) -> sink.consume(value));
        }
    }
}
