// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Bed;
import org.keneya.allocation.Hospital;

/**
 * A file of hospitals, one of three kinds that its first line tells apart:
 *
 * <ol>
 *   <li>{@code id,name,latitude,longitude,country,region,beds,specialities}: a line per hospital, each bed serves all specialities;
 *   <li>the same with {@code diversion, unit, equipment, isolation, sex, youngest, oldest, occupied} or some of them: a line per
 *       group of equal beds, several per hospital;
 *   <li>the list the NHS publishes ({@code OrganisationCode, OrganisationName, Latitude, Longitude}): hospitals without beds.
 * </ol>
 *
 * <p>Only {@code id, name, latitude, longitude, beds} and {@code specialities} must be there. Specialities are codes or labels; lists
 * are separated by {@code ;} or {@code |}. What does not say otherwise is open, French, without equipment, for anybody, and free.
 * A hospital is taken whole or not at all.
 *
 * @param hospitals in the order of their first lines
 * @param refused what was not taken and why, in the order of the lines
 */
public record HospitalFile(List<Listed> hospitals, List<Refusal> refused) {
    /** Lines a file may have below its first. */
    public static final int MOST_LINES = 200_000;

    /** Beds a file may have. */
    public static final int MOST_BEDS = 500_000;

    private static final int MOST_REFUSALS = 1_000;
    private static final int LONGEST_LINE = 4_000;

    public HospitalFile {
        hospitals = List.copyOf(hospitals);
        refused = List.copyOf(refused);
    }

    /** A hospital with its beds. */
    public record Listed(Hospital hospital, List<Bed> beds) {
        public Listed {
            beds = List.copyOf(beds);
        }
    }

    /**
     * A line that was not taken.
     *
     * @param line from 1, the first line of the file included
     * @param why a French sentence for who made the file
     */
    public record Refusal(int line, String why) {}

    /** Reads a file; faults are refusals, never exceptions. */
    public static HospitalFile read(byte[] bytes) {
        Csv csv = Csv.of(bytes);
        HospitalLine reader = HospitalLine.of(csv);
        if (reader == null) {
            return nothing(
                    "La première ligne doit nommer les colonnes id, name, latitude, longitude, beds et specialities, "
                            + "ou celles de la liste publiée par le NHS");
        }
        if (csv.lines().size() > MOST_LINES) {
            return nothing("Le fichier a plus de %d lignes : envoyez-le en plusieurs parties".formatted(MOST_LINES));
        }
        return new Reading(reader).of(csv);
    }

    private static HospitalFile nothing(String why) {
        return new HospitalFile(List.of(), List.of(new Refusal(1, why)));
    }

    /** A hospital while its lines are read. */
    private static final class Open {
        private final int line;
        private final Hospital hospital;
        private final List<Bed> beds = new ArrayList<>();
        private final Map<String, Integer> numbers = new LinkedHashMap<>();
        private @Nullable Integer wrong;

        Open(int line, Hospital hospital) {
            this.line = line;
            this.hospital = hospital;
        }
    }

    private static final class Reading {
        private final HospitalLine reader;
        private final Map<String, Open> open = new LinkedHashMap<>();
        private final List<Refusal> refused = new ArrayList<>();
        private int beds;

        Reading(HospitalLine reader) {
            this.reader = reader;
        }

        HospitalFile of(Csv csv) {
            for (int i = 0; i < csv.lines().size() && refused.size() < MOST_REFUSALS; i++) {
                String line = csv.lines().get(i);
                if (!line.isBlank()) {
                    line(i + 2, line);
                }
            }
            List<Listed> taken = new ArrayList<>();
            for (Open one : open.values()) {
                if (one.wrong == null) {
                    taken.add(new Listed(one.hospital, one.beds));
                } else if (one.wrong != one.line) {
                    refused.add(new Refusal(
                            one.line,
                            "L'établissement %s n'est pas repris, à cause de la ligne %d"
                                    .formatted(one.hospital.id(), one.wrong)));
                }
            }
            refused.sort(java.util.Comparator.comparingInt(Refusal::line));
            return new HospitalFile(taken, refused);
        }

        private void line(int number, String line) {
            List<String> values = reader.values(line);
            String id = reader.id(values);
            Open before = open.get(id);
            try {
                if (line.length() > LONGEST_LINE) {
                    throw new HospitalLine.Wrong("La ligne est trop longue");
                }
                Hospital hospital = reader.hospital(values);
                if (before == null) {
                    before = new Open(number, hospital);
                    open.put(id, before);
                } else {
                    same(before, hospital);
                }
                beds(before, values);
            } catch (HospitalLine.Wrong wrong) {
                refused.add(new Refusal(number, String.valueOf(wrong.getMessage())));
                fail(before, number);
            }
        }

        private static void fail(@Nullable Open hospital, int number) {
            if (hospital != null && hospital.wrong == null) {
                hospital.wrong = number;
            }
        }

        private void same(Open before, Hospital hospital) {
            if (!reader.hasBeds()) {
                throw new HospitalLine.Wrong(
                        "L'établissement %s est déjà à la ligne %d".formatted(hospital.id(), before.line));
            }
            if (!before.hospital.equals(hospital)) {
                throw new HospitalLine.Wrong(
                        "L'établissement %s est décrit autrement à la ligne %d (nom, lieu, région ou ouverture)"
                                .formatted(hospital.id(), before.line));
            }
        }

        private void beds(Open hospital, List<String> values) {
            HospitalLine.Group group = reader.group(values);
            beds += group.beds();
            if (beds > MOST_BEDS) {
                throw new HospitalLine.Wrong(
                        "Le fichier a plus de %d lits : envoyez-le en plusieurs parties".formatted(MOST_BEDS));
            }
            int from = hospital.numbers.getOrDefault(group.unit(), 0);
            hospital.beds.addAll(group.of(hospital.hospital.id(), from));
            hospital.numbers.put(group.unit(), from + group.beds());
        }
    }
}
