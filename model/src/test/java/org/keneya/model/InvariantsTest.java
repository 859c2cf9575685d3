// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.Issue;

/** The constraints of R4, each with what keeps it and what breaks it. */
class InvariantsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "obs-6 | Observation | Observation | 'status':'final','code':{'text':'x'},'valueString':'a','dataAbsentReason':{'text':'b'}",
                "obs-7 | Observation | Observation | 'status':'final','code':{'coding':[{'code':'c'}]},'valueInteger':1,'component':[{'code':{'coding':[{'code':'c'}]}}]",
                "obs-3 | Observation | Observation.referenceRange[0] | 'status':'final','code':{'text':'x'},'referenceRange':[{'type':{'text':'x'}}]",
                "pat-1 | Patient | Patient.contact[1] | 'contact':[{'name':{'family':'x'}},{'gender':'male'}]",
                "per-1 | Patient | Patient.name[0].period | 'name':[{'period':{'start':'2020-02','end':'2020-01'}}]",
                "qty-3 | Observation | Observation.valueQuantity | 'status':'final','code':{'text':'x'},'valueQuantity':{'value':1,'code':'mg'}",
                "rng-2 | Observation | Observation.value | 'status':'final','code':{'text':'x'},'valueRange':{'low':{'value':2},'high':{'value':1}}",
                "cpt-2 | Patient | Patient.telecom[0] | 'telecom':[{'value':'1'}]",
                "att-1 | Patient | Patient.photo[0] | 'photo':[{'data':'YQ=='}]",
                "org-1 | Organization | Organization | 'active':true",
                "org-3 | Organization | Organization.telecom[1] | 'name':'x','telecom':[{'system':'phone'},{'use':'home'}]",
                "dom-3 | Patient | Patient.contained[0] | 'contained':[{'resourceType':'Organization','id':'o','name':'x'}]",
                "dom-4 | Patient | Patient.contained[0] | 'managingOrganization':{'reference':'#o'},'contained':[{'resourceType':'Organization','id':'o','name':'x','meta':{'versionId':'1'}}]",
                "org-1 | Patient | Patient.contained[0] | 'managingOrganization':{'reference':'#o'},'contained':[{'resourceType':'Organization','id':'o'}]",
                "ait-1 | AllergyIntolerance | AllergyIntolerance | 'patient':{'reference':'Patient/1'}",
                "con-4 | Condition | Condition | 'subject':{'reference':'Patient/1'},'abatementString':'x'",
                "app-2 | Appointment | Appointment | 'status':'proposed','start':'2020-01-01T10:00:00Z','participant':[{'status':'accepted','actor':{'display':'x'}}]",
                "bdl-1 | Bundle | Bundle | 'type':'batch','total':1",
                "bdl-7 | Bundle | Bundle | 'type':'collection','entry':[{'fullUrl':'urn:x','resource':{'resourceType':'Patient'}},{'fullUrl':'urn:x','resource':{'resourceType':'Patient'}}]",
                "org-1 | Bundle | Bundle.entry[0].resource | 'type':'collection','entry':[{'resource':{'resourceType':'Organization'}}]",
                "inv-1 | Parameters | Parameters.parameter[0] | 'parameter':[{'name':'x'}]",
                "que-2 | Questionnaire | Questionnaire | 'status':'draft','item':[{'linkId':'1','type':'string'},{'linkId':'1','type':'string'}]",
                "tim-1 | ServiceRequest | ServiceRequest.occurrence.repeat | 'status':'draft','intent':'plan','subject':{'reference':'Patient/1'},'occurrenceTiming':{'repeat':{'duration':1}}",
                "vsd-1 | ValueSet | ValueSet.compose.include[0] | 'status':'draft','compose':{'include':[{'version':'1'}]}",
            })
    void namesTheRuleThatIsBrokenAndWhere(String key, String type, String place, String members) {
        List<Issue> issues = StructureCheck.check(resource(type, members));

        assertThat(issues).extracting(Issue::code).containsOnly("invariant");
        assertThat(issues).extracting(Issue::rule).contains(key);
        assertThat(issues.getFirst().expression()).isEqualTo(place.replace("valueQuantity", "value"));
        assertThat(issues.getFirst().diagnostics())
                .contains("(" + issues.getFirst().rule() + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Patient | 'name':[{'period':{'start':'2020','end':'2020-01'}}]",
                "Patient | 'name':[{'period':{'start':'2020-01-01','end':'2020-01-01T10:00:00Z'}}]",
                "Patient | 'name':[{'period':{'start':'2020-01-01T10:00:00+02:00','end':'2020-01-01T08:30:00Z'}}]",
                "Observation | 'status':'final','code':{'text':'x'},'valueRange':{'low':{'value':2,'unit':'g'},'high':{'value':1,'unit':'kg'}}",
                "Observation | 'status':'final','code':{'text':'x'},'valueRange':{'low':{'value':1},'high':{'value':1.0}}",
                "Patient | 'managingOrganization':{'reference':'#o'},'contained':[{'resourceType':'Organization','id':'o','name':'x'}]",
                "Patient | 'contained':[{'resourceType':'Provenance','id':'o','target':[{'reference':'#'}],'recorded':'2020-01-01T10:00:00Z','agent':[{'who':{'display':'x'}}]}]",
                "Questionnaire | 'status':'draft','item':[{'linkId':'1','type':'string'},{'linkId':'2','type':'string','enableWhen':[{'question':'1','operator':'exists','answerBoolean':true}]}]",
            })
    void acceptsWhatKeepsToTheRules(String type, String members) {
        assertThat(StructureCheck.check(resource(type, members))).isEmpty();
    }

    private static Json.Obj resource(String type, String members) {
        return JsonText.readObject(
                "{'resourceType':'%s',%s}".formatted(type, members).replace('\'', '"'));
    }
}
