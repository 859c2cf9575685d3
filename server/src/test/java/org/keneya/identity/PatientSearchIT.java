// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Reply;
import org.keneya.kernel.Ins;
import org.keneya.model.Json;

/** Finding a patient by whatever someone types (requirement IDV-1). */
class PatientSearchIT {
    private static final String INS = "1621269123456" + Ins.key("1621269123456");

    @BeforeAll
    static void patients() {
        SERVER.put(
                ("{'resourceType':'Patient','id':'s-belanger','identifier':[{'system':'urn:oid:1.2.250.1.213.1.4.11','value':'"
                        + INS + "'},"
                        + "{'type':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0203','code':'PI'}]},'system':'https://keneya.org/demo/ipp','value':'970000001'}],"
                        + "'name':[{'use':'official','family':'BÉLANGER','given':['Noël','Œdipe']}],'gender':'male','birthDate':'1962-12-25',"
                        + "'telecom':[{'system':'phone','value':'+33 6 39 98 77 01'}],'address':[{'city':'Brest'}]}"),
                patient("s-dherve", "D\u2019HERVÉ", "Maëlle", "1971-05-01"),
                patient("s-dherbe", "DHERBECOURT", "Maël", "1972-05-01"),
                patient("s-legoff", "LE GOFF", "Yann", "1983-06-02"),
                patient("s-weiss", "WEIßMÜLLER", "Jürgen", "1944-07-03"),
                patient("s-coeur", "LECŒUR", "Anne-Marie", "1955-08-04"),
                patient("s-berghe", "VAN DEN BERGHE", "Kees", "1966-09-05"),
                patient("s-gauthier", "GAUTHIERON", "Philippe", "1977-10-06"),
                patient("s-dupond", "DUPONDEL", "Matthieu", "1988-11-07"),
                patient("s-meyer", "MEYERBEER", "Ségolène", "1999-12-08"),
                patient("s-zabel", "ZABEL", "Inès", "2001-01-09"),
                patient("s-zabelle", "ZABELLIN", "Inès", "2001-01-10"),
                patient("s-zabem", "ZABEM", "Inès", "2001-01-11"),
                "{'resourceType':'Patient','id':'s-two-names','name':[{'use':'official','family':'KERVELLA','given':['Hélène','Rose']},"
                        + "{'use':'usual','family':'LEFEBVRE-TANGUY','given':['Rose']}],'gender':'female','birthDate':'1958-02-28'}");
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource({
        "Bélanger, s-belanger",
        "belanger, s-belanger",
        "BELANGER, s-belanger",
        "BÉLANGER Noël, s-belanger",
        "noel belanger, s-belanger",
        "belanger oedipe, s-belanger",
        "belanger Œdipe, s-belanger",
        "belanger n, s-belanger",
        "bel noe, s-belanger",
        "d'hervé, s-dherve",
        "D’Hervé, s-dherve",
        "Dherve, s-dherve",
        "d herve maelle, s-dherve",
        "dherv, s-dherve",
        "Le Goff, s-legoff",
        "LEGOFF, s-legoff",
        "legoff yann, s-legoff",
        "le-goff, s-legoff",
        "goff, s-legoff",
        "weissmuller, s-weiss",
        "Weißmüller, s-weiss",
        "lecoeur, s-coeur",
        "LECŒUR, s-coeur",
        "anne-marie lecoeur, s-coeur",
        "annemarie lecoeur, s-coeur",
        "lecoeur anne marie, s-coeur",
        "van den berghe, s-berghe",
        "vandenberghe, s-berghe",
        "berghe kees, s-berghe",
        "kervella, s-two-names",
        "lefebvre tanguy, s-two-names",
        "lefebvre-tanguy rose, s-two-names",
        "kervella rose, s-two-names",
        "rose tanguy, s-two-names"
    })
    void findsNamesHoweverTheyAreWritten(String asked, String id) {
        assertThat(ids(asked)).contains(id);
        assertThat(ids(asked).indexOf(id)).isLessThan(3);
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource({
        "belagner, s-belanger",
        "belnger, s-belanger",
        "belannger, s-belanger",
        "bekanger, s-belanger",
        "ebllanger, ''",
        "dupondle, s-dupond",
        "kervela, s-two-names",
        "meyerber, s-meyer",
        "gautieron, s-gauthier",
        "Gautieron Filipe, s-gauthier",
        "dupontel mathieu, s-dupond",
        "dupondel mathieux, s-dupond",
        "maierber, s-meyer",
        "lefevre tanguy, s-two-names",
        "lefaivre tanguy, s-two-names",
        "ségolaine meyerbeer, s-meyer"
    })
    void findsNamesThatSoundTheSameOrAreMistyped(String asked, String id) {
        List<String> found = ids(asked);
        if (id.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).startsWith(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "belanger 25/12/1962",
                "belanger 25121962",
                "belanger 1962-12-25",
                "belanger 25 décembre 1962",
                "25.12.1962 belanger",
                "belanger 1962",
                "25-12-1962 noel",
                "belagner 25/12/1962"
            })
    void findsNameAndBirthDateTogether(String asked) {
        assertThat(ids(asked)).containsExactly("s-belanger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25/12/1962", "25121962", "1962-12-25", "25 décembre 1962"})
    void findsByBirthDateAlone(String asked) {
        assertThat(ids(asked)).contains("s-belanger").doesNotContain("s-weiss");
    }

    @Test
    void findsByTheMatriculeWithOrWithoutSpacesAndKey() {
        String spaced = "1 62 12 69 123 456 " + INS.substring(13);

        for (String asked :
                List.of(INS, spaced, spaced.replace(' ', '\u00a0'), INS.substring(0, 13), "1 62 12 69 123 456")) {
            assertThat(ids(asked)).as(asked).containsExactly("s-belanger");
            assertThat(kind(asked)).isEqualTo("ins");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 39 98 77 01",
                "0639987701",
                "06.39.98.77.01",
                "+33 6 39 98 77 01",
                "+33639987701",
                "0033639987701"
            })
    void findsByPhoneInEveryForm(String asked) {
        assertThat(ids(asked)).containsExactly("s-belanger");
        assertThat(kind(asked)).isEqualTo("phone");
    }

    @Test
    void findsByTheLocalIdentifier() {
        assertThat(ids("970000001")).containsExactly("s-belanger");
        assertThat(kind("970000001")).isEqualTo("ipp");
    }

    @Test
    void putsTheExactNameFirstThenBeginningsThenNearSpellings() {
        Reply reply = search("zabel");

        assertThat(ids("zabel")).containsExactly("s-zabel", "s-zabelle", "s-zabem");
        assertThat(patients(reply))
                .extracting(one -> match(one, "kind"))
                .containsExactly("exact", "prefix", "approximate");
        assertThat(patients(reply))
                .extracting(one -> Double.parseDouble(match(one, "score")))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xyzzyqk",
                "belanger qwertyuiop",
                "belanger 26/12/1962",
                "0639987799",
                "970000099",
                "199129912345678",
                "belanger 1963",
                "30/02/1962 qwertyuiop"
            })
    void findsNothingForWordsThatFitNobody(String asked) {
        assertThat(ids(asked)).isEmpty();
    }

    @Test
    void answersALineThatTellsPatientsApart() {
        Json.Obj one = patients(search("belanger 25/12/1962")).getFirst();
        one.remove("match");

        assertThat(one.toString())
                .isEqualTo(
                        ("{'id':'s-belanger','birthName':'BÉLANGER','givenNames':['Noël','Œdipe'],'birthDate':'1962-12-25','sex':'male','ins':'"
                                        + INS
                                        + "','insStatus':'recuperee','ipp':'970000001','phone':'+33 6 39 98 77 01','city':'Brest'}")
                                .replace('\'', '"'));
    }

    @Test
    void saysThatThereAreMore() {
        Json.Obj answer =
                SERVER.as("medecin").get("/api/patients?q=in%C3%A8s&count=1").json();

        assertThat(answer.objects("patients")).hasSize(1);
        assertThat(answer.get("more")).isEqualTo(Json.Bool.TRUE);
    }

    @Test
    void findsTheNewNameAtOnceAfterAChangeAndNoLongerTheOld() {
        SERVER.put(patient("s-change", "OLDENBOURG", "Zoé", "1990-01-01"));
        SERVER.put(patient("s-change", "NIEUWSTADT", "Zoé", "1990-01-01"));

        assertThat(ids("nieuwstadt")).containsExactly("s-change");
        assertThat(ids("oldenbourg")).isEmpty();
        SERVER.asSystem().delete("/fhir/Patient/s-change");
        assertThat(ids("nieuwstadt")).isEmpty();
    }

    private static List<String> ids(String asked) {
        return patients(search(asked)).stream()
                .map(one -> String.valueOf(one.string("id")))
                .toList();
    }

    private static String kind(String asked) {
        return match(patients(search(asked)).getFirst(), "kind");
    }

    private static String match(Json.Obj patient, String name) {
        Json.Obj match = patient.object("match");
        return switch (match == null ? null : match.get(name)) {
            case Json.Str(String text) -> text;
            case Json.Num(String text) -> text;
            case null, default -> "";
        };
    }

    private static Reply search(String asked) {
        Reply reply = SERVER.as("medecin").get("/api/patients?q=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(200);
        return reply;
    }

    private static List<Json.Obj> patients(Reply reply) {
        return reply.json().objects("patients");
    }

    private static String patient(String id, String family, String given, String born) {
        return "{'resourceType':'Patient','id':'" + id + "','name':[{'use':'official','family':'" + family
                + "','given':['" + given + "']}],'gender':'female','birthDate':'" + born + "'}";
    }
}
