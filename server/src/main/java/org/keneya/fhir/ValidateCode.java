// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.terminology.Coding;
import org.keneya.terminology.Terminology;
import org.keneya.terminology.Which;
import org.springframework.stereotype.Component;

/** {@code ValueSet/$validate-code} (http://hl7.org/fhir/R4/valueset-operation-validate-code.html). */
@Component
class ValidateCode implements Operation {
    private final Terminology terminology;

    ValidateCode(Terminology terminology) {
        this.terminology = terminology;
    }

    @Override
    public String name() {
        return "validate-code";
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("ValueSet");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/OperationDefinition/ValueSet-validate-code", this, List.of("ValueSet"))
                .in("url", 0, "1", "uri", "The value set, with or without |version")
                .in("context", 0, "1", "uri", "Not offered")
                .in("valueSet", 0, "1", "ValueSet", "A value set of the caller's own, instead of url")
                .in("valueSetVersion", 0, "1", "string", "Version of the value set; the newest when not given")
                .in("code", 0, "1", "code", "The code, with system")
                .in("system", 0, "1", "uri", "System of code")
                .in("systemVersion", 0, "1", "string", "Version of system")
                .in("display", 0, "1", "string", "What code was called")
                .in("coding", 0, "1", "Coding", "Instead of code")
                .in("codeableConcept", 0, "1", "CodeableConcept", "Instead of code; one right coding is enough")
                .in("date", 0, "1", "dateTime", "Refused when a definition was changed after it")
                .in("abstract", 0, "1", "boolean", "Whether abstract codes are right; false when not given")
                .in("displayLanguage", 0, "1", "code", "Language of the display")
                .out("result", 1, "1", "boolean", "Whether it is right")
                .out("message", 0, "1", "string", "What is wrong, or worth knowing")
                .out("display", 0, "1", "string", "What the code is called")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        CodeArguments arguments = CodeArguments.of(exchange, this, "ValueSet", id);
        Arguments given = arguments.given();
        Which set = arguments.which("valueSet", given.text("url"), given.text("valueSetVersion"));
        if (set == null) {
            throw CodeArguments.required("url", "Name the value set by url, or send it as valueSet");
        }
        List<Coding> codings = arguments.codings(given.text("system"), given.text("systemVersion"));
        if (given.text("code") != null && given.text("system") == null) {
            throw CodeArguments.required("system", "A code needs its system");
        }
        return CodeArguments.answer(terminology.inValueSet(
                arguments.scope(),
                set,
                codings,
                given.flag("abstract"),
                given.text("displayLanguage"),
                arguments.date()));
    }
}
