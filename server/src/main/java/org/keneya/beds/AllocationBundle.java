// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.keneya.allocation.Emergency;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * An allocation in FHIR R4: what was asked (ServiceRequest), who is to do it until when (Task), the stay it makes (Encounter),
 * the bed (Location), the hospital (Organization) and its service (HealthcareService). Names no patient, for none is known.
 */
final class AllocationBundle {
    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

    private final Board board;

    AllocationBundle(Board board) {
        this.board = board;
    }

    Json.Obj of(Allocation allocation) {
        Emergency asked = EmergencyText.read(JsonText.readObject(allocation.emergency()));
        Json.Arr entries = new Json.Arr();
        entries.add(entry("ServiceRequest", request(allocation, asked)));
        entries.add(entry("Task", task(allocation)));
        entries.add(entry("Encounter", encounter(allocation, asked)));
        entries.add(entry("Location", location(allocation)));
        entries.add(entry("Organization", organization(allocation)));
        entries.add(entry("HealthcareService", service(allocation, asked)));
        return new Json.Obj()
                .put("resourceType", "Bundle")
                .put("id", allocation.id().toString())
                .put("type", "collection")
                .put("timestamp", allocation.changed().toString())
                .put("entry", entries);
    }

    private static Json.Obj entry(String type, Json.Obj resource) {
        String id = EmergencyText.required(resource, "id");
        return new Json.Obj().put("fullUrl", url(type, id)).put("resource", resource);
    }

    private static String url(String type, String id) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes((type + '/' + id).getBytes(StandardCharsets.UTF_8));
    }

    private static Json.Obj reference(String type, String id) {
        return new Json.Obj().put("reference", url(type, id));
    }

    private static Json.Obj resource(String type, String id) {
        return new Json.Obj().put("resourceType", type).put("id", id);
    }

    private static Json.Obj request(Allocation allocation, Emergency asked) {
        String status = switch (allocation.status()) {
            case HELD, CONFIRMED -> "active";
            case RELEASED -> "completed";
            case CANCELLED, EXPIRED, REFUSED, TRANSFERRED -> "revoked";
        };
        String priority = switch (asked.priority()) {
            case 1 -> "stat";
            case 2 -> "asap";
            case 3 -> "urgent";
            default -> "routine";
        };
        Json.Obj request = resource("ServiceRequest", allocation.id().toString())
                .put("status", status)
                .put("intent", "order")
                .put("priority", priority)
                .put("code", new Json.Obj().put("text", "Lit d'urgence"))
                .put("subject", new Json.Obj().put("display", "Patient non identifié"))
                .put("authoredOn", allocation.held().toString())
                .put("performerType", speciality(asked))
                .put("performer", Json.Arr.of(reference("Organization", allocation.hospital())))
                .put("locationReference", Json.Arr.of(reference("Location", allocation.bed())));
        UUID replaces = allocation.replaces();
        if (replaces != null) {
            request.put("replaces", Json.Arr.of(reference("ServiceRequest", replaces.toString())));
        }
        return request;
    }

    private static Json.Obj task(Allocation allocation) {
        String status = switch (allocation.status()) {
            case HELD -> "requested";
            case CONFIRMED -> "in-progress";
            case RELEASED -> "completed";
            case CANCELLED, TRANSFERRED -> "cancelled";
            case EXPIRED -> "failed";
            case REFUSED -> "rejected";
        };
        Json.Obj task = resource("Task", allocation.id().toString())
                .put("status", status)
                .put("intent", "order")
                .put("focus", reference("ServiceRequest", allocation.id().toString()))
                .put("authoredOn", allocation.held().toString())
                .put("lastModified", allocation.changed().toString())
                .put("owner", reference("Organization", allocation.hospital()))
                .put("location", reference("Location", allocation.bed()))
                .put(
                        "restriction",
                        new Json.Obj()
                                .put(
                                        "period",
                                        new Json.Obj()
                                                .put("end", allocation.expires().toString())));
        String reason = allocation.reason();
        return reason == null ? task : task.put("statusReason", new Json.Obj().put("text", reason));
    }

    private static Json.Obj encounter(Allocation allocation, Emergency asked) {
        String status = switch (allocation.status()) {
            case HELD -> "planned";
            case CONFIRMED -> "in-progress";
            case RELEASED -> "finished";
            case CANCELLED, EXPIRED, REFUSED, TRANSFERRED -> "cancelled";
        };
        String place = switch (allocation.status()) {
            case HELD -> "reserved";
            case CONFIRMED -> "active";
            case RELEASED, CANCELLED, EXPIRED, REFUSED, TRANSFERRED -> "completed";
        };
        return resource("Encounter", allocation.id().toString())
                .put("status", status)
                .put("class", coding(TERMINOLOGY + "v3-ActCode", "EMER"))
                .put("serviceType", speciality(asked))
                .put(
                        "basedOn",
                        Json.Arr.of(reference("ServiceRequest", allocation.id().toString())))
                .put(
                        "location",
                        Json.Arr.of(new Json.Obj()
                                .put("location", reference("Location", allocation.bed()))
                                .put("status", place)))
                .put("serviceProvider", reference("Organization", allocation.hospital()));
    }

    private static Json.Obj location(Allocation allocation) {
        Json.Obj location = resource("Location", allocation.bed()).put("status", "active");
        if (allocation.status() == Status.CONFIRMED) { // what the bed does afterwards is not the allocation's to say
            location.put("operationalStatus", coding(TERMINOLOGY + "v2-0116", "O"));
        }
        return location.put("name", allocation.unit())
                .put("mode", "instance")
                .put(
                        "physicalType",
                        new Json.Obj().put("coding", Json.Arr.of(coding(TERMINOLOGY + "location-physical-type", "bd"))))
                .put("managingOrganization", reference("Organization", allocation.hospital()));
    }

    private Json.Obj organization(Allocation allocation) {
        Json.Obj organization = resource("Organization", allocation.hospital()).put("active", Json.Bool.TRUE);
        return organization.put(
                "name",
                board.ward(allocation.hospital())
                        .map(ward -> ward.hospital().name())
                        .orElse(allocation.hospital()));
    }

    private static Json.Obj service(Allocation allocation, Emergency asked) {
        return resource("HealthcareService", allocation.hospital() + "." + asked.speciality())
                .put("active", Json.Bool.TRUE)
                .put("providedBy", reference("Organization", allocation.hospital()))
                .put("specialty", Json.Arr.of(speciality(asked)))
                .put("location", Json.Arr.of(reference("Location", allocation.bed())));
    }

    private static Json.Obj speciality(Emergency asked) {
        Json.Obj coding = coding(Specialities.SYSTEM, asked.speciality());
        Specialities.of(asked.speciality()).ifPresent(known -> coding.put("display", known.label()));
        return new Json.Obj().put("coding", Json.Arr.of(coding));
    }

    private static Json.Obj coding(String system, String code) {
        return new Json.Obj().put("system", system).put("code", code);
    }
}
