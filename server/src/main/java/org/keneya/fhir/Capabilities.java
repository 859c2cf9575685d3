// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.store.FhirStore;
import org.keneya.store.OwnParameter;
import org.springframework.stereotype.Component;

/**
 * {@code GET /fhir/metadata}: a CapabilityStatement made from the registry the search itself uses; with
 * {@code mode=terminology} TerminologyCapabilities (http://hl7.org/fhir/R4/http.html#capabilities).
 */
@Component
class Capabilities {
    private static final String PUBLISHED = "2026-11-21";

    private final Operations operations;
    private final FhirStore store;
    private final Map<String, Set<String>> reverse = new HashMap<>();

    Capabilities(Operations operations, FhirStore store) {
        this.operations = operations;
        this.store = store;
        for (String type : R4.definitions().resourceTypes()) {
            for (SearchParameter parameter : R4.definitions().searchParameters(type)) {
                if (parameter.type() == SearchParameter.Type.REFERENCE) {
                    for (String target : parameter.targets()) {
                        reverse.computeIfAbsent(target, _ -> new TreeSet<>()).add(type + ":" + parameter.code());
                    }
                }
            }
        }
    }

    /** Of the modes (http://hl7.org/fhir/R4/http.html#capabilities) terminology is another answer; others are left unheeded. */
    Answer answer(Exchange exchange) {
        Shaping shaping = Shaping.of(exchange.parameters()).ofOne();
        boolean terminology = exchange.parameters().stream()
                .anyMatch(one -> one.key().equals("mode") && one.value().equals("terminology"));
        return Answer.of(200, shaping.of(terminology ? terminology(exchange) : statement(exchange)));
    }

    private Json.Obj statement(Exchange exchange) {
        Map<String, List<OwnParameter>> own = store
                .ownParameters(exchange.caller().tenant())
                .stream()
                .filter(OwnParameter::ready)
                .collect(Collectors.groupingBy(OwnParameter::type));
        Json.Arr resources = new Json.Arr();
        for (String type : R4.definitions().resourceTypes()) {
            resources.add(resource(type, own.getOrDefault(type, List.of())));
        }
        Json.Obj rest = new Json.Obj()
                .put("mode", "server")
                .put("security", security(exchange.base()))
                .put("resource", resources)
                .put("interaction", codes(List.of("transaction", "batch", "search-system", "history-system")));
        Json.Arr offered = new Json.Arr();
        operations.all().stream()
                .filter(operation -> operation.levels().contains(Operation.Level.SYSTEM))
                .forEach(operation -> offered.add(operation(operation)));
        if (offered.size() > 0) {
            rest.put("operation", offered);
        }
        Json.Arr compartments = new Json.Arr();
        R4.definitions().compartments().stream()
                .sorted()
                .map(name -> "http://hl7.org/fhir/CompartmentDefinition/" + Character.toLowerCase(name.charAt(0))
                        + name.substring(1))
                .forEach(url -> compartments.add(new Json.Str(url)));
        rest.put("compartment", compartments);
        return new Json.Obj()
                .put("resourceType", "CapabilityStatement")
                .put("status", "active")
                .put("date", PUBLISHED)
                .put("publisher", "Keneya")
                .put("kind", "instance")
                .put("software", new Json.Obj().put("name", "Keneya").put("version", "0.1.0"))
                .put(
                        "implementation",
                        new Json.Obj().put("description", "Keneya FHIR store").put("url", exchange.base()))
                .put("fhirVersion", "4.0.1")
                .put("format", Json.Arr.of(new Json.Str("application/fhir+json"), new Json.Str("application/fhir+xml")))
                .put(
                        "patchFormat",
                        Json.Arr.of(
                                new Json.Str("application/json-patch+json"),
                                new Json.Str("application/xml-patch+xml"),
                                new Json.Str("application/fhir+json"),
                                new Json.Str("application/fhir+xml")))
                .put("rest", Json.Arr.of(rest));
    }

    /** What {@link Expand} and its like can do (http://hl7.org/fhir/R4/terminologycapabilities.html). */
    private Json.Obj terminology(Exchange exchange) {
        Json.Arr parameters = new Json.Arr();
        operations.all().stream()
                .filter(operation -> operation instanceof Expand)
                .flatMap(expand -> expand.definition().objects("parameter").stream())
                .filter(parameter -> "in".equals(parameter.string("use"))
                        && !"Not offered".equals(parameter.string("documentation")))
                .forEach(parameter -> parameters.add(new Json.Obj()
                        .put("name", String.valueOf(parameter.string("name")))
                        .put("documentation", String.valueOf(parameter.string("documentation")))));
        return new Json.Obj()
                .put("resourceType", "TerminologyCapabilities")
                .put("status", "active")
                .put("date", PUBLISHED)
                .put("publisher", "Keneya")
                .put("kind", "instance")
                .put("software", new Json.Obj().put("name", "Keneya").put("version", "0.1.0"))
                .put(
                        "implementation",
                        new Json.Obj().put("description", "Keneya FHIR store").put("url", exchange.base()))
                .put("lockedDate", Json.Bool.FALSE)
                .put(
                        "expansion",
                        new Json.Obj()
                                .put("hierarchical", Json.Bool.TRUE)
                                .put("paging", Json.Bool.TRUE)
                                .put("incomplete", Json.Bool.FALSE)
                                .put("parameter", parameters)
                                .put(
                                        "textFilter",
                                        "Each word of the filter begins a word of the code or of one of its names"))
                .put("codeSearch", "all")
                .put("validateCode", new Json.Obj().put("translations", Json.Bool.FALSE))
                .put("translation", new Json.Obj().put("needsMap", Json.Bool.FALSE));
    }

