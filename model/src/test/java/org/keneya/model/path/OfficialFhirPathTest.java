// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.XmlText;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** HL7's FHIRPath tests for R4 (https://github.com/FHIR/fhir-test-cases, CC0). */
class OfficialFhirPathTest {
    private static final String FOLDER = "/org/hl7/fhir/testcases/r4/";

    /** Groups about what is not part of R4's FHIRPath: later functions, terminology, reflection, profiles. */
    private static final Set<String> OTHER_GROUPS = Set.of(
            "Precision", "LowBoundary", "HighBoundary", "Comparable", "cdaTests", "TerminologyTests", "from-zulip");

    /** Tests left out, with the reason. */
    private static final Map<String, String> LEFT_OUT = leftOut();

    private final Map<String, Json.Obj> resources = new HashMap<>();

    @Test
    void passesAllThatIsNotLeftOut() throws Exception {
        Map<String, String> failed = new TreeMap<>();
        Set<String> passedThoughLeftOut = new TreeSet<>();
        int passed = 0;
        for (Element group : elements(document(), "group")) {
            if (OTHER_GROUPS.contains(group.getAttribute("name"))) {
                continue;
            }
            for (Element test : elements(group, "test")) {
                String name = test.getAttribute("name");
                String fault = fault(test);
                if (fault == null) {
                    passed++;
                    if (LEFT_OUT.containsKey(name)) {
                        passedThoughLeftOut.add(name);
                    }
                } else if (!LEFT_OUT.containsKey(name)) {
                    failed.put(name, fault);
                }
            }
        }
        assertThat(failed).isEmpty();
        assertThat(passedThoughLeftOut).isEmpty();
        assertThat(passed).isGreaterThan(600);
    }

    private @org.jspecify.annotations.Nullable String fault(Element test) throws IOException {
        Element expression = elements(test, "expression").getFirst();
        String source = expression.getTextContent();
        boolean invalid = expression.hasAttribute("invalid");
        List<String> expected = new ArrayList<>();
        for (Element output : elements(test, "output")) {
            expected.add(normal(output.getTextContent()));
        }
        List<Item> found;
        try {
            FhirPath path = FhirPath.compile(source);
            Json.Obj resource = test.hasAttribute("inputfile")
                    ? resource(test.getAttribute("inputfile"))
                    : new Json.Obj().put("resourceType", "Patient");
            found = path.evaluate(resource);
        } catch (ProblemException refused) {
            return invalid ? null : source + " was refused: " + refused.getMessage();
        }
        if (invalid) {
            return source + " was not refused but gave " + texts(found);
        }
        if (test.getAttribute("predicate").equals("true")) {
            boolean truth = Boolean.TRUE.equals(found.size() > 1 ? Boolean.TRUE : Operators.truth(found));
            return expected.equals(List.of(Boolean.toString(truth))) ? null : source + " gave " + texts(found);
        }
        return texts(found).equals(expected) ? null : source + " gave " + texts(found) + ", not " + expected;
    }

    private static List<String> texts(List<Item> items) {
        return items.stream().map(item -> normal(String.valueOf(item.text()))).toList();
    }

    /** Literals of dates are written with an at sign in the tests. */
    private static String normal(String text) {
        String plain = text.startsWith("@") ? text.substring(1) : text;
        return plain.startsWith("T") && plain.length() > 2 && Character.isDigit(plain.charAt(1))
                ? plain.substring(1)
                : plain;
    }

    private Json.Obj resource(String file) throws IOException {
        Json.Obj known = resources.get(file);
        if (known == null) {
            byte[] bytes = read(FOLDER + file);
            known = file.endsWith(".json") ? JsonText.readObject(bytes) : XmlText.readObject(bytes);
            resources.put(file, known);
        }
        return known;
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = OfficialFhirPathTest.class.getResourceAsStream(resource)) {
            return in == null ? read(resource.replace("/r4/", "/r5/")) : in.readAllBytes();
        }
    }

    private static Element document() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try (InputStream in = OfficialFhirPathTest.class.getResourceAsStream(FOLDER + "fhirpath/tests-fhir-r4.xml")) {
            return factory.newDocumentBuilder()
                    .parse(Objects.requireNonNull(in))
                    .getDocumentElement();
        }
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList children = parent.getElementsByTagName(name);
        for (int i = 0; i < children.getLength(); i++) {
            found.add((Element) children.item(i));
        }
        return found;
    }

    private static Map<String, String> leftOut() {
        Map<String, String> reasons = new TreeMap<>();
        put(reasons, "there are no profiles in the engine", "testConformsTo1", "testConformsTo2");
        put(
                reasons,
                "static types are not checked: an unknown name finds nothing",
                "testDollarOrderNotAllowed",
                "testFHIRPathAsFunction21",
                "testPolymorphicsB",
                "testPolymorphismAsB",
                "testPolymorphismB",
                "testSimpleFail",
                "testSimpleWithWrongContext");
        put(reasons, "units are compared, not calculated with", "testNEquality24", "testQuantity10", "testQuantity9");
        put(reasons, "4040 mg is 4 g only when rounded in another unit", "testQuantity4");
        put(reasons, "a tenth of a second is added, not dropped", "testPlusDate19");
        put(reasons, "lowBoundary() is of a later FHIRPath", "testPeriodInvariantNew");
        put(
                reasons,
                "encode() and decode() are of a later FHIRPath",
                "testDecodeBase64A",
                "testDecodeBase64B",
                "testDecodeHex",
                "testDecodeUrlBase64",
                "testEncodeBase64A",
                "testEncodeBase64B",
                "testEncodeHex",
                "testEncodeUrlBase64");
        put(
                reasons,
                "escape() and unescape() are of a later FHIRPath",
                "testEscapeHtml",
                "testEscapeJson",
                "testUnescapeHtml",
                "testUnescapeJson");
        put(
                reasons,
                "sort() is of a later FHIRPath",
                java.util.stream.IntStream.rangeClosed(1, 10)
                        .mapToObj(number -> "testSort" + number)
                        .toArray(String[]::new));
        put(
                reasons,
                "type() is reflection, which nothing in R4 uses",
                "testType1",
                "testType10",
                "testType15",
                "testType16",
                "testType1a",
                "testType2",
                "testType20",
                "testType21",
                "testType23",
                "testType2a",
                "testType3",
                "testType4",
                "testType9");
        return reasons;
    }

    private static void put(Map<String, String> reasons, String reason, String... tests) {
        for (String test : tests) {
            reasons.put(test, reason);
        }
    }
}
