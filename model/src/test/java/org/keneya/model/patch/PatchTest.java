// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.XmlText;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** JSON Patch (RFC 6902), XML Patch (RFC 5261) and FHIRPath Patch, the latter held to HL7's tests (https://github.com/FHIR/fhir-test-cases, CC0). */
class PatchTest {
    private static final String PATIENT =
            "{'resourceType':'Patient','name':[{'family':'F','given':['A','B']}],'gender':'male','multipleBirthInteger':2}";

    private static final String NARRATIVE = "<div xmlns='http://www.w3.org/1999/xhtml'>a<br></br>&amp; b</div>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<replace sel='f:Patient/f:gender/@value'>female</replace> | 'gender':'male' | 'gender':'female'",
                "<replace sel='f:Patient/f:gender'><f:gender value='other'/></replace> | 'gender':'male' | 'gender':'other'",
                "<replace sel='/*/f:gender/@value'>female</replace> | 'gender':'male' | 'gender':'female'",
                "<x:add xmlns:x='urn:y' sel='f:Patient'><birthDate xmlns='http://hl7.org/fhir' value='1980-01-01'/></x:add> | 'multipleBirthInteger':2 | 'multipleBirthInteger':2,'birthDate':'1980-01-01'",
                "<add sel='f:Patient/f:name[1]' pos='before'><f:name><f:text value='&lt;&quot;'/></f:name></add> | 'name':[ | 'name':[{'text':'<\\\"'},",
                "<add sel='f:Patient/f:name' pos='after'><f:name><f:text value='N'/></f:name></add> | ]}],'gender' | ]},{'text':'N'}],'gender'",
                "<add sel='f:Patient/f:name' pos='prepend'><f:use value='old'/></add> | [{'family' | [{'use':'old','family'",
                "<add sel='f:Patient/f:name/f:family' type='@id'>n1</add> | 'family':'F' | 'family':'F','_family':{'id':'n1'}",
                "<remove sel='f:Patient/f:name/f:given[2]'/> | 'A','B' | 'A'",
                "<remove sel=\"f:Patient/f:name/f:given[@value='A']\"/> | 'A','B' | 'B'",
                "<remove sel=\"f:Patient/f:name[f:family/@value='F']/f:given[1]\"/> | 'A','B' | 'B'",
                "<replace sel='f:Patient/f:text/h:div/text()[2]'>c</replace> | <br></br>&amp; b | <br/>c",
                "<remove sel='f:Patient/f:gender'/><remove sel='f:Patient/f:multipleBirthInteger'/> | ,'gender':'male','multipleBirthInteger':2 | ~~",
            })
    void appliesEachOperationOfXmlPatch(String operation, String was, String becomes) {
        String patient = "{'resourceType':'Patient','text':{'status':'generated','div':'%s'},"
                        .formatted(NARRATIVE.replace("'", "\\\""))
                + PATIENT.substring(PATIENT.indexOf("'name'"));

        Json.Obj changed = XmlPatch.apply(json(patient), diff(operation));

        assertThat(JsonText.write(changed))
                .isEqualTo(patient.replace(was, becomes).replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<remove sel='f:Patient/f:photo'/> | Unprocessable patch[0].sel",
                "<remove sel='f:Patient/f:name/f:given'/> | Unprocessable patch[0].sel",
                "<remove sel='f:Patient'/> | Unprocessable patch[0].sel",
                "<remove sel='g:Patient'/> | Invalid patch[0].sel",
                "<remove sel='//f:given'/> | Invalid patch[0].sel",
                "<remove sel='f:Patient/f:name[count(f:given)=2]'/> | Invalid patch[0].sel",
                "<remove sel='f:Patient/f:name[f:given[1]]'/> | Invalid patch[0].sel",
                "<remove/> | Invalid patch[0].sel",
                "<remove sel='f:Patient/f:gender'/><twist sel='f:Patient'/> | Invalid patch[1]",
                "<replace sel='f:Patient/f:gender'/> | Invalid patch[0]",
                "<add sel='f:Patient' pos='beside'/> | Invalid patch[0].pos",
                "<add sel='f:Patient' pos='after'><f:active value='true'/></add> | Unprocessable patch[0].pos",
                "<add sel='f:Patient/f:gender' type='@value'>x</add> | Unprocessable patch[0].type",
                "<add sel='f:Patient'><f:dragon/></add> | Invalid Patient.dragon",
                "<add sel='f:Patient'><birthDate value='1980'/></add> | Invalid Patient.birthDate",
                "<replace sel='f:Patient'><f:Dragon/></replace> | Invalid Dragon",
            })
    void refusesWhatIsNoXmlPatchOrDoesNotFit(String operation, String expected) {
        assertThatThrownBy(() -> XmlPatch.apply(json(PATIENT), diff(operation)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat("%s %s"
                                        .formatted(
                                                refused.problem().getClass().getSimpleName(),
                                                refused.problem()
                                                        .issues()
                                                        .getFirst()
                                                        .expression()))
                                .isEqualTo(expected));
    }

    @Test
    void readsNoDocumentTypeAndNoEndlessDepth() {
        for (String text : new String[] {
            "<!DOCTYPE diff [<!ENTITY a 'b'>]><diff>&a;</diff>",
            "<diff>",
            "",
            "<a>".repeat(1_000) + "</a>".repeat(1_000)
        }) {
            assertThatThrownBy(() -> XmlPatch.apply(json(PATIENT), text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(ProblemException.class);
        }
    }

    private static byte[] diff(String operations) {
        return "<diff xmlns:f='http://hl7.org/fhir' xmlns:h='http://www.w3.org/1999/xhtml'>%s</diff>"
                .formatted(operations)
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'op':'add','path':'/name/0/given/-','value':'C'} | {'resourceType':'Patient','name':[{'family':'F','given':['A','B','C']}],'gender':'male','multipleBirthInteger':2}",
                "{'op':'add','path':'/name/0/given/0','value':'C'} | {'resourceType':'Patient','name':[{'family':'F','given':['C','A','B']}],'gender':'male','multipleBirthInteger':2}",
                "{'op':'add','path':'/active','value':true} | {'resourceType':'Patient','name':[{'family':'F','given':['A','B']}],'gender':'male','multipleBirthInteger':2,'active':true}",
                "{'op':'replace','path':'/gender','value':'female'} | {'resourceType':'Patient','name':[{'family':'F','given':['A','B']}],'gender':'female','multipleBirthInteger':2}",
                "{'op':'remove','path':'/name/0/given/1'} | {'resourceType':'Patient','name':[{'family':'F','given':['A']}],'gender':'male','multipleBirthInteger':2}",
                "{'op':'move','from':'/name/0/given/1','path':'/name/0/given/0'} | {'resourceType':'Patient','name':[{'family':'F','given':['B','A']}],'gender':'male','multipleBirthInteger':2}",
                "{'op':'copy','from':'/name/0','path':'/name/-'} | {'resourceType':'Patient','name':[{'family':'F','given':['A','B']},{'family':'F','given':['A','B']}],'gender':'male','multipleBirthInteger':2}",
                "{'op':'test','path':'/multipleBirthInteger','value':2.0} | " + PATIENT,
                "{'op':'test','path':'/name/0','value':{'given':['A','B'],'family':'F'}} | " + PATIENT,
            })
    void appliesEachOperationOfJsonPatch(String operation, String expected) {
        assertThat(JsonText.write(JsonPatch.apply(json(PATIENT), patch(operation))))
                .isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'op':'test','path':'/gender','value':'female'} | Unprocessable processing patch[1]",
                "{'op':'replace','path':'/birthDate','value':'1980'} | Unprocessable processing patch[1].path",
                "{'op':'remove','path':'/name/7'} | Unprocessable processing patch[1].path",
                "{'op':'remove','path':'/name/-'} | Unprocessable processing patch[1].path",
                "{'op':'add','path':'/name/01','value':1} | Unprocessable processing patch[1].path",
                "{'op':'add','path':'/name/5','value':1} | Unprocessable processing patch[1].path",
                "{'op':'add','path':'/contact/0/name','value':1} | Unprocessable processing patch[1].path",
                "{'op':'replace','path':'','value':{}} | Unprocessable processing patch[1].path",
                "{'op':'copy','from':'/no','path':'/name'} | Unprocessable processing patch[1].from",
                "{'op':'move','from':'/name','path':'/name/0'} | Invalid value patch[1].path",
                "{'op':'add','path':'/active'} | Invalid required patch[1].value",
                "{'op':'add','value':1} | Invalid required patch[1].path",
                "{'op':'move','path':'/name'} | Invalid required patch[1].from",
                "{'path':'/name'} | Invalid required patch[1].op",
                "{'op':'frobnicate','path':'/name'} | Invalid value patch[1].op",
                "{'op':'add','path':'name','value':1} | Invalid value patch[1].path",
                "{'op':'add','path':'/a~2','value':1} | Invalid value patch[1].path",
                "'add' | Invalid structure patch[1]",
            })
    void refusesWhatDoesNotFitAndChangesNothing(String operation, String verdict) {
        Json.Obj patient = json(PATIENT);
        Json.Arr patch = patch("{'op':'remove','path':'/gender'}," + operation);

        if (operation.contains("gender")) {
            patch.remove(0);
            patch.insert(0, json("{'op':'add','path':'/active','value':true}"));
        }
        assertThatThrownBy(() -> JsonPatch.apply(patient, patch))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(verdict(refused.problem())).isEqualTo(verdict));
        assertThat(JsonText.write(patient)).isEqualTo(PATIENT.replace('\'', '"'));
    }

    @Test
    void passesHl7sCasesOfFhirPathPatch() throws Exception {
        Map<String, String> failed = new TreeMap<>();
        int passed = 0;
        for (Element test : cases()) {
            String name = test.getAttribute("name");
            String fault = fault(test);
            if (fault == null) {
                passed++;
            } else {
                failed.put(name, fault);
            }
        }
        assertThat(failed).isEmpty();
        assertThat(passed).isGreaterThan(30);
    }

    private static @org.jspecify.annotations.Nullable String fault(Element test) throws Exception {
        Json.Obj input = resource(test, "input");
        Json.Obj diff = resource(test, "diff");
        Json.Obj output = resource(test, "output");
        if (input == null || diff == null) {
            return "the case lacks a part";
        }
        if (output == null) {
            assertThatThrownBy(() -> FhirPathPatch.apply(input, diff)).isInstanceOf(ProblemException.class);
            return null;
        }
        Json.Obj result = FhirPathPatch.apply(input, diff);
        return sorted(result).equals(sorted(output)) ? null : JsonText.write(result) + " not " + JsonText.write(output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type=frobnicate path=Patient.gender value=x | Invalid value Parameters.parameter[0]",
                "path=Patient.gender value=x | Invalid required Parameters.parameter[0]",
                "type=delete | Invalid required Parameters.parameter[0]",
                "type=delete path=Patient.name.given | Unprocessable processing Parameters.parameter[0]",
                "type=delete path=Patient | Unprocessable processing Parameters.parameter[0]",
                "type=delete path=Patient..x | Invalid invalid Parameters.parameter[0]",
                "type=delete path='a' | Unprocessable processing Parameters.parameter[0]",
                "type=replace path=Patient.birthDate value=x | Unprocessable processing Parameters.parameter[0]",
                "type=replace path=Patient.gender | Invalid required Parameters.parameter[0]",
                "type=add path=Patient name=no value=x | Unprocessable processing Parameters.parameter[0]",
                "type=add path=Patient name=gender value=x | Unprocessable processing Parameters.parameter[0]",
                "type=insert path=Patient.name.given value=x index=9 | Unprocessable processing Parameters.parameter[0]",
                "type=insert path=Patient.gender value=x index=0 | Unprocessable processing Parameters.parameter[0]",
                "type=move path=Patient.name.given source=0 destination=2 | Unprocessable processing Parameters.parameter[0]",
            })
    void refusesFhirPathPatchesThatDoNotFit(String parts, String verdict) {
        StringBuilder written = new StringBuilder();
        for (String part : parts.split(" ")) {
            int equals = part.indexOf('=');
            String value = part.substring(equals + 1);
            boolean number = value.matches("[0-9]");
            written.append(written.isEmpty() ? "" : ",")
                    .append("{\"name\":\"%s\",\"value%s\":%s}"
                            .formatted(
                                    part.substring(0, equals),
                                    number ? "Integer" : "String",
                                    number ? value : "\"" + value + "\""));
        }
        Json.Obj patch =
                JsonText.readObject("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":["
                        + written + "]}]}");

        assertThatThrownBy(() -> FhirPathPatch.apply(json(PATIENT), patch))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(verdict(refused.problem())).isEqualTo(verdict));
    }

    @Test
    void survivesRandomPatches() {
        Random random = new Random(3);
        String[] paths = {
            "", "/", "/name", "/name/0", "/name/0/given", "/name/0/given/-", "/gender", "/no/x", "/name/9", "~"
        };
        String[] ops = {"add", "remove", "replace", "move", "copy", "test", "x"};
        int applied = 0;
        for (int round = 0; round < 20_000; round++) {
            Json.Arr patch = new Json.Arr();
            for (int operations = random.nextInt(4); operations >= 0; operations--) {
                patch.add(new Json.Obj()
                        .put("op", ops[random.nextInt(ops.length)])
                        .put("path", paths[random.nextInt(paths.length)])
                        .put("from", paths[random.nextInt(paths.length)])
                        .put("value", random.nextBoolean() ? new Json.Str("x") : new Json.Obj()));
            }
            try {
                JsonPatch.apply(json(PATIENT), patch);
                applied++;
            } catch (ProblemException refused) {
                assertThat(refused.problem().issues()).hasSize(1);
            }
        }
        assertThat(applied).isGreaterThan(100);
    }

    private static String verdict(Problem problem) {
        return "%s %s %s"
                .formatted(
                        problem.getClass().getSimpleName(),
                        problem.issues().getFirst().code(),
                        problem.issues().getFirst().expression());
    }

    private static Json.Obj json(String text) {
        return JsonText.readObject(text.replace('\'', '"'));
    }

    private static Json.Arr patch(String operations) {
        return JsonText.readArray(("[" + operations + "]").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Iterable<Element> cases() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try (InputStream in =
                PatchTest.class.getResourceAsStream("/org/hl7/fhir/testcases/r4/patch/fhir-patch-tests.xml")) {
            Element root = factory.newDocumentBuilder()
                    .parse(Objects.requireNonNull(in))
                    .getDocumentElement();
            NodeList found = root.getElementsByTagName("case");
            java.util.List<Element> cases = new java.util.ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                cases.add((Element) found.item(i));
            }
            return cases;
        }
    }

    private static Json.@org.jspecify.annotations.Nullable Obj resource(Element test, String part) throws Exception {
        Node holder = test.getElementsByTagName(part).item(0);
        if (holder == null) {
            return null;
        }
        NodeList children = holder.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child instanceof Element) {
                Transformer transformer =
                        TransformerFactory.newDefaultInstance().newTransformer();
                transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
                StringWriter text = new StringWriter();
                transformer.transform(new DOMSource(child), new StreamResult(text));
                return XmlText.readObject(text.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return null;
    }

    private static String sorted(Json value) {
        return switch (value) {
            case Json.Obj object -> {
                Set<String> members = new TreeSet<>();
                for (int i = 0; i < object.size(); i++) {
                    members.add(object.name(i) + "=" + sorted(object.value(i)));
                }
                yield members.toString();
            }
            case Json.Arr array -> {
                StringBuilder items = new StringBuilder("[");
                array.forEach(item -> items.append(sorted(item)).append(','));
                yield items.append(']').toString();
            }
            default -> JsonText.write(value);
        };
    }
}
