// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Questions in GraphQL: http://hl7.org/fhir/R4/graphql.html */
class GraphQlIT {
    private final Client physician = SERVER.as("medecin");

    @BeforeAll
    static void aRecord() {
        SERVER.put(
                "{'resourceType':'Organization','id':'gq-org','name':'Hôpital'}",
                "{'resourceType':'Patient','id':'gq-patient','name':[{'use':'official','family':'GRAPHE','given':['Ada','Eve']},{'use':'nickname','given':['Dada']}],"
                        + "'gender':'female','birthDate':'1980-01-01','managingOrganization':{'reference':'Organization/gq-org'}}",
                "{'resourceType':'Observation','id':'gq-observation','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/gq-patient'},"
                        + "'effectiveDateTime':'2026-01-01','valueQuantity':{'value':1.50,'unit':'mg','system':'http://unitsofmeasure.org','code':'mg'}}",
                "{'resourceType':'Condition','id':'gq-condition','code':{'text':'secret'},'subject':{'reference':'Patient/gq-patient'}}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{id gender born: birthDate};{'id':'gq-patient','gender':'female','born':'1980-01-01'}",
                "{name(use: official) {family given}};{'name':[{'family':'GRAPHE','given':['Ada','Eve']}]}",
                "{name @first {family}};{'name':{'family':'GRAPHE'}}",
                "{name @flatten {given}};{'given':['Ada','Eve','Dada']}",
                "{managingOrganization {resource {... on Organization {name} ... on Patient {id}}}};{'managingOrganization':{'resource':{'name':'Hôpital'}}}",
                "{ObservationList(_reference: patient) {id value {... on Quantity {value unit}}}};{'ObservationList':[{'id':'gq-observation','value':{'value':1.50,'unit':'mg'}}]}",
                "query q($no: Boolean = false) {id @include(if: $no) gender};{'gender':'female'}",
                "{...f} fragment f on Patient {gender};{'gender':'female'}"
            })
    void answersTheFieldsAskedForAndNoOther(String query, String data) {
        Reply reply = physician.get("/fhir/Patient/gq-patient/$graphql?query=" + encode(query));

        assertThat(reply.text()).isEqualTo("{\"data\":" + data.replace('\'', '"') + "}");
    }

    @Test
    void searchesTheSystem() {
        assertThat(ask("{PatientList(_id: \"gq-patient\") {id}}"))
                .isEqualTo("{\"data\":{\"PatientList\":[{\"id\":\"gq-patient\"}]}}");
        assertThat(ask("{Patient(id: \"gq-patient\") {gender}}"))
                .isEqualTo("{\"data\":{\"Patient\":{\"gender\":\"female\"}}}");
        assertThat(ask("{PatientConnection(_id: \"gq-patient\") {count edges {resource {id}}}}"))
                .isEqualTo(
                        "{\"data\":{\"PatientConnection\":{\"count\":1,\"edges\":[{\"resource\":{\"id\":\"gq-patient\"}}]}}}");
    }

    @Test
    void takesVariablesInABody() {
        Json.Obj body = new Json.Obj()
                .put("query", "query q($id: ID!) {Patient(id: $id) {id}}")
                .put("variables", new Json.Obj().put("id", "gq-patient"));

        assertThat(physician.post("/fhir/$graphql", body).text())
                .isEqualTo("{\"data\":{\"Patient\":{\"id\":\"gq-patient\"}}}");
    }

    @Test
    void opensNothingTheRoleMayNotSee() {
        String conditions = encode("{ConditionList(_reference: patient) {id}}");

        assertThat(SERVER.as("secretaire")
                        .get("/fhir/Patient/gq-patient/$graphql?query=" + conditions)
                        .verdict())
                .isEqualTo("403 forbidden role-matrix");
        assertThat(SERVER.as("patient")
                        .get("/fhir/Patient/gq-patient/$graphql?query=" + encode("{id}"))
                        .verdict())
                .isEqualTo("404 not-found");
        assertThat(SERVER.as("patient")
                        .get("/fhir/$graphql?query=" + encode("{Patient(id: \"gq-patient\") {id}}"))
                        .text())
                .isEqualTo("{\"data\":{\"Patient\":null}}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{id;400 structure query",
                "mutation {id};400 structure query",
                "{DragonList {id}};400 processing query",
                "{PatientList(colour: red) {id}};400 processing query",
                "{PatientList {name}};400 processing query",
                "{...f} fragment f on Patient {...f};400 processing query",
                "{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a}}}}}}}}}}}}}}}}}};400 too-costly query"
            })
    void refusesWhatItDoesNotUnderstand(String query, String verdict) {
        assertThat(physician.get("/fhir/$graphql?query=" + encode(query)).verdict())
                .isEqualTo(verdict);
    }

    private String ask(String query) {
        return physician
                .post("/fhir/$graphql", JsonText.bytes(new Json.Obj().put("query", query)))
                .text();
    }

    private static String encode(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
