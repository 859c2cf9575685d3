// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine against the slowest search there is: random records in plain lists, random questions, each question a query
 * string and a predicate written from the specification's words. Both must name the same resources.
 */
class SearchOracleIT {
    private static final int PEOPLE = 60;
    private static final int FINDINGS = 240;
    private static final List<String> FAMILIES =
            List.of("Bélanger", "Belot", "Le Goff", "Legros", "Nœl", "Saint-Exupéry de la Tour");
    private static final List<String> CODES =
            List.of("http://loinc.org|8867-4", "http://loinc.org|29463-7", "urn:own|8867-4", "|local");
    private static final List<String> PREFIXES = List.of("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb");
    private static final List<String> DATES = List.of(
            "2020", "2020-02", "2020-02-29", "2020-02-29T12:30:00Z", "2020-03-01T00:30:00+02:00", "2021", "2021-01-01");
    private static final List<String> AMOUNTS = List.of("70", "70.0", "70.4", "71", "0.07", "7e1", "100");

    private static StoreFixture fixture;
    private static final List<Person> PERSONS = new ArrayList<>();
    private static final List<Finding> FOUND = new ArrayList<>();

    private record Person(
            String id,
            String family,
            @Nullable String gender,
            @Nullable String born) {}

    private record Finding(
            String id,
            @Nullable Person of,
            String code,
            String status,
            @Nullable String at,
            @Nullable String amount,
            String unit) {}

    /** A question: the query string behind the type, and what it means. */
    private record Asked<T>(String query, Predicate<T> means) {}

