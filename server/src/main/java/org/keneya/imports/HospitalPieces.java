// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keneya.beds.Csv;

/** A file of hospitals in pieces of one request each, all lines of a hospital in the same. */
final class HospitalPieces {
    private static final int MOST_LINES = 2_000;
    private static final int MOST_CHARACTERS = 400_000;

    private HospitalPieces() {}

    /**
     * Part of a file, with the file's first line.
     *
     * @param numbers where its lines below the first stand in the file, from 1
     */
    record Piece(String text, List<Integer> numbers) {

        /** Where a line of the piece stands in the file. */
        int line(int number) {
            int below = number - 2;
            return below < 0 || below >= numbers.size() ? number : numbers.get(below);
        }
    }

    static List<Piece> of(byte[] file) {
        Csv csv = Csv.of(file);
        int id = csv.column("id") >= 0 ? csv.column("id") : csv.column("organisationcode");
        Map<String, List<Integer>> hospitals = new LinkedHashMap<>();
        for (int i = 0; i < csv.lines().size(); i++) {
            String line = csv.lines().get(i);
            if (!line.isBlank()) {
                List<String> values = csv.values(line);
                String hospital = id >= 0 && id < values.size() ? values.get(id) : "";
                hospitals.computeIfAbsent(hospital, _ -> new ArrayList<>()).add(i);
            }
        }
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder(csv.first()).append('\n');
        List<Integer> numbers = new ArrayList<>();
        for (List<Integer> lines : hospitals.values()) {
            if (!numbers.isEmpty() && (numbers.size() + lines.size() > MOST_LINES || text.length() > MOST_CHARACTERS)) {
                pieces.add(new Piece(text.toString(), List.copyOf(numbers)));
                text.setLength(csv.first().length() + 1);
                numbers.clear();
            }
            for (int line : lines) {
                text.append(csv.lines().get(line)).append('\n');
                numbers.add(line + 2);
            }
        }
        pieces.add(new Piece(text.toString(), List.copyOf(numbers)));
        return pieces;
    }
}
