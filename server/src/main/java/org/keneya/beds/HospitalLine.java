// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Place;
import org.keneya.allocation.Sex;

/** Reads one line of a file of hospitals; the faults it finds are told in French, as the people who make such files speak it. */
final class HospitalLine {
    /** What a bed may have. */
    static final Set<String> EQUIPMENT = new LinkedHashSet<>(
            List.of("monitor", "ventilator", "dialysis", "ecmo", "incubator", "bariatric", "telemetry"));

    private static final List<String> NEEDED = List.of("id", "name", "latitude", "longitude", "beds", "specialities");
    private static final List<String> NHS = List.of("organisationcode", "organisationname", "latitude", "longitude");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,40}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,4}([.,][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,5}");
    private static final Pattern LIST = Pattern.compile("[;|,]");
    private static final Pattern NO_LABEL = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int LONGEST_NAME = 200;
    private static final int MOST_BEDS = 5_000;

    private final Csv csv;
    private final boolean nhs;

    private HospitalLine(Csv csv, boolean nhs) {
        this.csv = csv;
        this.nhs = nhs;
    }

    /** Null when the first line names none of the columns it has to. */
    static @Nullable HospitalLine of(Csv csv) {
        if (csv.header().containsAll(NEEDED)) {
            return new HospitalLine(csv, false);
        }
        return csv.header().containsAll(NHS) ? new HospitalLine(csv, true) : null;
    }

    /** What is wrong with a line. */
    static final class Wrong extends RuntimeException {
        Wrong(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Equal beds.
     *
     * @param beds 0 and up
     * @param occupied the first so many
     */
    record Group(
            String unit,
            int beds,
            Set<String> specialities,
            Set<String> equipment,
            Isolation isolation,
            @Nullable Sex sex,
            double youngest,
            double oldest,
            int occupied) {

        /** @param from beds of the unit that stand on earlier lines */
        List<Bed> of(String hospital, int from) {
            String start = hospital + "." + label(unit) + "-";
            List<Bed> made = new ArrayList<>(beds);
            for (int i = 0; i < beds; i++) {
                made.add(new Bed(
                        start + String.format(Locale.ROOT, "%02d", from + i + 1),
                        hospital,
                        unit,
                        specialities,
                        equipment,
                        isolation,
                        sex,
                        youngest,
                        oldest,
                        i < occupied ? BedState.OCCUPIED : BedState.FREE));
            }
            return made;
        }

        private static String label(String unit) {
            String plain = Normalizer.normalize(unit, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
            String label = NO_LABEL.matcher(plain).replaceAll("-").replaceAll("^-|-$", "");
            return label.isEmpty() ? "U" : label.substring(0, Math.min(16, label.length()));
        }
    }

    boolean hasBeds() {
        return !nhs;
    }

    List<String> values(String line) {
        return csv.values(line);
    }

    String id(List<String> values) {
        return nhs ? "GB-" + value(values, "organisationcode") : value(values, "id");
    }

    Hospital hospital(List<String> values) {
        if (values.size() != csv.header().size()) {
            throw new Wrong("La ligne a %d valeurs, la première %d colonnes"
                    .formatted(values.size(), csv.header().size()));
        }
        String id = id(values);
        if (!ID.matcher(id).matches()) {
            throw new Wrong("L'identifiant doit avoir 1 à 40 lettres sans accent, chiffres, « . » ou « - »");
        }
        Place place = new Place(
                degrees(value(values, "latitude"), 90, "La latitude"),
                degrees(value(values, "longitude"), 180, "La longitude"));
        if (place.latitude() == 0 && place.longitude() == 0) {
            throw new Wrong("Les coordonnées 0, 0 ne sont celles d'aucun établissement");
        }
        if (nhs) {
            String county = value(values, "county");
            return new Hospital(
                    id,
                    name(value(values, "organisationname")),
                    place,
                    Diversion.OPEN,
                    "GB",
                    county.isEmpty() ? null : text(county, "La région"));
        }
        String country = value(values, "country").toUpperCase(Locale.ROOT);
        if (!country.isEmpty() && !COUNTRY.matcher(country).matches()) {
            throw new Wrong("Le pays doit être un code de deux lettres, comme FR ou GB");
        }
        String region = value(values, "region");
        return new Hospital(
                id,
                name(value(values, "name")),
                place,
                word(Diversion.values(), value(values, "diversion"), Diversion.OPEN, "L'ouverture (diversion)"),
                country.isEmpty() ? "FR" : country,
                region.isEmpty() ? null : text(region, "La région"));
    }

    Group group(List<String> values) {
        if (nhs) {
            return new Group("", 0, Set.of(), Set.of(), Isolation.NONE, null, 0, 130, 0);
        }
        int beds = whole(value(values, "beds"), MOST_BEDS, "Le nombre de lits");
        Set<String> specialities = specialities(value(values, "specialities"));
        if (specialities.isEmpty() && beds > 0) {
            throw new Wrong("Des lits sans spécialité ne peuvent être attribués");
        }
        String unit = value(values, "unit");
        double youngest = age(value(values, "youngest"), 0);
        double oldest = age(value(values, "oldest"), 130);
        if (youngest > oldest) {
            throw new Wrong("L'âge minimal (%s) dépasse l'âge maximal (%s)"
                    .formatted(value(values, "youngest"), value(values, "oldest")));
        }
        String occupied = value(values, "occupied");
        return new Group(
                unit.isEmpty() ? "Lits" : text(unit, "L'unité"),
                beds,
                specialities,
                equipment(value(values, "equipment")),
                word(Isolation.values(), value(values, "isolation"), Isolation.NONE, "L'isolement"),
                sex(value(values, "sex")),
                youngest,
                oldest,
                occupied.isEmpty() ? 0 : whole(occupied, beds, "Le nombre de lits occupés"));
    }

    private String value(List<String> values, String column) {
        int at = csv.column(column);
        return at < 0 || at >= values.size() ? "" : values.get(at);
    }

    private static String name(String text) {
        if (text.isBlank()) {
            throw new Wrong("Le nom manque");
        }
        return text(text, "Le nom");
    }

    private static String text(String text, String what) {
        if (text.length() > LONGEST_NAME || CONTROL.matcher(text).find()) {
            throw new Wrong(what + " doit avoir au plus %d caractères, tous imprimables".formatted(LONGEST_NAME));
        }
        return text;
    }

    private static double degrees(String text, int most, String what) {
        double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text.replace(',', '.')) : Double.NaN;
        if (!(Math.abs(value) <= most)) {
            throw new Wrong("%s doit être un nombre de degrés de -%d à %d".formatted(what, most, most));
        }
        return value;
    }

    private static double age(String text, double usual) {
        if (text.isEmpty()) {
            return usual;
        }
        double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text.replace(',', '.')) : Double.NaN;
        if (!(value >= 0 && value <= 130)) {
            throw new Wrong("Un âge doit être un nombre d'années de 0 à 130");
        }
        return value;
    }

    private static int whole(String text, int most, String what) {
        if (!WHOLE.matcher(text).matches() || Integer.parseInt(text) > most) {
            throw new Wrong("%s doit être un nombre entier de 0 à %d".formatted(what, most));
        }
        return Integer.parseInt(text);
    }

    private static Set<String> specialities(String text) {
        Set<String> codes = new LinkedHashSet<>();
        for (String one : list(text)) {
            codes.add(Specialities.named(one)
                    .orElseThrow(() -> new Wrong("La spécialité « %s » n'est pas connue".formatted(shortened(one))))
                    .code());
        }
        return codes;
    }

    private static Set<String> equipment(String text) {
        Set<String> codes = new LinkedHashSet<>();
        for (String one : list(text)) {
            if (!EQUIPMENT.contains(one)) {
                throw new Wrong("L'équipement « %s » n'est pas connu ; le sont %s"
                        .formatted(shortened(one), String.join(", ", EQUIPMENT)));
            }
            codes.add(one);
        }
        return codes;
    }

    private static List<String> list(String text) {
        return LIST.splitAsStream(text)
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static @Nullable Sex sex(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "any" -> null;
            case "female", "f" -> Sex.FEMALE;
            case "male", "m" -> Sex.MALE;
            default -> throw new Wrong("Le sexe doit être female, male ou rien");
        };
    }

    private static <E extends Enum<E>> E word(E[] known, String text, E usual, String what) {
        if (text.isEmpty()) {
            return usual;
        }
        List<String> words = new ArrayList<>();
        for (E one : known) {
            String word = one.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return one;
            }
            words.add(word);
        }
        throw new Wrong("%s doit être : %s".formatted(what, String.join(", ", words)));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(40, text.length()));
    }
}
