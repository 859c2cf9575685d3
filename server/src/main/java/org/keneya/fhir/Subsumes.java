// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.terminology.Coding;
import org.keneya.terminology.Terminology;
import org.keneya.terminology.Which;
import org.springframework.stereotype.Component;

/** {@code CodeSystem/$subsumes} (http://hl7.org/fhir/R4/codesystem-operation-subsumes.html). */
@Component
class Subsumes implements Operation {
    private final Terminology terminology;

    Subsumes(Terminology terminology) {
        this.terminology = terminology;
    }

    @Override
    public String name() {
        return "subsumes";
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("CodeSystem");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/OperationDefinition/CodeSystem-subsumes", this, List.of("CodeSystem"))
                .in("codeA", 0, "1", "code", "The one code, with system")
                .in("codeB", 0, "1", "code", "The other code, with system")
                .in("system", 0, "1", "uri", "The code system; that of the address when called on one")
                .in("version", 0, "1", "string", "Version of the code system; the newest when not given")
                .in("codingA", 0, "1", "Coding", "Instead of codeA")
                .in("codingB", 0, "1", "Coding", "Instead of codeB")
                .out("outcome", 1, "1", "code", "equivalent, subsumes, subsumed-by or not-subsumed")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        CodeArguments arguments = CodeArguments.of(exchange, this, "CodeSystem", id);
        Arguments given = arguments.given();
        Coding one = coding(given, "A");
        Coding other = coding(given, "B");
        String system = given.text("system") == null ? one.system() : given.text("system");
        String version = given.text("version") == null ? one.version() : given.text("version");
        Which which = arguments.which("codeSystem", system, version);
        if (which == null) {
            throw CodeArguments.required("system", "Name the code system by system");
        }
        String outcome = terminology.subsumes(arguments.scope(), which, one, other);
        return Answer.of(
                200,
                new Json.Obj()
                        .put("resourceType", "Parameters")
                        .put(
                                "parameter",
                                Json.Arr.of(
                                        new Json.Obj().put("name", "outcome").put("valueCode", outcome))));
    }

    private static Coding coding(Arguments given, String which) {
        String code = given.text("code" + which);
        Json.Obj coding = given.value("coding" + which);
        if ((code == null) == (coding == null)) {
            throw CodeArguments.required("code" + which, "Give code%1$s or coding%1$s".formatted(which));
        }
        Coding found = coding == null ? new Coding(null, null, code, null) : Coding.of(coding);
        if (found.code() == null) {
            throw CodeArguments.required("coding" + which, "coding%s has no code".formatted(which));
        }
        return found;
    }
}