    /** Where apps get tokens (http://hl7.org/fhir/smart-app-launch/STU2/conformance.html). */
    private static Json.Obj security(String base) {
        String origin = base.endsWith("/fhir") ? base.substring(0, base.length() - "/fhir".length()) : base;
        Json.Arr addresses = new Json.Arr();
        for (String name : List.of("authorize", "token", "introspect", "revoke")) {
            addresses.add(new Json.Obj().put("url", name).put("valueUri", origin + "/oauth2/" + name));
        }
        return new Json.Obj()
                .put(
                        "extension",
                        Json.Arr.of(new Json.Obj()
                                .put("url", "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris")
                                .put("extension", addresses)))
                .put(
                        "service",
                        Json.Arr.of(new Json.Obj()
                                .put(
                                        "coding",
                                        Json.Arr.of(new Json.Obj()
                                                .put(
                                                        "system",
                                                        "http://terminology.hl7.org/CodeSystem/restful-security-service")
                                                .put("code", "SMART-on-FHIR")))))
                .put("description", "OpenID Connect bearer tokens on every call");
    }

    private static Json.Obj operation(Operation operation) {
        String url = operation.definition().string("url");
        Json.Obj offered = new Json.Obj().put("name", operation.name());
        return offered.put(
                "definition", url == null ? "http://hl7.org/fhir/OperationDefinition/" + operation.name() : url);
    }

    /** @param own what the tenant has defined itself for the type, and is indexed */
    private Json.Obj resource(String type, List<OwnParameter> own) {
        Json.Arr parameters = new Json.Arr();
        Json.Arr includes = new Json.Arr();
        for (SearchParameter parameter : R4.definitions().searchParameters(type)) {
            parameters.add(new Json.Obj()
                    .put("name", parameter.code())
                    .put("type", parameter.type().name().toLowerCase(Locale.ROOT)));
            if (parameter.type() == SearchParameter.Type.REFERENCE) {
                includes.add(new Json.Str(type + ":" + parameter.code()));
            }
        }
        for (OwnParameter parameter : own) {
            Json.Obj offered = new Json.Obj().put("name", parameter.code());
            if (!parameter.url().isEmpty()) {
                offered.put("definition", parameter.url());
            }
            parameters.add(offered.put("type", parameter.kind()));
            if (parameter.kind().equals("reference")) {
                includes.add(new Json.Str(type + ":" + parameter.code()));
            }
        }
        Json.Obj resource = new Json.Obj()
                .put("type", type)
                .put(
                        "interaction",
                        codes(List.of(
                                "read",
                                "vread",
                                "update",
                                "patch",
                                "delete",
                                "history-instance",
                                "history-type",
                                "create",
                                "search-type")))
                .put("versioning", "versioned-update")
                .put("readHistory", Json.Bool.TRUE)
                .put("updateCreate", Json.Bool.TRUE)
                .put("conditionalCreate", Json.Bool.TRUE)
                .put("conditionalRead", "full-support")
                .put("conditionalUpdate", Json.Bool.TRUE)
                .put("conditionalDelete", "single")
                .put("referencePolicy", Json.Arr.of(new Json.Str("literal"), new Json.Str("enforced")));
        if (includes.size() > 0) {
            resource.put("searchInclude", includes);
        }
        Set<String> leading = reverse.getOrDefault(type, Set.of());
        if (!leading.isEmpty()) {
            Json.Arr reverseIncludes = new Json.Arr();
            leading.forEach(name -> reverseIncludes.add(new Json.Str(name)));
            resource.put("searchRevInclude", reverseIncludes);
        }
        resource.put("searchParam", parameters);
        Json.Arr offered = new Json.Arr();
        operations.all().stream()
                .filter(operation -> operation.levels().contains(Operation.Level.TYPE)
                        || operation.levels().contains(Operation.Level.INSTANCE))
                .filter(operation -> operation.isFor(type))
                .forEach(operation -> offered.add(operation(operation)));
        return offered.size() > 0 ? resource.put("operation", offered) : resource;
    }

    private static Json.Arr codes(List<String> codes) {
        Json.Arr list = new Json.Arr();
        codes.forEach(code -> list.add(new Json.Obj().put("code", code)));
        return list;
    }
}
