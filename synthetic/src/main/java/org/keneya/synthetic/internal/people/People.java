// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Ins;

/**
 * Draws the person of a number. Nobody real can be meant: phones are of the ranges the regulator reserves for fiction,
 * mail goes to example.org, and matricules are of the demonstration authority, with order numbers from 900 on, more
 * than any commune of the list registers in one month.
 */
public final class People {
    /** The id of the patient with an account of their own. */
    public static final String DEMO_PATIENT = "demo-patient";

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^a-z]+");
    private static final List<String> LANDLINES = List.of("1 99 00", "2 61 91", "3 53 01", "4 65 71", "5 36 49");
    private static final List<String> STREETS = Arrays.asList(
            ("rue des Lilas|rue de la République|avenue Jean Jaurès|rue Victor Hugo|place du Marché|rue de l'Église|"
                            + "chemin des Vignes|rue du Moulin|boulevard Voltaire|impasse des Acacias|rue Pasteur|"
                            + "allée des Tilleuls|rue des Écoles|rue Gambetta|avenue du Général de Gaulle|"
                            + "rue de la Fontaine|route de Bellevue|rue Émile Zola|quai des Bateliers|"
                            + "rue du 8 Mai 1945|rue Louise Michel|cours Lafayette|rue de la Gare|rue des Rosiers|"
                            + "lotissement Les Hauts du Parc, rue des Mésanges|square Marie Curie|rue Saint-Exupéry|"
                            + "montée du Château|rue Jules Ferry|rue de l'Abbé Grégoire")
                    .split("\\|"));

    /** Share of each band of five years from birth to 100 and above, per thousand, as France counts them. */
    private static final double[] PYRAMID = {
        50, 56, 61, 61, 59, 55, 58, 61, 63, 60, 65, 64, 62, 57, 54, 46, 28, 20, 11, 3.5, 0.5
    };

    private static final Weighted<Integer> BANDS = new Weighted<>(bands(), band -> PYRAMID[band]);

    private People() {}

    public static Person person(long seed, long number, LocalDate today) {
        Dice dice = Dice.of(seed, number, 1);
        Cast cast = Cast.of(number, today).orElse(null);
        Plan plan = Plan.of(number);
        Sex sex = sex(dice, cast, plan);
        LocalDate born = cast != null ? cast.born() : birth(dice, plan, today);
        Origin origin = Names.origin(dice);
        Place birthPlace = cast != null ? place(cast.birthPlace()) : Places.birth(dice, origin, born.getYear());
        List<String> givenNames = cast != null ? cast.givenNames() : givenNames(dice, origin, sex, born.getYear());
        String birthName = cast != null ? cast.birthName() : capitals(Names.family(dice, origin));
        String usedName = cast != null ? cast.usedName() : usedName(dice, sex, born, today);
        Identity identity = cast != null ? cast.identity() : identity(dice);
        Place home = number == 5 || number == 6 ? Places.of("69383") : Places.home(dice);
        String street = number == 6 ? street(Dice.of(seed, 5, 2)) : street(Dice.of(seed, number, 2));
        String name = usedName == null ? birthName : usedName;
        return new Person(
                number,
                number == 0 ? DEMO_PATIENT : Ids.uuid(seed, number, 0),
                sex,
                born,
                cast == null && plan.present() == Plan.Present.NOTHING ? death(dice, born, today) : null,
                birthName,
                usedName,
                givenNames,
                birthPlace,
                home,
                street,
                landline(dice, home),
                "+33 6 39 98 %s".formatted(four(dice)),
                "%s.%s%d@example.org".formatted(plain(givenNames.getFirst()), plain(name), number),
                identity,
                matricule(number, sex, born, birthPlace),
                String.valueOf(100_000_000L + number));
    }

    private static Sex sex(Dice dice, @Nullable Cast cast, Plan plan) {
        Sex drawn = dice.chance(0.53) ? Sex.FEMALE : Sex.MALE;
        if (cast != null) {
            return cast.sex();
        }
        return plan.sex() == null ? drawn : plan.sex();
    }

    private static LocalDate birth(Dice dice, Plan plan, LocalDate today) {
        for (int i = 0; i < 20; i++) {
            int age = BANDS.draw(dice) * 5 + dice.below(5);
            if (age >= plan.minAge() && age <= plan.maxAge()) {
                return today.minusYears(age).minusDays(dice.between(4, 364));
            }
        }
        return today.minusYears(dice.between(plan.minAge(), plan.maxAge())).minusDays(dice.between(4, 364));
    }

    private static Place place(String code) {
        if (!code.startsWith("99")) {
            return Places.of(code);
        }
        return Arrays.stream(Origin.values())
                .flatMap(origin -> origin.countries().stream())
                .filter(country -> country.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> givenNames(Dice dice, Origin origin, Sex sex, int year) {
        List<String> names = new ArrayList<>();
        int wanted = dice.chance(0.55) ? dice.between(2, 3) : 1;
        for (int i = 0; i < wanted * 3 && names.size() < wanted; i++) {
            String name = Names.given(dice, origin, sex, i == 0 ? year : year - 25);
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Married and widowed women mostly use another name; some men do. */
    private static @Nullable String usedName(Dice dice, Sex sex, LocalDate born, LocalDate today) {
        int age = today.getYear() - born.getYear();
        double share = age < 24 ? 0 : sex == Sex.MALE ? 0.02 : Math.min(0.8, (age - 20) * 0.016);
        return dice.chance(share) ? capitals(Names.family(dice, Names.origin(dice))) : null;
    }

    private static Identity identity(Dice dice) {
        double draw = dice.unit();
        return draw < 0.72
                ? Identity.QUALIFIED
                : draw < 0.84 ? Identity.VALIDATED : draw < 0.91 ? Identity.RETRIEVED : Identity.PROVISIONAL;
    }

    private static @Nullable LocalDateTime death(Dice dice, LocalDate born, LocalDate today) {
        int age = today.getYear() - born.getYear();
        double share = age > 85 ? 0.14 : age > 70 ? 0.05 : age > 50 ? 0.015 : 0;
        LocalDate day = today.minusDays(dice.between(10, 1000));
        return dice.chance(share) ? day.atTime(dice.below(24), dice.below(60)) : null;
    }

    private static String street(Dice dice) {
        return dice.between(1, 148) + (dice.chance(0.08) ? " bis " : " ") + dice.pick(STREETS);
    }

    private static String landline(Dice dice, Place home) {
        int zone = home.code().startsWith("75") ? 0 : Math.floorMod(home.code().hashCode(), 4) + 1;
        return "+33 " + LANDLINES.get(home.code().startsWith("69") ? 3 : zone) + " " + four(dice);
    }

    private static String four(Dice dice) {
        int number = dice.below(10_000);
        return "%02d %02d".formatted(number / 100, number % 100);
    }

    private static String matricule(long number, Sex sex, LocalDate born, Place place) {
        String thirteen = "%c%02d%02d%s%d"
                .formatted(sex.digit(), born.getYear() % 100, born.getMonthValue(), place.code(), 900 + number % 100);
        return thirteen + Ins.key(thirteen);
    }

    static String capitals(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static String plain(String name) {
        String ascii =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        return NOT_PLAIN
                .matcher(ascii.toLowerCase(Locale.ROOT)
                        .replace("œ", "oe")
                        .replace("ı", "i")
                        .replace("ł", "l"))
                .replaceAll("-");
    }

    private static List<Integer> bands() {
        List<Integer> bands = new ArrayList<>();
        for (int band = 0; band < PYRAMID.length; band++) {
            bands.add(band);
        }
        return bands;
    }
}
