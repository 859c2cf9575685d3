// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** A Composition and all it stands on: http://hl7.org/fhir/R4/composition-operation-document.html */
class DocumentIT {
    private static final String DOCUMENT = "/fhir/Composition/doc-letter/$document";

    private final Client program = SERVER.asSystem();

    @BeforeAll
    static void aLetter() {
        SERVER.put(
                "{'resourceType':'Organization','id':'doc-hospital','name':'Hôpital'}",
                "{'resourceType':'Practitioner','id':'doc-author','name':[{'family':'DOC'}]}",
                "{'resourceType':'Patient','id':'doc-patient','name':[{'family':'LETTRE'}],'gender':'female','birthDate':'1980-01-01',"
                        + "'managingOrganization':{'reference':'Organization/doc-hospital'}}",
                "{'resourceType':'Observation','id':'doc-observation','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/doc-patient'},"
                        + "'effectiveDateTime':'2026-01-01','valueInteger':1}",
                "{'resourceType':'Observation','id':'doc-elsewhere','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/doc-patient'},"
                        + "'effectiveDateTime':'2026-01-01','valueInteger':1}",
                "{'resourceType':'Composition','id':'doc-letter','status':'final','type':{'text':'Lettre'},'subject':{'reference':'Patient/doc-patient'},"
                        + "'date':'2026-01-02','author':[{'reference':'Practitioner/doc-author'}],'title':'Lettre',"
                        + "'section':[{'title':'Résultats','text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>x</div>'},"
                                .replace("\\'", "\\\"")
                        + "'entry':[{'reference':'Observation/doc-observation'}]}]}");
    }

    @Test
    void holdsTheCompositionFirstAndEachOtherResourceOnce() {
        Reply reply = program.get(DOCUMENT);

        Json.Obj bundle = reply.json();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(bundle.string("type")).isEqualTo("document");
        assertThat(bundle.string("timestamp")).isNotNull();
        assertThat(bundle.object("identifier")).isNotNull();
        assertThat(reply.addresses().getFirst()).isEqualTo("Composition/doc-letter");
        assertThat(reply.addresses())
                .containsExactlyInAnyOrder(
                        "Composition/doc-letter",
                        "Patient/doc-patient",
                        "Practitioner/doc-author",
                        "Observation/doc-observation",
                        "Organization/doc-hospital");
        assertThat(bundle.objects("entry").getFirst().string("fullUrl"))
                .isEqualTo(SERVER.origin() + "/fhir/Composition/doc-letter");
    }

    @Test
    void keepsTheDocumentWhenAsked() {
        Reply kept = program.post(DOCUMENT + "?persist=true", "");

        assertThat(kept.status()).isEqualTo(200);
        String address = "/fhir/Bundle/" + kept.id();
        assertThat(kept.header("Location")).startsWith(SERVER.origin() + address);
        assertThat(program.get(address).bytes()).isEqualTo(kept.bytes());
        assertThat(program.get(DOCUMENT + "?persist=true").verdict()).isEqualTo("400 not-supported persist");
        assertThat(SERVER.as("medecin").post(DOCUMENT + "?persist=true", "").verdict())
                .isEqualTo("403 forbidden role-matrix");
    }

    @Test
    void isMadeForNobodyWhoMayNotReadAllOfIt() {
        assertThat(SERVER.as("secretaire").get(DOCUMENT).status()).isEqualTo(403);
        assertThat(SERVER.as("patient").get(DOCUMENT).verdict()).isEqualTo("404 not-found");
        assertThat(program.get("/fhir/Composition/never-was/$document").verdict())
                .isEqualTo("404 not-found");
        assertThat(program.get(DOCUMENT + "?graph=http://x").verdict()).isEqualTo("400 not-supported graph");
    }
}
