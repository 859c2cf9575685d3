// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.LocalDateTime;
import org.keneya.kernel.Ins.Authority;
import org.keneya.model.Json;
import org.keneya.synthetic.internal.people.Identity;
import org.keneya.synthetic.internal.people.Person;
import org.keneya.synthetic.internal.people.Place;

/** Writes the Patient as FR Core 2 wants it. */
public final class Patients {
    private static final String FR_CORE = "https://hl7.fr/ig/fhir/core/";
    private static final String COMMUNES = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM";

    private Patients() {}

    public static Json.Obj patient(Person person) {
        Json.Obj patient = Fhir.resource("Patient", person.id());
        patient.put("extension", Fhir.list(reliability(person.identity()), birthPlace(person.birthPlace())));
        Json.Arr identifiers = new Json.Arr();
        if (person.identity().hasIns()) {
            identifiers.add(identifier("official", FR_CORE + "CodeSystem/fr-core-cs-v2-0203", "INS-NIR")
                    .put("system", Authority.DEMONSTRATION.system())
                    .put("value", person.ins()));
        }
        identifiers.add(identifier("usual", "http://terminology.hl7.org/CodeSystem/v2-0203", "PI")
                .put("system", "https://keneya.org/demo/ipp")
                .put("value", person.ipp()));
        patient.put("identifier", identifiers).put("active", Json.Bool.TRUE);
        patient.put("name", names(person));
        patient.put(
                "telecom",
                Fhir.list(
                        telecom("phone", "mobile", person.mobile()),
                        telecom("phone", "home", person.phone()),
                        telecom("email", "home", person.email())));
        patient.put("gender", person.sex().code())
                .put("birthDate", person.born().toString());
        LocalDateTime died = person.died();
        if (died != null) {
            patient.put("deceasedDateTime", Fhir.instant(died));
        }
        patient.put("address", Fhir.list(address(person)));
        return patient.put("managingOrganization", Fhir.reference(Hospital.ORGANIZATION));
    }

    private static Json.Obj reliability(Identity identity) {
        String code = identity.isChecked() ? "VALI" : "PROV";
        return new Json.Obj(2)
                .put(
                        "extension",
                        Fhir.list(new Json.Obj(2)
                                .put("url", "identityStatus")
                                .put("valueCoding", Fhir.coding(FR_CORE + "CodeSystem/fr-core-cs-v2-0445", code))))
                .put("url", FR_CORE + "StructureDefinition/fr-core-identity-reliability");
    }

    private static Json.Obj birthPlace(Place place) {
        Json.Obj address = new Json.Obj(3).put("extension", Fhir.list(commune(place)));
        address.put(place.isAbroad() ? "country" : "city", place.name());
        return new Json.Obj(2)
                .put("url", "http://hl7.org/fhir/StructureDefinition/patient-birthPlace")
                .put("valueAddress", address);
    }

    private static Json.Obj commune(Place place) {
        return new Json.Obj(2)
                .put("url", FR_CORE + "StructureDefinition/fr-core-address-insee-code")
                .put("valueCoding", Fhir.coding(COMMUNES, place.code()));
    }

    private static Json.Obj identifier(String use, String system, String type) {
        return new Json.Obj(4)
                .put("use", use)
                .put("type", new Json.Obj(1).put("coding", Fhir.list(Fhir.coding(system, type))));
    }

    private static Json.Arr names(Person person) {
        Json.Arr given = new Json.Arr();
        person.givenNames().forEach(name -> given.add(new Json.Str(name)));
        Json.Obj official = new Json.Obj(4)
                .put(
                        "extension",
                        Fhir.list(new Json.Obj(2)
                                .put("url", FR_CORE + "StructureDefinition/fr-core-patient-birth-list-given-name")
                                .put("valueString", String.join(" ", person.givenNames()))))
                .put("use", "official")
                .put("family", person.birthName())
                .put("given", given);
        String used = person.usedName();
        if (used == null) {
            return Fhir.list(official);
        }
        return Fhir.list(
                official,
                new Json.Obj(3)
                        .put("use", "usual")
                        .put("family", used)
                        .put("given", Fhir.list(new Json.Str(person.givenNames().getFirst()))));
    }

    private static Json.Obj telecom(String system, String use, String value) {
        return new Json.Obj(3).put("system", system).put("value", value).put("use", use);
    }

    private static Json.Obj address(Person person) {
        Place home = person.home();
        return new Json.Obj(6)
                .put("extension", Fhir.list(commune(home)))
                .put("use", "home")
                .put("line", Fhir.list(new Json.Str(person.street())))
                .put("city", home.name())
                .put("postalCode", home.postCode())
                .put("country", "FRA");
    }
}
