// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Interaction;
import org.keneya.edge.Outcome;
import org.keneya.kernel.Issue;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.StructureCheck;
import org.keneya.quality.Rules;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;
import org.keneya.validation.Profiles;
import org.springframework.stereotype.Component;

/**
 * {@code $validate} (http://hl7.org/fhir/R4/resource-operation-validate.html): what a resource breaks of R4, of the quality
 * rules and of profiles, those asked for and those it claims. Answers 200 with an OperationOutcome whatever it finds; only
 * a request that names no resource to look at is refused.
 */
@Component
class Validate implements Operation {
    private static final Map<String, Interaction> MEANT =
            Map.of("create", Interaction.CREATE, "update", Interaction.UPDATE, "delete", Interaction.DELETE);

    private static final Set<String> MODES = Set.of("create", "update", "delete", "profile");

    private final FhirStore store;
    private final Rules rules;
    private final Profiles profiles;

    Validate(FhirStore store, Rules rules, Profiles profiles) {
        this.store = store;
        this.rules = rules;
        this.profiles = profiles;
    }

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public Json.Obj definition() {
        return new OperationText("http://hl7.org/fhir/OperationDefinition/Resource-validate", this, List.of("Resource"))
                .in("resource", 0, "1", "Resource", "What to look at; the stored one when called on an instance")
                .in("mode", 0, "1", "code", "create, update, delete or profile")
                .in("profile", 0, "*", "canonical", "Profiles to hold it to")
                .out("return", 1, "1", "OperationOutcome", "What was found")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        String root = String.valueOf(type);
        exchange.caller().requireRead(root);
        Arguments arguments = Arguments.ofQuery(exchange);
        Json.Obj given = given(exchange, root, arguments);
        String mode = arguments.text("mode");
        if (mode != null && !MODES.contains(mode)) {
            throw ProblemException.invalid("value", "mode is create, update, delete or profile", "mode");
        }
        List<String> asked = arguments.list("profile");
        if ("profile".equals(mode) && asked.isEmpty()) {
            throw ProblemException.invalid("required", "mode profile needs a profile", "profile");
        }
        List<Issue> issues = new ArrayList<>();
        Json.Obj resource = given;
        if (id != null && (given == null || "delete".equals(mode))) {
            Stored stored = Read.found(store.read(exchange.caller().scope(), root, id), root);
            resource = given == null ? JsonText.readObject(stored.body()) : given;
        }
        Interaction meant = mode == null ? null : MEANT.get(mode);
        if (meant != null && !exchange.caller().may(meant, root)) {
            issues.add(Issue.error("forbidden", "Your role may not %s %s".formatted(mode, root)));
        }
        if (!"delete".equals(mode)) {
            if (resource == null) {
                throw ProblemException.invalid("required", "There is no resource to validate", "resource");
            }
            check(exchange, root, id, mode, asked, resource, issues);
        } else if (id == null) {
            throw ProblemException.invalid("required", "mode delete is asked of one resource", "mode");
        }
        if (issues.isEmpty()) {
            issues.add(new Issue(Issue.Severity.INFORMATION, "informational", "All OK", null, null, null));
        }
        return Answer.of(200, Outcome.operationOutcome(issues));
    }

    private void check(
            Exchange exchange,
            String type,
            @Nullable String id,
            @Nullable String mode,
            List<String> asked,
            Json.Obj resource,
            List<Issue> issues) {
        if (!type.equals(resource.string("resourceType"))) {
            issues.add(Issue.error(
                    "invalid", "The address says %s, the resource another type".formatted(type), "resourceType"));
            return;
        }
        List<Issue> structure = StructureCheck.check(resource);
        issues.addAll(structure);
        if ("update".equals(mode)) {
            updates(exchange, type, id, resource, issues);
        }
        if (structure.isEmpty()) {
            if (!"profile".equals(mode)) {
                rules.check(resource, exchange.caller().isPerson()).stream()
                        .filter(issue -> !issues.contains(issue))
                        .forEach(issues::add);
            }
            profiles.check(resource, asked, true).stream()
                    .filter(issue -> !issues.contains(issue))
                    .forEach(issues::add);
        }
    }

    private void updates(Exchange exchange, String type, @Nullable String id, Json.Obj resource, List<Issue> issues) {
        String named = resource.string("id");
        if (named == null) {
            issues.add(Issue.error("required", "An update names the id it is about", type + ".id"));
        } else if (id != null && !named.equals(id)) {
            issues.add(Issue.error("invalid", "The id in the address and the id in the resource differ", type + ".id"));
        } else {
            Optional<Stored> stored = store.read(exchange.caller().scope(), type, named);
            if (stored.isEmpty()) {
                issues.add(new Issue(
                        Issue.Severity.INFORMATION,
                        "informational",
                        "There is no such %s yet; the update would create it".formatted(type),
                        type + ".id",
                        null,
                        null));
            }
        }
    }

    /** The resource of the body, itself or inside Parameters, whose other parameters join the arguments; null when none. */
    private static Json.@Nullable Obj given(Exchange exchange, String type, Arguments arguments) {
        if (exchange.body().length == 0) {
            return null;
        }
        Json.Obj body = JsonText.readObject(exchange.body());
        boolean wraps = "Parameters".equals(body.string("resourceType"))
                && (!type.equals("Parameters")
                        || body.objects("parameter").stream()
                                .anyMatch(part -> "resource".equals(part.string("name")) && part.has("resource")));
        if (!wraps) {
            return body;
        }
        arguments.add(body);
        return arguments.resource("resource");
    }
}
