// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.ProblemException;

/** The XML form of resources (http://hl7.org/fhir/R4/xml.html). */
class XmlTextTest {
    private static final String HEAD = "<Patient xmlns=\"http://hl7.org/fhir\">";

    @Test
    void bringsEveryExampleBackAsItWas() {
        Map<String, String> changed = new TreeMap<>();
        int read = 0;
        for (Path file : SharedData.files("fhir-examples")) {
            Json.Obj resource = SharedData.read(file);
            if (!Trees.findings(resource).isEmpty()) {
                continue;
            }
            read++;
            for (boolean pretty : new boolean[] {false, true}) {
                Json.Obj back = XmlText.readObject(XmlText.bytes(resource, pretty));
                if (!sorted(back).equals(sorted(resource))) {
                    changed.put(file.getFileName().toString(), sorted(back) + "\n" + sorted(resource));
                }
            }
        }
        assertThat(changed).isEmpty();
        assertThat(read).isGreaterThan(300);
    }

    @Test
    void writesElementsInOrderAndPrimitivesAsAttributes() {
        Json.Obj patient = JsonText.readObject("""
                {"resourceType":"Patient","gender":"female","name":[{"given":["A",null,"<&\\"\\n"],
                 "_given":[null,{"id":"x","extension":[{"url":"u","valueBoolean":true}]}]}],"id":"p",
                 "contained":[{"resourceType":"Organization","id":"o"}],
                 "text":{"div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">a&nbsp;b<br/></div>","status":"generated"},
                 "multipleBirthInteger":2}""");

        String xml = new String(XmlText.bytes(patient, false), StandardCharsets.UTF_8);

        assertThat(xml)
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + HEAD + "<id value=\"p\"/>"
                        + "<text><status value=\"generated\"/><div xmlns=\"http://www.w3.org/1999/xhtml\">a&#160;b<br/></div>"
                        + "</text><contained><Organization><id value=\"o\"/></Organization></contained>"
                        + "<name><given value=\"A\"/><given id=\"x\"><extension url=\"u\"><valueBoolean value=\"true\"/>"
                        + "</extension></given><given value=\"&lt;&amp;&quot;&#xA;\"/></name><gender value=\"female\"/>"
                        + "<multipleBirthInteger value=\"2\"/></Patient>");
    }

    @Test
    void keepsDecimalsAsTheyWereWritten() {
        Json.Obj read = XmlText.readObject(utf8("<Observation xmlns=\"http://hl7.org/fhir\"><valueQuantity>"
                + "<value value=\"1.500\"/></valueQuantity></Observation>"));

        assertThat(JsonText.write(read))
                .isEqualTo("{\"resourceType\":\"Observation\",\"valueQuantity\":{\"value\":1.500}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a value=\"1\"/> | Patient.a",
                "<name><given value=\"A\"/><given wrong=\"A\"/></name> | Patient.name[0].given[1]",
                "<name wrong=\"1\"/> | Patient.name[0]",
                "<gender value=\"male\"/><gender value=\"male\"/> | Patient.gender",
                "<name>text</name> | Patient.name[0]",
                "<gender xmlns=\"http://example.org\" value=\"male\"/> | Patient.gender",
                "<text><div>a</div></text> | Patient.text.div",
                "<contained><Nonsense/></contained> | Patient.contained[0]",
                "<contained/> | Patient.contained[0]",
                "<contained><Organization/><Organization/></contained> | Patient.contained[0]",
            })
    void refusesWhatTheDefinitionsDoNotKnowAndSaysWhere(String content, String expression) {
        assertThatThrownBy(() -> XmlText.readObject(utf8(HEAD + content + "</Patient>")))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().issues().getFirst().code()).isEqualTo("structure");
                    assertThat(refused.problem().issues().getFirst().expression())
                            .isEqualTo(expression);
                });
    }

    @Test
    void followsNoEntityAndReadsNoDoctype() {
        String bomb = "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;\">]>";

        for (String xml : new String[] {
            bomb + HEAD + "<name><family value=\"&b;\"/></name></Patient>",
            "<!DOCTYPE Patient SYSTEM \"file:///etc/passwd\">" + HEAD + "</Patient>",
            HEAD + "<name>&b;</name></Patient>",
            HEAD + "<a>".repeat(100_000),
            HEAD,
            "",
            "{}",
            HEAD + "</Patient><a/>"
        }) {
            assertThatThrownBy(() -> XmlText.readObject(utf8(xml))).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void boundsTheDepth() {
        String item = "<extension url=\"u\">";
        String deep = HEAD + item.repeat(120) + "</extension>".repeat(120) + "</Patient>";

        assertThatThrownBy(() -> XmlText.readObject(utf8(deep))).hasMessageContaining("deeper");
    }

    @Test
    void readsLargeAttachments() {
        String data = "QUJD".repeat(1_000_000);
        String xml = "<Binary xmlns=\"http://hl7.org/fhir\"><contentType value=\"a/b\"/><data value=\"" + data
                + "\"/></Binary>";

        assertThat(XmlText.readObject(utf8(xml)).string("data")).isEqualTo(data);
    }

    @Test
    void survivesDamagedText() {
        Random random = new Random(7);
        byte[] good = XmlText.bytes(JsonText.readObject(Trees.BUNDLE), true);
        int read = 0;
        for (int round = 0; round < 10_000; round++) {
            byte[] bytes = good.clone();
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Json.Obj resource = XmlText.readObject(bytes);
                StructureCheck.check(resource);
                read++;
            } catch (ProblemException refused) {
                assertThat(refused.problem().issues()).hasSize(1);
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Members in order of name, named characters by number: what two forms may differ in. */
    private static String sorted(Json value) {
        return switch (value) {
            case Json.Obj object -> {
                Map<String, String> members = new TreeMap<>();
                for (int i = 0; i < object.size(); i++) {
                    Json member = object.value(i);
                    members.put(
                            object.name(i),
                            object.name(i).equals("div") && member instanceof Json.Str(String div)
                                    ? XhtmlEntities.numbered(div).replace("&#xD;", "\r")
                                    : sorted(member));
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
