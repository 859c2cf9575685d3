// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.terminology.Coding;
import org.keneya.terminology.Terminology;
import org.keneya.terminology.TranslationAsked;
import org.keneya.terminology.Which;
import org.springframework.stereotype.Component;

/**
 * {@code ConceptMap/$translate} (http://hl7.org/fhir/R4/conceptmap-operation-translate.html). Without a map all that are stored
 * here and not retired are asked.
 */
@Component
class Translate implements Operation {
    private final Terminology terminology;

    Translate(Terminology terminology) {
        this.terminology = terminology;
    }

    @Override
    public String name() {
        return "translate";
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("ConceptMap");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/OperationDefinition/ConceptMap-translate", this, List.of("ConceptMap"))
                .in("url", 0, "1", "uri", "The concept map; every one that fits when not given")
                .in("conceptMap", 0, "1", "ConceptMap", "A concept map of the caller's own, instead of url")
                .in("conceptMapVersion", 0, "1", "string", "Version of the concept map; the newest when not given")
                .in("code", 0, "1", "code", "The code, with system")
                .in("system", 0, "1", "uri", "System of code")
                .in("version", 0, "1", "string", "Version of system")
                .in("source", 0, "1", "uri", "Value set the code was chosen from")
                .in("coding", 0, "1", "Coding", "Instead of code")
                .in("codeableConcept", 0, "1", "CodeableConcept", "Instead of code; each coding is translated")
                .in("target", 0, "1", "uri", "Value set a translation is sought in")
                .in("targetsystem", 0, "1", "uri", "Code system a translation is sought in")
                .in("dependency", 0, "*", "BackboneElement", "Not offered")
                .in("reverse", 0, "1", "boolean", "From the targets of the map to its sources")
                .out("result", 1, "1", "boolean", "Whether there is a translation")
                .out("message", 0, "1", "string", "Why there is none, or what is worth knowing")
                .out("match", 0, "*", "BackboneElement", "Translations: equivalence, concept, product, source")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        CodeArguments arguments = CodeArguments.of(exchange, this, "ConceptMap", id);
        Arguments given = arguments.given();
        if (given.has("dependency")) {
            throw ProblemException.invalid(
                    "not-supported", "Mappings that depend on other elements are not offered", "dependency");
        }
        Which map = arguments.which("conceptMap", given.text("url"), given.text("conceptMapVersion"));
        List<Coding> codings = arguments.codings(given.text("system"), given.text("version"));
        if (given.text("code") != null && given.text("system") == null) {
            throw CodeArguments.required("system", "A code needs its system");
        }
        return Answer.of(
                200,
                terminology.translate(
                        arguments.scope(),
                        new TranslationAsked(
                                map,
                                codings,
                                given.text("source"),
                                given.text("target"),
                                given.text("targetsystem"),
                                given.flag("reverse"))));
    }
}
