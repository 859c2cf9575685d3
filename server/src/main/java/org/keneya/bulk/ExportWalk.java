// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/**
 * All resources of one type an export is to hold, a page at a time, each once, in constant memory. The type is searched
 * slice by slice: one filter, one link to a patient, some members of the group; what an earlier slice has brought is
 * passed over.
 */
final class ExportWalk {
    private static final int PAGE = 1_000;
    private static final int MEMBERS_AT_ONCE = 100;

    private final FhirStore store;
    private final Scope scope;
    private final ExportRequest request;
    private final String type;
    private final List<String> members;
    private final List<String> links;

    /** @param members ids of the group's patients; empty on other levels */
    ExportWalk(FhirStore store, Scope scope, ExportRequest request, String type, List<String> members) {
        this.store = store;
        this.scope = scope;
        this.request = request;
        this.type = type;
        this.members = members;
        this.links = R4.definitions().patientCompartmentParams(type);
    }

    /** Takes a page; answers whether to go on. */
    @FunctionalInterface
    interface Pages {
        boolean take(List<Stored> page) throws java.io.IOException;
    }

    private record Slice(int filter, int link, int batch, List<Query.Parameter> parameters) {}

    void each(Pages to) throws java.io.IOException {
        for (Slice slice : slices()) {
            String cursor = null;
            do {
                Page page = store.search(scope, query(slice, cursor));
                if (!to.take(fresh(slice, page.matches()))) {
                    return;
                }
                cursor = page.next();
            } while (cursor != null);
        }
    }

    private List<Slice> slices() {
        List<Query> filters = request.filtersOf(type);
        List<Slice> slices = new ArrayList<>();
        for (int filter = 0; filter < Math.max(1, filters.size()); filter++) {
            List<Query.Parameter> asked =
                    filters.isEmpty() ? List.of() : filters.get(filter).parameters();
            if (!request.level().equals("group")) {
                slices.add(new Slice(filter, 0, 0, asked));
                continue;
            }
            List<String> parameters = type.equals("Patient") ? List.of("_id") : links;
            for (int link = 0; link < parameters.size(); link++) {
                for (int from = 0; from < members.size(); from += MEMBERS_AT_ONCE) {
                    String prefix = type.equals("Patient") ? "" : "Patient/";
                    String value = members.subList(from, Math.min(members.size(), from + MEMBERS_AT_ONCE)).stream()
                            .map(member -> prefix + member)
                            .collect(Collectors.joining(","));
                    List<Query.Parameter> all = new ArrayList<>(asked);
                    all.add(new Query.Parameter(parameters.get(link), null, value));
                    slices.add(new Slice(filter, link, from / MEMBERS_AT_ONCE, all));
                }
            }
        }
        return slices;
    }

    private Query query(Slice slice, @Nullable String cursor) {
        List<Query.Parameter> parameters = new ArrayList<>(slice.parameters);
        parameters.add(new Query.Parameter("_count", null, Integer.toString(PAGE)));
        if (request.since() != null) {
            parameters.add(new Query.Parameter("_lastUpdated", null, "ge" + request.since()));
        }
        if (cursor != null) {
            parameters.add(new Query.Parameter("_cursor", null, cursor));
        }
        return new Query(type, parameters);
    }

    private List<Stored> fresh(Slice slice, List<Stored> page) {
        List<Stored> fresh = page;
        if (request.level().equals("patient") && !type.equals("Patient")) {
            fresh = fresh.stream().filter(this::isOfAPatient).toList();
        }
        if (request.level().equals("group") && slice.link + slice.batch > 0 && !type.equals("Patient")) {
            fresh = fresh.stream().filter(one -> isFirst(slice, one)).toList();
        }
        for (int earlier = 0; earlier < slice.filter && !fresh.isEmpty(); earlier++) {
            Set<String> known = meeting(request.filtersOf(type).get(earlier), fresh);
            fresh = fresh.stream().filter(one -> !known.contains(one.id())).toList();
        }
        return fresh;
    }

    private boolean isOfAPatient(Stored one) {
        Json.Obj resource = JsonText.readObject(one.body());
        return links.stream().anyMatch(link -> !patients(link, resource).isEmpty());
    }

    /** Whether no earlier link, and no earlier members by this link, lead to the resource. */
    private boolean isFirst(Slice slice, Stored one) {
        Json.Obj resource = JsonText.readObject(one.body());
        for (int link = 0; link <= slice.link; link++) {
            int upTo = link < slice.link ? members.size() : slice.batch * MEMBERS_AT_ONCE;
            Set<String> earlier = new HashSet<>(members.subList(0, upTo));
            if (patients(links.get(link), resource).stream().anyMatch(earlier::contains)) {
                return false;
            }
        }
        return true;
    }

    private Set<String> patients(String link, Json.Obj resource) {
        SearchParameter parameter = R4.definitions().searchParameter(type, link);
        Set<String> patients = new HashSet<>();
        if (parameter != null) {
            parameter.accessor().each(resource, (_, value) -> {
                String text = value instanceof Json.Obj object ? object.string("reference") : null;
                if (text != null && text.startsWith("Patient/")) {
                    patients.add(text.substring("Patient/".length()).split("/", 2)[0]);
                }
            });
        }
        return patients;
    }

    private Set<String> meeting(Query filter, List<Stored> page) {
        List<Query.Parameter> parameters = new ArrayList<>(filter.parameters());
        parameters.add(
                new Query.Parameter("_id", null, page.stream().map(Stored::id).collect(Collectors.joining(","))));
        parameters.add(new Query.Parameter("_count", null, Integer.toString(PAGE)));
        return store.search(scope, new Query(type, parameters)).matches().stream()
                .map(Stored::id)
                .collect(Collectors.toSet());
    }
}
