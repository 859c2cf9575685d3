// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.Stored;

/**
 * Entries told as FHIR AuditEvents (http://hl7.org/fhir/R4/auditevent.html), close to the basic audit patterns of IHE (BALP
 * 1.1): RESTful interactions, authentication, export; queries by the names of their parameters only.
 */
final class AuditEvents {
    /** Begins every id this log gives. */
    static final String ID = "log-";

    static final String TYPES = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    static final String INTERACTIONS = "http://hl7.org/fhir/restful-interaction";
    static final String OWN = "urn:keneya:audit";
    /** What the server calls itself where a site is asked for. */
    static final String SITE = "keneya";

    private static final Set<String> KNOWN = Set.of(
            "read",
            "vread",
            "update",
            "patch",
            "delete",
            "create",
            "search",
            "history",
            "capabilities",
            "transaction",
            "batch");

    private AuditEvents() {}

    /** A code with its system. */
    record Code(String system, String code, String display) {
        Json.Obj json() {
            return new Json.Obj().put("system", system).put("code", code).put("display", display);
        }
    }

    static Code type(Entry entry) {
        return switch (entry.what()) {
            case "login", "logout" -> new Code(DICOM, "110114", "User Authentication");
            case "$export" -> new Code(DICOM, "110106", "Export");
            default -> new Code(TYPES, "rest", "RESTful Operation");
        };
    }

    static Code subtype(Entry entry) {
        return switch (entry.what()) {
            case "login" -> new Code(DICOM, "110122", "Login");
            case "logout" -> new Code(DICOM, "110123", "Logout");
            case String what when KNOWN.contains(what) -> new Code(INTERACTIONS, what, what);
            case String what when what.startsWith("$") -> new Code(INTERACTIONS, "operation", "operation");
            case String what -> new Code(OWN, what, what);
        };
    }

    /** The resource, which has one version for ever. */
    static Stored stored(Accesses.Numbered one, @Nullable String patient) {
        byte[] json = org.keneya.model.JsonText.bytes(told(one, patient));
        return new Stored("AuditEvent", ID + one.number(), 1, one.entry().at(), 0, json);
    }

    /** @param patient logical id of the patient that was asked for and is concerned; the entry itself holds a hash only */
    static Json.Obj told(Accesses.Numbered one, @Nullable String patient) {
        Entry entry = one.entry();
        String at = Instant.ofEpochMilli(entry.at()).toString();
        Json.Obj event = new Json.Obj()
                .put("resourceType", "AuditEvent")
                .put("id", ID + one.number())
                .put("meta", new Json.Obj().put("versionId", "1").put("lastUpdated", at))
                .put("type", type(entry).json())
                .put("subtype", subtypes(entry))
                .put("action", String.valueOf(entry.action()))
                .put("recorded", at)
                .put("outcome", entry.outcome());
        Entry.Why why = entry.why();
        if (why != null) {
            event.put("purposeOfEvent", Json.Arr.of(purpose(why)));
        }
        event.put("agent", Json.Arr.of(agent(entry)));
        event.put(
                "source",
                new Json.Obj()
                        .put("site", SITE)
                        .put("observer", new Json.Obj().put("display", "Keneya"))
                        .put(
                                "type",
                                Json.Arr.of(new Code(
                                                "http://terminology.hl7.org/CodeSystem/security-source-type",
                                                "4",
                                                "Application Server")
                                        .json())));
        Json.Arr entities = entities(entry, patient);
        if (entities.size() > 0) {
            event.put("entity", entities);
        }
        return event;
    }

    private static Json.Arr subtypes(Entry entry) {
        Json.Arr subtypes = Json.Arr.of(subtype(entry).json());
        if (entry.what().startsWith("$")) {
            subtypes.add(new Code(OWN, entry.what(), entry.what()).json());
        }
        return subtypes;
    }

    private static Json.Obj purpose(Entry.Why why) {
        return new Json.Obj()
                .put(
                        "coding",
                        Json.Arr.of(new Json.Obj()
                                .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActReason")
                                .put("code", why.code())));
    }

    private static Json.Obj agent(Entry entry) {
        Json.Obj agent = new Json.Obj()
                .put(
                        "type",
                        concept(
                                "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
                                entry.person() == null ? "CST" : "IRCP"));
        String role = entry.role();
        if (role != null) {
            agent.put("role", Json.Arr.of(concept("urn:keneya:role", role)));
        }
        String person = entry.person();
        if (person != null) {
            agent.put("who", new Json.Obj().put("reference", person));
        }
        if (!entry.who().isEmpty()) {
            agent.put("altId", entry.who()).put("name", entry.who());
        }
        agent.put("requestor", Json.Bool.TRUE);
        Entry.Why why = entry.why();
        if (why != null && why.grant() != null) {
            agent.put("policy", Json.Arr.of(new Json.Str("urn:keneya:break-glass:" + why.grant())));
        }
        String from = entry.from();
        if (from != null) {
            agent.put("network", new Json.Obj().put("address", from).put("type", "2"));
        }
        if (why != null) {
            agent.put("purposeOfUse", Json.Arr.of(purpose(why)));
        }
        return agent;
    }

    private static Json.Arr entities(Entry entry, @Nullable String patient) {
        Json.Arr entities = new Json.Arr();
        if (patient != null) {
            entities.add(entity("Patient/" + patient, "1", "1"));
        }
        for (String resource : entry.resources()) {
            entities.add(entity(resource, "2", "4"));
        }
        if (entry.resources().isEmpty() && entry.on().matches("[A-Z][A-Za-z]+/[^/]+")) {
            entities.add(entity(entry.on(), "2", "4"));
        }
        if (!entry.query().isEmpty()) {
            Json.Arr names = new Json.Arr();
            entry.query()
                    .forEach(name ->
                            names.add(new Json.Obj().put("type", "parameter").put("valueString", name)));
            entities.add(kind("2", "24").put("detail", names));
        }
        String request = entry.request();
        if (request != null) {
            entities.add(new Json.Obj()
                    .put("what", new Json.Obj().put("identifier", new Json.Obj().put("value", request)))
                    .put(
                            "type",
                            new Json.Obj()
                                    .put("system", "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType")
                                    .put("code", "XrequestId")));
        }
        return entities;
    }

    private static Json.Obj entity(String reference, String type, String role) {
        Json.Obj entity = new Json.Obj().put("what", new Json.Obj().put("reference", reference));
        Json.Obj kind = kind(type, role);
        for (int i = 0; i < kind.size(); i++) {
            entity.put(kind.name(i), kind.value(i));
        }
        return entity;
    }

    private static Json.Obj kind(String type, String role) {
        return new Json.Obj()
                .put(
                        "type",
                        new Json.Obj()
                                .put("system", "http://terminology.hl7.org/CodeSystem/audit-entity-type")
                                .put("code", type))
                .put(
                        "role",
                        new Json.Obj()
                                .put("system", "http://terminology.hl7.org/CodeSystem/object-role")
                                .put("code", role));
    }

    private static Json.Obj concept(String system, String code) {
        return new Json.Obj()
                .put("coding", Json.Arr.of(new Json.Obj().put("system", system).put("code", code)));
    }
}
