// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.Limits;

/** Policies as data: what they say, what they refuse to be, and what they come to for someone. */
class PolicyTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'sets':{'a':['Dragon']}}                                                     | sets.a
            {'sets':{'a':[]}}                                                             | sets.a
            {'options':{'a':'yes'}}                                                       | options.a
            {'roles':{'wizard':[]}}                                                       | roles.wizard
            {'roles':{'nurse':{}}}                                                        | roles.nurse
            {'roles':{'nurse':['x']}}                                                     | roles.nurse[0]
            {'roles':{'nurse':[{'says':'x','types':['@no'],'allows':'r'}]}}               | roles.nurse[0].types
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'rc'}]}}          | roles.nurse[0].allows
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'rx'}]}}          | roles.nurse[0].allows
            {'roles':{'nurse':[{'says':'x','types':['Patient']}]}}                        | roles.nurse[0].allows
            {'roles':{'nurse':[{'types':['Patient'],'allows':'r'}]}}                      | roles.nurse[0].says
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'r','a':1}]}}     | roles.nurse[0].a
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'r','option':'o'}]}} | roles.nurse[0].option
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'r','from':'7'}]}} | roles.nurse[0].from
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'r','from':'07:00'}]}} | roles.nurse[0].from
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'r','criteria':[1]}]}} | roles.nurse[0].criteria
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'r','hides':['Person.name']}]}} | roles.nurse[0].hides
            {'roles':{'nurse':[{'says':'x','types':['Patient'],'allows':'ru','hides':['Patient.name']}]}} | roles.nurse[0].allows
            {'unbound':['wizard']}                                                        | unbound
            {'rules':[]}                                                                  | rules
            """)
    void whatCannotBeUnderstoodIsRefusedWithItsPath(String text, String path) {
        Json.Obj policy = JsonText.readObject(text.replace('\'', '"'));
        assertThatThrownBy(() -> PolicyText.read(policy))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(
                                        refused.problem().issues().getFirst().expression())
                                .isEqualTo(path));
    }

    @ParameterizedTest
    @CsvSource({
        "07:00, 20:00, 06:59, false",
        "07:00, 20:00, 07:00, true",
        "07:00, 20:00, 19:59, true",
        "07:00, 20:00, 20:00, false",
        "20:00, 07:00, 23:00, true",
        "20:00, 07:00, 06:59, true",
        "20:00, 07:00, 07:00, false",
        "20:00, 07:00, 12:00, false"
    })
    void hoursMayLieBeyondMidnight(String from, String to, String now, boolean within) {
        Grant.When when = new Grant.When(null, false, Set.of(), LocalTime.parse(from), LocalTime.parse(to));
        assertThat(when.isWithinHours(LocalTime.parse(now))).isEqualTo(within);
    }

    @Test
    void anApplicationReachesNoFurtherThanItsScopesNorThanThePolicy() {
        Policy policy = PolicyText.read(PolicyText.standard());
        Grant laboratory = new Grant(
                "Biologie",
                Set.of("Observation"),
                Interaction.of("cruds"),
                List.of("category=laboratory"),
                Set.of(),
                true,
                Grant.When.ALWAYS);
        Grant prescriptions = Grant.of("Prescriptions", Set.of("MedicationRequest"), Interaction.of("cruds"));
        Subject nurse = new Subject(
                "ide",
                Role.NURSE,
                new Tenant(1),
                "Practitioner/n",
                null,
                List.of(laboratory, prescriptions),
                null,
                null);
        Rights rights = Rights.of(policy, nurse, Attributes.NONE, Map.of(), LocalTime.NOON);
        assertThat(rights.codes()).isEqualTo(Map.of("Observation", "rw", "MedicationRequest", "r"));
        assertThat(rights.limits().seen("Observation")).hasSize(2);
        assertThat(rights.limits().seen("Observation").getLast().queries()).containsExactly("category=laboratory");
        assertThat(rights.limits().seen("Observation").getLast().givesWay()).isFalse();
    }

    @Test
    void whatIsOpenToBeReadWithinCriteriaIsNotFoundBeyondThem() {
        Policy policy = PolicyText.read(PolicyText.standard());
        Set<String> types = Set.of("Observation");
        Grant read = new Grant(
                "r", types, Interaction.of("r"), List.of("category=laboratory"), Set.of(), true, Grant.When.ALWAYS);
        Grant search = Grant.of("s", types, Interaction.of("s"));
        Subject physician = new Subject(
                "medecin", Role.PHYSICIAN, new Tenant(1), "Practitioner/m", null, List.of(read, search), null, null);
        Rights rights = Rights.of(policy, physician, Attributes.NONE, Map.of(), LocalTime.NOON);
        assertThat(rights.limits().seen("Observation"))
                .containsExactly(new Limits.Clause(List.of("category=laboratory"), false));
    }

    @Test
    void whatAVariableNamesAndIsNotKnownMatchesNothing() {
        Subject stranger = new Subject("x", Role.PHYSICIAN, new Tenant(1), null, null);
        assertThat(new Variables(stranger, Attributes.NONE).in("performer=%user"))
                .isEqualTo("_id=%20");
        assertThat(new Variables(stranger, Attributes.NONE).in("_with=Encounter%3Flocation=%locations"))
                .isEqualTo("_id=%20");
        Subject known = new Subject("x", Role.PHYSICIAN, new Tenant(1), "Practitioner/p", null);
        assertThat(new Variables(known, Attributes.NONE).in("performer=%user&a=%7C"))
                .isEqualTo("performer=Practitioner/p&a=%7C");
    }
}
