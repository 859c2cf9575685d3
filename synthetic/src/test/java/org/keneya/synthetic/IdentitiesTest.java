// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keneya.kernel.Ins;
import org.keneya.kernel.Ins.Authority;
import org.keneya.model.Json;
import org.keneya.synthetic.internal.people.Names;
import org.keneya.synthetic.internal.people.People;
import org.keneya.synthetic.internal.people.Person;
import org.keneya.synthetic.internal.people.Place;
import org.keneya.synthetic.internal.people.Places;
import org.keneya.synthetic.internal.people.Sex;

class IdentitiesTest {
    private static final List<Person> PEOPLE = IntStream.range(0, 20_000)
            .mapToObj(number -> People.person(42, number, Records.TODAY))
            .toList();

    @Test
    void everyMatriculeIsValidAndAgreesWithTheTraits() {
        for (Person person : PEOPLE) {
            assertThat(Ins.check(person.ins())).isInstanceOf(Ins.Valid.class);
            Ins ins = new Ins(person.ins());
            assertThat(ins.sex()).isEqualTo(person.sex() == Sex.FEMALE ? '2' : '1');
            assertThat(ins.yearOfCentury()).isEqualTo(person.born().getYear() % 100);
            assertThat(ins.month()).isEqualTo(person.born().getMonthValue());
            assertThat(ins.place()).isEqualTo(person.birthPlace().code());
            assertThat(Integer.parseInt(person.ins().substring(10, 13))).isGreaterThanOrEqualTo(900);
        }
    }

    @Test
    void fewMatriculesAreSharedAmongTwentyThousand() {
        Set<String> distinct = new HashSet<>();
        PEOPLE.forEach(person -> distinct.add(person.ins()));
        assertThat(PEOPLE.size() - distinct.size()).isLessThan(10);
    }

    @Test
    void showsTheMatriculeUnderTheDemonstrationAuthorityOnly() {
        Records.each(
                300,
                record -> Records.patient(record).objects("identifier").stream()
                        .filter(identifier -> Records.text(identifier, "system").startsWith("urn:oid:"))
                        .forEach(identifier ->
                                assertThat(identifier.string("system")).isEqualTo(Authority.DEMONSTRATION.system())));
    }

    @Test
    void callsOnlyNumbersReservedForFiction() {
        PEOPLE.forEach(person -> {
            assertThat(person.mobile()).matches("\\+33 6 39 98 [0-9]{2} [0-9]{2}");
            assertThat(person.phone()).matches("\\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49) [0-9]{2} [0-9]{2}");
            assertThat(person.email()).matches("[a-z-]+\\.[a-z-]+[0-9]+@example\\.org");
        });
    }

    @Test
    void drawsFromManyNamesAndPlaces() {
        assertThat(Names.familyCount()).isGreaterThanOrEqualTo(400);
        assertThat(Names.givenCount()).isGreaterThanOrEqualTo(300);
        assertThat(Places.communes()).hasSizeBetween(600, 1000);
    }

    @Test
    void holdsThePeopleScreensMustSurvive() {
        assertThat(PEOPLE.getFirst().id()).isEqualTo("demo-patient");
        assertThat(PEOPLE.get(7).born()).isEqualTo(Records.TODAY.minusDays(3));
        assertThat(PEOPLE.get(8).ageAt(Records.TODAY)).isGreaterThan(100);
        assertThat(PEOPLE.get(2).born()).isEqualTo(PEOPLE.get(3).born());
        assertThat(PEOPLE.get(2).birthName()).isEqualTo(PEOPLE.get(4).birthName());
        assertThat(PEOPLE.get(5).street()).isEqualTo(PEOPLE.get(6).street());
        assertThat(PEOPLE.get(14).birthPlace().code()).startsWith("2A");
        assertThat(PEOPLE.get(15).birthPlace().code()).startsWith("99");
    }

    @Test
    void drawsAgesLikeTheFrenchPopulation() {
        long old = PEOPLE.stream()
                .filter(person -> person.ageAt(Records.TODAY) >= 65)
                .count();
        long young = PEOPLE.stream()
                .filter(person -> person.ageAt(Records.TODAY) < 20)
                .count();
        assertThat(old * 100 / PEOPLE.size()).isBetween(17L, 28L);
        assertThat(young * 100 / PEOPLE.size()).isBetween(17L, 28L);
        assertThat(PEOPLE).noneMatch(person -> person.born().isAfter(Records.TODAY));
    }

    @Test
    void numbersOfDoctorsAndOfTheHospitalCarryALuhnKey() {
        List<Json.Obj> hospital = Records.resources(Records.GENERATOR.organisation());
        Set<String> seen = new HashSet<>();
        for (Json.Obj resource : hospital) {
            for (Json.Obj identifier : resource.objects("identifier")) {
                String value = Records.text(identifier, "value");
                assertThat(luhnSum(value) % 10).as(value).isZero();
                assertThat(value).hasSize(Records.text(identifier, "system").contains("rpps") ? 11 : 9);
                assertThat(seen.add(value)).as(value).isTrue();
            }
        }
        assertThat(seen).hasSizeGreaterThan(50);
    }

    @Test
    void livesInCommunesThatExist() throws IOException {
        String folder = System.getenv().getOrDefault("KENEYA_SHARED_DATA", "../../shared/data");
        Path file = Path.of(folder, "communes", "communes_fr.csv");
        assumeTrue(
                Files.exists(file),
                "the shared list of communes is absent; set KENEYA_SHARED_DATA to check against it");
        Set<String> codes = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            codes.add(line.substring(0, line.indexOf(',')));
        }
        assertThat(Places.communes()).extracting(Place::code).isSubsetOf(codes);
    }

    @Test
    void agesOnTheBirthdayAndNotBefore() {
        Person person = PEOPLE.getFirst();
        assertThat(person.ageAt(LocalDate.of(2026, 3, 11))).isEqualTo(74);
        assertThat(person.ageAt(LocalDate.of(2026, 3, 12))).isEqualTo(75);
    }

    private static int luhnSum(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 1 ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum;
    }
}
