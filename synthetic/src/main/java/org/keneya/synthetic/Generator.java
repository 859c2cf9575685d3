// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.chart.Hospital;
import org.keneya.synthetic.internal.pathways.Life;
import org.keneya.synthetic.internal.pathways.Pathway;
import org.keneya.synthetic.internal.pathways.Pathways;

/**
 * Makes up the patients of one hospital as FHIR R4 transaction bundles. The record of patient i depends only on the
 * seed, i and the reference day, so that a run can be resumed, split or repeated; nothing is kept between patients. The
 * first 32 patients are fixed people, patient 0 is {@code Patient/demo-patient}. Thread-safe.
 *
 * @param seed another seed, another population
 * @param today the reference day: people are in hospital on it, appointments follow it; 2015 to 2100
 */
public record Generator(long seed, LocalDate today) {
    /** Patients of one file. */
    public static final int PER_FILE = 1000;

    private static final LocalDate EARLIEST = LocalDate.of(2015, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);

    /** @throws IllegalArgumentException when the day is out of range */
    public Generator {
        if (today.isBefore(EARLIEST) || today.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "the reference day (%s) must lie between %s and %s".formatted(today, EARLIEST, LATEST));
        }
    }

    /** The hospital: establishment, units, wards, beds, doctors, nurses, demonstration accounts. The same for every seed. */
    public Json.Obj organisation() {
        return bundle(Hospital.resources());
    }

    /**
     * What the Practitioner of a demonstration account is called: {@code Dr Hélène MARCHAND}.
     *
     * @param practitioner its id, {@code demo-} and the login
     * @throws IllegalArgumentException when there is none
     */
    public static String nameOf(String practitioner) {
        return Hospital.nameOf(practitioner);
    }

    /**
     * The record of one patient.
     *
     * @param number from 0
     * @return a transaction Bundle; every reference in it points into it or into {@link #organisation}
     */
    public Json.Obj patient(long number) {
        return bundle(live(number, code -> {}).resources());
    }

    /** The records of some patients, lazily and in order. */
    public Stream<Json.Obj> patients(long from, long to) {
        return LongStream.range(from, to).mapToObj(this::patient);
    }

    /** What a demonstration server starts with: the organisation, then the patients, lazily. */
    public Stream<Json.Obj> demoHospital(int patients) {
        return Stream.concat(Stream.of(organisation()), patients(0, patients));
    }

    /** Codes of all pathways a patient may follow. */
    public static List<String> pathways() {
        return Pathways.all().stream().map(Pathway::code).toList();
    }

    /** Codes of the pathways one patient follows. */
    public List<String> pathwaysOf(long number) {
        Stream.Builder<String> codes = Stream.builder();
        live(number, codes);
        return codes.build().distinct().toList();
    }

    /**
     * Writes {@code organisation.ndjson}, then {@code patients-00001.ndjson} and so on, one Bundle a line, {@value
     * #PER_FILE} lines a file.
     *
     * @throws UncheckedIOException when the directory cannot be written
     */
    public void write(long patients, Path directory, Progress progress) {
        try {
            Files.createDirectories(directory);
            try (OutputStream out = open(directory.resolve("organisation.ndjson"))) {
                line(organisation(), out);
            }
            long resources = 0;
            for (long first = 0; first < patients; first += PER_FILE) {
                Path file = directory.resolve("patients-%05d.ndjson".formatted(first / PER_FILE + 1));
                try (OutputStream out = open(file)) {
                    for (long number = first; number < Math.min(patients, first + PER_FILE); number++) {
                        Json.Obj bundle = patient(number);
                        line(bundle, out);
                        resources += bundle.objects("entry").size();
                        progress.written(number + 1, resources);
                    }
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Chart live(long number, Consumer<String> followed) {
        return Life.live(seed, number, today, followed);
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    private static void line(Json.Obj bundle, OutputStream out) throws IOException {
        JsonText.write(bundle, out, false);
        out.write('\n');
    }

    private static Json.Obj bundle(List<Json.Obj> resources) {
        Json.Arr entries = new Json.Arr();
        for (Json.Obj resource : resources) {
            String url = resource.string("resourceType") + "/" + resource.string("id");
            entries.add(new Json.Obj(2)
                    .put("resource", resource)
                    .put("request", new Json.Obj(2).put("method", "PUT").put("url", url)));
        }
        return new Json.Obj(3)
                .put("resourceType", "Bundle")
                .put("type", "transaction")
                .put("entry", entries);
    }
}
