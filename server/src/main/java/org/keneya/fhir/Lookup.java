// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.terminology.Coding;
import org.keneya.terminology.Terminology;
import org.springframework.stereotype.Component;

/** {@code CodeSystem/$lookup} (http://hl7.org/fhir/R4/codesystem-operation-lookup.html). */
@Component
class Lookup implements Operation {
    private final Terminology terminology;

    Lookup(Terminology terminology) {
        this.terminology = terminology;
    }

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.TYPE);
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("CodeSystem");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup", this, List.of("CodeSystem"))
                .in("code", 0, "1", "code", "The code, with system")
                .in("system", 0, "1", "uri", "System of code")
                .in("version", 0, "1", "string", "Version of system; the newest when not given")
                .in("coding", 0, "1", "Coding", "Instead of code")
                .in("date", 0, "1", "dateTime", "Refused when the code system was changed after it")
                .in("displayLanguage", 0, "1", "code", "Language of the display")
                .in("property", 0, "*", "code", "Properties wanted; all when not given")
                .out("name", 1, "1", "string", "What the code system is called")
                .out("version", 0, "1", "string", "Version of the code system")
                .out("display", 1, "1", "string", "What the code is called")
                .out("designation", 0, "*", "BackboneElement", "Other names: language, use, value")
                .out("property", 0, "*", "BackboneElement", "Properties: code, value, description")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        CodeArguments arguments = CodeArguments.of(exchange, this, "CodeSystem", id);
        Arguments given = arguments.given();
        Coding coding =
                arguments.codings(given.text("system"), given.text("version")).getFirst();
        if (coding.system() == null || coding.code() == null) {
            throw CodeArguments.required("system", "A look-up needs a code and its system");
        }
        return Answer.of(
                200,
                terminology.lookup(
                        arguments.scope(),
                        coding,
                        given.list("property"),
                        given.text("displayLanguage"),
                        arguments.date()));
    }
}
