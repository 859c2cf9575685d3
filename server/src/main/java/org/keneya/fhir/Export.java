// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.bulk.ExportRequest;
import org.keneya.bulk.Exports;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.store.Query;
import org.springframework.stereotype.Component;

/**
 * The kick-off of {@code $export} on the system, on all patients, and on a Group (FHIR Bulk Data Access 2.0,
 * http://hl7.org/fhir/uv/bulkdata/STU2/export.html). The work is done by {@link Exports}.
 */
@Component
class Export implements Operation {
    private static final Set<String> FORMATS = Set.of("application/fhir+ndjson", "application/ndjson", "ndjson");
    private static final Set<String> NOT_OFFERED =
            Set.of("_elements", "patient", "includeAssociatedData", "organizeOutputBy", "_until");
    private static final int MOST_FILTERS = 50;

    private final Exports exports;

    Export(Exports exports) {
        this.exports = exports;
    }

    @Override
    public String name() {
        return "export";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.values());
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("Patient") || type.equals("Group");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText(
                        "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export", this, List.of("Patient", "Group"))
                .in("_outputFormat", 0, "1", "string", "application/fhir+ndjson, the only one")
                .in("_since", 0, "1", "instant", "Only what was changed from this moment on")
                .in("_type", 0, "*", "string", "Only these resource types")
                .in("_typeFilter", 0, "*", "string", "Searches of which a resource of their type must meet one")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        boolean group = "Group".equals(type);
        if (group != (id != null)) {
            throw ProblemException.notFound("$export is offered on the system, on Patient, and on one Group");
        }
        Exports.permit(exchange.caller());
        String prefer = exchange.headers().prefer();
        if (prefer == null || !prefer.contains("respond-async")) {
            throw ProblemException.invalid(
                    "not-supported", "An export is answered later: send the header Prefer: respond-async", "Prefer");
        }
        Arguments arguments = Arguments.of(exchange);
        refuseWhatIsNotOffered(arguments, prefer.contains("handling=lenient"));
        List<Query> filters = filters(exchange, arguments);
        List<String> types = types(exchange, arguments, group ? "group" : type == null ? "system" : "patient");
        OffsetDateTime since = arguments.instant("_since");
        String job = exports.start(
                exchange.caller(),
                exchange.url(),
                new ExportRequest(
                        group ? "group" : type == null ? "system" : "patient",
                        id,
                        types,
                        since == null ? null : since.toInstant().toString(),
                        filters));
        return Answer.empty(202).at(exchange.base() + "/bulk/" + job);
    }

    private static void refuseWhatIsNotOffered(Arguments arguments, boolean lenient) {
        for (String name : NOT_OFFERED) {
            if (arguments.text(name) != null && !lenient) {
                throw ProblemException.invalid(
                        "not-supported",
                        "%s is not offered; with Prefer: handling=lenient it is left out".formatted(name),
                        name);
            }
        }
        String format = arguments.text("_outputFormat");
        if (format != null && !FORMATS.contains(format.replace(' ', '+'))) {
            throw ProblemException.invalid(
                    "not-supported", "The only format is application/fhir+ndjson", "_outputFormat");
        }
    }

    private static List<String> types(Exchange exchange, Arguments arguments, String level) {
        List<String> asked = arguments.types("_type");
        asked.forEach(exchange.caller()::requireRead);
        if (level.equals("system")) {
            return asked.isEmpty()
                    ? R4.definitions().resourceTypes().stream()
                            .filter(exchange.caller()::mayRead)
                            .toList()
                    : asked;
        }
        for (String type : asked) {
            if (!R4.definitions().inPatientCompartment(type)) {
                throw ProblemException.invalid(
                        "not-supported", "%s does not belong to patients".formatted(type), "_type");
            }
        }
        exchange.caller().requireRead("Patient");
        return asked.isEmpty()
                ? R4.definitions().resourceTypes().stream()
                        .filter(R4.definitions()::inPatientCompartment)
                        .filter(exchange.caller()::mayRead)
                        .toList()
                : asked;
    }

    /** Filters come several in one value, separated by commas that are followed by a type and a question mark. */
    private static List<Query> filters(Exchange exchange, Arguments arguments) {
        List<Query> filters = new ArrayList<>();
        for (Query.Parameter parameter : arguments.texts()) {
            if (parameter.name().equals("_typeFilter")) {
                Arrays.stream(parameter.value().split(",(?=[A-Za-z]+\\?)", -1))
                        .map(Parameters::query)
                        .forEach(filters::add);
            }
        }
        if (filters.size() > MOST_FILTERS) {
            throw ProblemException.invalid("too-costly", "At most %d filters".formatted(MOST_FILTERS), "_typeFilter");
        }
        Set<String> shaping = new HashSet<>(Set.of("_count", "_sort", "_include", "_revinclude", "_total", "_cursor"));
        for (Query filter : filters) {
            if (!R4.definitions().isResourceType(filter.type())
                    || filter.parameters().isEmpty()) {
                throw ProblemException.invalid(
                        "value", "A filter is a search such as Observation?status=final", "_typeFilter");
            }
            exchange.caller().requireRead(filter.type());
            if (filter.parameters().stream().anyMatch(one -> shaping.contains(one.name()))) {
                throw ProblemException.invalid(
                        "not-supported", "A filter takes criteria only, not %s".formatted(shaping), "_typeFilter");
            }
        }
        return filters;
    }
}
