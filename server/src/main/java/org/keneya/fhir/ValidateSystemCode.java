// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.terminology.Coding;
import org.keneya.terminology.Terminology;
import org.keneya.terminology.Which;
import org.springframework.stereotype.Component;

/**
 * {@code CodeSystem/$validate-code} (http://hl7.org/fhir/R4/codesystem-operation-validate-code.html). Where nothing else names
 * the code system, the coding does.
 */
@Component
class ValidateSystemCode implements Operation {
    private final Terminology terminology;

    ValidateSystemCode(Terminology terminology) {
        this.terminology = terminology;
    }

    @Override
    public String name() {
        return "validate-code";
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("CodeSystem");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/OperationDefinition/CodeSystem-validate-code", this, List.of("CodeSystem"))
                .in("url", 0, "1", "uri", "The code system")
                .in("codeSystem", 0, "1", "CodeSystem", "A code system of the caller's own, instead of url")
                .in("code", 0, "1", "code", "The code")
                .in("version", 0, "1", "string", "Version of the code system; the newest when not given")
                .in("display", 0, "1", "string", "What code was called")
                .in("coding", 0, "1", "Coding", "Instead of code")
                .in("codeableConcept", 0, "1", "CodeableConcept", "Instead of code; one right coding is enough")
                .in("date", 0, "1", "dateTime", "Refused when the code system was changed after it")
                .in("abstract", 0, "1", "boolean", "Whether abstract codes are right; false when not given")
                .in("displayLanguage", 0, "1", "code", "Language of the display")
                .out("result", 1, "1", "boolean", "Whether it is right")
                .out("message", 0, "1", "string", "What is wrong, or worth knowing")
                .out("display", 0, "1", "string", "What the code is called")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        CodeArguments arguments = CodeArguments.of(exchange, this, "CodeSystem", id);
        Arguments given = arguments.given();
        Json.Obj coding = given.value("coding");
        String url = given.text("url") != null || coding == null ? given.text("url") : coding.string("system");
        Which system = arguments.which("codeSystem", url, given.text("version"));
        if (system == null) {
            throw CodeArguments.required("url", "Name the code system by url, or send it as codeSystem");
        }
        boolean isPlain = given.text("code") != null;
        List<Coding> codings = arguments.codings(null, null).stream()
                .map(one -> isPlain || one.system() != null
                        ? one
                        : new Coding("", one.version(), one.code(), one.display()))
                .toList();
        return CodeArguments.answer(terminology.inCodeSystem(
                arguments.scope(),
                system,
                codings,
                given.flag("abstract"),
                given.text("displayLanguage"),
                arguments.date()));
    }
}