    @BeforeAll
    static void load() {
        fixture = StoreFixture.open();
        RandomGenerator random = random(7);
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = new Person(
                    "p" + i,
                    pick(random, FAMILIES),
                    maybe(random, () -> random.nextBoolean() ? "male" : "female"),
                    maybe(random, () -> pick(random, DATES.subList(0, 3))));
            PERSONS.add(person);
            resources.add("{'resourceType':'Patient','id':'%s','name':[{'family':'%s'}]%s%s}"
                    .formatted(
                            person.id,
                            person.family,
                            person.gender == null ? "" : ",'gender':'" + person.gender + "'",
                            person.born == null ? "" : ",'birthDate':'" + person.born + "'"));
        }
        for (int i = 0; i < FINDINGS; i++) {
            Finding finding = new Finding(
                    "o" + i,
                    maybe(random, () -> pick(random, PERSONS)),
                    pick(random, CODES),
                    random.nextInt(4) == 0 ? "preliminary" : "final",
                    maybe(random, () -> pick(random, DATES)),
                    maybe(random, () -> pick(random, AMOUNTS)),
                    random.nextBoolean() ? "kg" : "g");
            FOUND.add(finding);
            resources.add(json(finding));
        }
        fixture.putTogether(resources);
    }

    private static String json(Finding finding) {
        String[] code = finding.code.split("\\|");
        return "{'resourceType':'Observation','id':'%s','status':'%s','code':{'coding':[{%s'code':'%s'}]}%s%s%s}"
                .formatted(
                        finding.id,
                        finding.status,
                        code[0].isEmpty() ? "" : "'system':'" + code[0] + "',",
                        code[1],
                        finding.of == null ? "" : ",'subject':{'reference':'Patient/" + finding.of.id + "'}",
                        finding.at == null ? "" : ",'effectiveDateTime':'" + finding.at + "'",
                        finding.amount == null
                                ? ""
                                : ",'valueQuantity':{'value':%s,'system':'http://unitsofmeasure.org','code':'%s'}"
                                        .formatted(finding.amount, finding.unit));
    }

    @AfterAll
    static void drop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyRandomQuestionIsAnsweredAsTheSlowSearchAnswersIt(long seed) {
        RandomGenerator random = random(seed);
        for (int i = 0; i < 150; i++) {
            Asked<Person> people = several(random, SearchOracleIT::aboutPeople);
            compare("Patient?" + people.query, PERSONS, people.means, Person::id);
            Asked<Finding> findings = several(random, SearchOracleIT::aboutFindings);
            compare("Observation?" + findings.query, FOUND, findings.means, Finding::id);
        }
    }

    @Test
    void everyOrderHoldsTheSameMatches() {
        RandomGenerator random = random(99);
        for (int i = 0; i < 60; i++) {
            Asked<Finding> asked = several(random, SearchOracleIT::aboutFindings);
            String sort = pick(
                    random,
                    List.of("date", "-date", "_lastUpdated", "-_id", "code", "-status,date", "-value-quantity"));
            compare("Observation?" + asked.query + "&_sort=" + sort, FOUND, asked.means, Finding::id);
        }
    }

    private static <T> void compare(String search, List<T> all, Predicate<T> means, Function<T, String> id) {
        List<String> expected = all.stream().filter(means).map(id).sorted().toList();
        List<String> found = fixture.ids(search + "&_count=1000");
        assertThat(new TreeSet<>(found)).as(search).containsExactlyElementsOf(new TreeSet<>(expected));
        assertThat(found).as("each once: " + search).doesNotHaveDuplicates();
    }

    /** One to three questions, all of which must hold. */
    private static <T> Asked<T> several(RandomGenerator random, Function<RandomGenerator, Asked<T>> one) {
        Asked<T> asked = one.apply(random);
        for (int more = random.nextInt(3); more > 0; more--) {
            Asked<T> other = one.apply(random);
            asked = new Asked<>(asked.query + "&" + other.query, asked.means.and(other.means));
        }
        return asked;
    }

    private static Asked<Person> aboutPeople(RandomGenerator random) {
        switch (random.nextInt(7)) {
            case 0 -> {
                String text = part(random, pick(random, FAMILIES), false);
                return new Asked<>(
                        "family=" + text, person -> plain(person.family).startsWith(plain(text)));
            }
            case 1 -> {
                String text = part(random, pick(random, FAMILIES), true);
                return new Asked<>(
                        "family:contains=" + text,
                        person -> plain(person.family).contains(plain(text)));
            }
            case 2 -> {
                String text = pick(random, FAMILIES);
                return new Asked<>("family:exact=" + text, person -> person.family.equals(text));
            }
            case 3 -> {
                boolean missing = random.nextBoolean();
                return new Asked<>("gender:missing=" + missing, person -> (person.gender == null) == missing);
            }
            case 4 -> {
                return new Asked<>("gender:not=male", person -> !"male".equals(person.gender));
            }
            case 5 -> {
                Asked<String> date = date(random);
                return new Asked<>(
                        "birthdate=" + date.query, person -> person.born != null && date.means.test(person.born));
            }
            default -> {
                Asked<Finding> inner = aboutFindings(random);
                String query = inner.query.contains("patient") ? "status=final" : inner.query;
                Predicate<Finding> means =
                        inner.query.contains("patient") ? one -> one.status.equals("final") : inner.means;
                return new Asked<>(
                        "_has:Observation:patient:" + query,
                        person -> FOUND.stream().anyMatch(one -> person.equals(one.of) && means.test(one)));
            }
        }
    }

    private static Asked<Finding> aboutFindings(RandomGenerator random) {
        switch (random.nextInt(8)) {
            case 0 -> {
                return code(random);
            }
            case 1 -> {
                Asked<Finding> code = code(random);
                return new Asked<>(code.query.replace("code=", "code:not="), code.means.negate());
            }
            case 2 -> {
                Asked<String> date = date(random);
                return new Asked<>("date=" + date.query, one -> one.at != null && date.means.test(one.at));
            }
            case 3 -> {
                return quantity(random);
            }
            case 4 -> {
                Person person = pick(random, PERSONS);
                Person other = pick(random, PERSONS);
                return new Asked<>(
                        "patient=%s,Patient/%s".formatted(person.id, other.id),
                        one -> person.equals(one.of) || other.equals(one.of));
            }
            case 5 -> {
                Asked<Person> inner = aboutPeople(random);
                while (inner.query.startsWith("_has")) {
                    inner = aboutPeople(random);
                }
                Predicate<Person> means = inner.means;
                return new Asked<>("patient." + inner.query, one -> one.of != null && means.test(one.of));
            }
            case 6 -> {
                boolean missing = random.nextBoolean();
                return new Asked<>("value-quantity:missing=" + missing, one -> (one.amount == null) == missing);
            }
            default -> {
                return new Asked<>("status=final,amended", one -> one.status.equals("final"));
            }
        }
    }

    private static Asked<Finding> code(RandomGenerator random) {
        String[] code = pick(random, CODES).split("\\|");
        return switch (random.nextInt(4)) {
            case 0 -> new Asked<>("code=" + code[1], one -> one.code.endsWith("|" + code[1]));
            case 1 -> new Asked<>("code=" + code[0] + "|" + code[1], one -> one.code.equals(code[0] + "|" + code[1]));
            case 2 -> new Asked<>("code=|" + code[1], one -> one.code.equals("|" + code[1]));
            default -> new Asked<>("code=http://loinc.org|", one -> one.code.startsWith("http://loinc.org|"));
        };
    }

    /** The spans of search.html#date: from the first moment to the last. */
    private static Asked<String> date(RandomGenerator random) {
        String prefix = pick(random, PREFIXES);
        String text = pick(random, DATES);
        long[] asked = span(text);
        return new Asked<>(prefix + text.replace("+", "%2B").replace("%2B", "+"), value -> {
            long[] there = span(value);
            boolean inside = there[0] >= asked[0] && there[1] <= asked[1];
            return switch (prefix) {
                case "", "eq" -> inside;
                case "ne" -> !inside;
                case "gt" -> there[1] > asked[1];
                case "lt" -> there[0] < asked[0];
                case "ge" -> there[1] > asked[1] || inside;
                case "le" -> there[0] < asked[0] || inside;
                case "sa" -> there[0] > asked[1];
                default -> there[1] < asked[0];
            };
        });
    }

    private static long[] span(String text) {
        LocalDateTime from;
        LocalDateTime to;
        if (text.length() == 4) {
            from = LocalDate.of(Integer.parseInt(text), 1, 1).atStartOfDay();
            to = from.plusYears(1);
        } else if (text.length() == 7) {
            from = YearMonth.parse(text).atDay(1).atStartOfDay();
            to = from.plusMonths(1);
        } else if (text.length() == 10) {
            from = LocalDate.parse(text).atStartOfDay();
            to = from.plusDays(1);
        } else {
            from = java.time.OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime();
            to = from.plusSeconds(1);
        }
        return new long[] {
            from.toInstant(ZoneOffset.UTC).toEpochMilli(),
            to.toInstant(ZoneOffset.UTC).toEpochMilli() - 1
        };
    }

    private static Asked<Finding> quantity(RandomGenerator random) {
        String prefix = pick(random, PREFIXES);
        String text = pick(random, AMOUNTS);
        String unit = pick(random, List.of("", "kg", "g"));
        BigDecimal asked = new BigDecimal(text);
        BigDecimal half = BigDecimal.ONE.scaleByPowerOfTen(-asked.scale()).divide(BigDecimal.TWO);
        Predicate<BigDecimal> compares = value -> {
            boolean equal = value.compareTo(asked.subtract(half)) >= 0 && value.compareTo(asked.add(half)) < 0;
            int order = value.compareTo(asked);
            return switch (prefix) {
                case "", "eq" -> equal;
                case "ne" -> !equal;
                case "gt", "sa" -> order > 0;
                case "lt", "eb" -> order < 0;
                case "ge" -> order >= 0;
                default -> order <= 0;
            };
        };
        String query = "value-quantity=" + prefix + text + (unit.isEmpty() ? "" : "|http://unitsofmeasure.org|" + unit);
        return new Asked<>(query, one -> {
            if (one.amount == null) {
                return false;
            }
            BigDecimal value = new BigDecimal(Objects.requireNonNull(one.amount));
            if (unit.isEmpty() || unit.equals(one.unit)) {
                return compares.test(value);
            }
            return compares.test(unit.equals("g") ? value.movePointRight(3) : value.movePointLeft(3));
        });
    }

    private static String plain(String text) {
        return Normalizer.normalize(text.replace("œ", "oe"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\p{L}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String part(RandomGenerator random, String text, boolean anywhere) {
        int from = anywhere ? random.nextInt(text.length() - 1) : 0;
        int to = from + 1 + random.nextInt(text.length() - from);
        String part = text.substring(from, Math.min(to, text.length())).strip();
        return plain(part).isEmpty() ? "l" : part;
    }

    private static <T> @Nullable T maybe(RandomGenerator random, java.util.function.Supplier<T> value) {
        return random.nextInt(5) == 0 ? null : value.get();
    }

    private static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
