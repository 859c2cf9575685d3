// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keneya.allocation.Hospital;

/** The day as pictures, for people who read French. */
public final class Pictures {
    private static final Map<String, String> NAMES = Map.of(
            "nearest", "Le plus proche ayant un lit (défaut)",
            "balanced-900", "Équilibré, poids 15 min",
            "balanced-3600", "Équilibré, poids 1 h",
            "reserve-10", "Réserve pédiatrique de 10 %",
            "stale-5-minutes", "État des lits vieux de 5 min",
            "nearest-door", "Le plus proche, sans voir les lits",
            "random-in-region", "Au hasard dans la région",
            "first-in-list", "Le premier de la liste");

    /** Told apart by people who do not see all colours, too (Okabe and Ito, 2008). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#009e73", "#56b4e9", "#cc79a7", "#e69f00", "#d55e00", "#777777", "#000000");

    private static final int[] MINUTES = {2, 5, 10, 20, 60, 120, 240, 480, 960};

    private final Path directory;
    private final Nation nation;

    public Pictures(Path directory, Nation nation) {
        this.directory = directory;
        this.nation = nation;
    }

    public void draw(List<Outcome> outcomes) {
        travel(outcomes);
        shares(outcomes);
        epidemic(outcomes);
        for (Outcome outcome : outcomes) {
            switch (outcome.name()) {
                case "nearest" -> {
                    regions(outcome);
                    hospitals(outcome);
                }
                case "balanced-3600" -> hospitals(outcome);
                default -> {}
            }
        }
    }

    private void travel(List<Outcome> outcomes) {
        Drawing drawing =
                new Drawing(960, 560, "Part des urgences arrivées dans un lit en moins de… (détours compris)");
        double left = 70;
        double right = 630;
        double top = 60;
        double bottom = 500;
        double most = Math.log(MINUTES[MINUTES.length - 1]);
        for (int percent = 0; percent <= 100; percent += 20) {
            double y = bottom - (bottom - top) * percent / 100;
            drawing.line(left, y, right, y);
            drawing.text(left - 8, y + 4, 12, Drawing.GREY, "end", percent + " %");
        }
        for (int minutes : MINUTES) {
            double x = left + (right - left) * Math.log(minutes) / most;
            drawing.line(x, top, x, bottom);
            drawing.text(
                    x, bottom + 18, 12, Drawing.GREY, "middle", minutes < 60 ? minutes + " min" : minutes / 60 + " h");
        }
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            int[] travel = outcome.travel();
            StringBuilder points = new StringBuilder();
            for (double x = left; x <= right; x += 2) {
                double seconds = 60 * Math.exp((x - left) / (right - left) * most);
                int arrived = upTo(travel, seconds);
                double share = arrived / (double) travel.length * (100 - outcome.failed()) / 100;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, bottom - (bottom - top) * share));
            }
            drawing.path(points.toString().strip(), COLOURS.get(i), i > 3);
            double y = 90 + 24 * i;
            drawing.path("%d,%.0f %d,%.0f".formatted(650, y, 684, y), COLOURS.get(i), i > 3);
            drawing.text(692, y + 4, 13, Drawing.INK, "start", name(outcome));
        }
        drawing.text(
                left,
                540,
                12,
                Drawing.GREY,
                "start",
                "Échelle de temps logarithmique. Une courbe qui s'arrête sous 100 % : des urgences sont restées sans lit.");
        drawing.write(directory.resolve("travel.svg"));
    }

    private void shares(List<Outcome> outcomes) {
        Drawing drawing = new Drawing(
                960,
                110 + 46 * outcomes.size(),
                "Envoyées au plus proche hôpital compétent ; refoulées à une porte ; sans lit");
        drawing.text(320, 62, 12, Drawing.GREY, "start", "part des urgences de la journée");
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            double y = 80 + 46 * i;
            drawing.text(308, y + 20, 13, Drawing.INK, "end", name(outcome));
            bar(drawing, y, outcome.nearestCompetent(), "#0072b2");
            bar(drawing, y + 12, outcome.turnedAway(), "#e69f00");
            bar(drawing, y + 24, outcome.failed(), "#8c1515");
        }
        double y = 96 + 46.0 * outcomes.size();
        legend(drawing, 320, y, "#0072b2", "au plus proche compétent");
        legend(drawing, 520, y, "#e69f00", "refoulées au moins une fois");
        legend(drawing, 740, y, "#8c1515", "sans lit");
        drawing.write(directory.resolve("shares.svg"));
    }

    private void epidemic(List<Outcome> outcomes) {
        Drawing drawing =
                new Drawing(960, 460, "Lits de pneumologie pris dans la région de l'épidémie (" + Days.STRICKEN + ")");
        for (int percent = 60; percent <= 100; percent += 10) {
            double y = 400 - 8.4 * (percent - 60);
            drawing.line(70, y, 630, y);
            drawing.text(62, y + 4, 12, Drawing.GREY, "end", percent + " %");
        }
        for (int hour = 0; hour <= 24; hour += 3) {
            drawing.text(70 + 560.0 * hour / 24, 420, 12, Drawing.GREY, "middle", hour + " h");
        }
        for (int i = 0; i < outcomes.size(); i++) {
            double[] lungs = outcomes.get(i).strickenLungs();
            StringBuilder points = new StringBuilder();
            for (int sample = 0; sample < lungs.length; sample++) {
                double y = 400 - 840 * Math.max(0, lungs[sample] - 0.6);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", 70 + 560.0 * sample / lungs.length, y));
            }
            drawing.path(points.toString().strip(), COLOURS.get(i), i > 3);
            double y = 90 + 24 * i;
            drawing.path("%d,%.0f %d,%.0f".formatted(650, y, 684, y), COLOURS.get(i), i > 3);
            drawing.text(692, y + 4, 13, Drawing.INK, "start", name(outcomes.get(i)));
        }
        drawing.write(directory.resolve("epidemic.svg"));
    }

    private void regions(Outcome outcome) {
        Drawing drawing = new Drawing(960, 500, "Lits pris par région au fil de la journée : " + name(outcome));
        double y = 60;
        double cell = 660.0 / (Life.DAY / Outcome.SAMPLE);
        for (Map.Entry<String, double[]> region : outcome.occupancy().entrySet()) {
            drawing.text(228, y + 18, 13, Drawing.INK, "end", region.getKey());
            for (int i = 0; i < region.getValue().length; i++) {
                drawing.box(240 + i * cell, y, cell + 0.3, 26, Drawing.heat((region.getValue()[i] - 0.7) / 0.3));
            }
            y += 29;
        }
        for (int hour = 0; hour <= 24; hour += 3) {
            drawing.text(240 + 660.0 * hour / 24, y + 14, 12, Drawing.GREY, "middle", hour + " h");
        }
        scale(drawing, y + 32);
        drawing.write(directory.resolve("regions-%s.svg".formatted(outcome.name())));
    }

    private void hospitals(Outcome outcome) {
        Drawing drawing = new Drawing(760, 720, "Hôpitaux à 20 h : " + name(outcome));
        for (Hospital hospital : nation.hospitals()) {
            double share = outcome.evening().getOrDefault(hospital.id(), 0.0);
            double x = 60 + (hospital.place().longitude() + 5.2) * 43.5;
            double y = 60 + (51.2 - hospital.place().latitude()) * 62;
            if (x < 740 && y < 660) {
                drawing.dot(x, y, 3.2, Drawing.heat((share - 0.7) / 0.3));
            }
        }
        scale(drawing, 676);
        drawing.write(directory.resolve("hospitals-%s.svg".formatted(outcome.name())));
    }

    private static void scale(Drawing drawing, double y) {
        for (int i = 0; i < 30; i++) {
            drawing.box(240 + 8 * i, y, 8.3, 12, Drawing.heat(i / 29.0));
        }
        drawing.text(232, y + 11, 12, Drawing.GREY, "end", "70 % des lits pris ou moins");
        drawing.text(488, y + 11, 12, Drawing.GREY, "start", "100 %");
    }

    private static void bar(Drawing drawing, double y, double percent, String colour) {
        drawing.box(320, y, Math.max(0.5, percent * 5.4), 10, colour);
        drawing.text(
                326 + percent * 5.4,
                y + 9,
                10,
                Drawing.GREY,
                "start",
                "%.1f %%".formatted(percent).replace('.', ','));
    }

    private static void legend(Drawing drawing, double x, double y, String colour, String text) {
        drawing.box(x, y - 9, 10, 10, colour);
        drawing.text(x + 16, y, 12, Drawing.INK, "start", text);
    }

    private static int upTo(int[] sorted, double seconds) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] <= seconds) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static String name(Outcome outcome) {
        return NAMES.getOrDefault(outcome.name(), outcome.name());
    }
}
