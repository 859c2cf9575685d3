// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.ExtraWords;
import org.keneya.store.Limits;

/**
 * What patients have decided, as words of their active Consent resources (http://hl7.org/fhir/R4/consent.html): a {@code deny}
 * provision says for which purposes, against whom and for which resource types; a {@code permit} within it says who is excepted. An
 * opposition that says more than can be told apart here (codes, labels, dates of data) is kept in its wider sense, and an
 * exception that does so is not kept. A policy rule {@code OPTOUT} without provision is an opposition to everyone.
 *
 * <p>People are named by reference, roles by the logical reference {@value #ROLES}|code.
 */
public final class Oppositions implements ExtraWords {
    /** System of the identifiers by which a Consent names roles of this server. */
    public static final String ROLES = "https://keneya.org/fhir/roles";

    private static final String TYPES = "http://hl7.org/fhir/resource-types";
    private static final String ANY = "*";

    /** Types an opposition never closes: who the patient is, and what they have decided. */
    private static final Set<String> EXEMPT = Set.of("Patient", "Consent");

    @Override
    public void each(String type, Json.Obj resource, Consumer<String> to) {
        if (!type.equals("Consent") || !"active".equals(resource.string("status"))) {
            return;
        }
        Json.Obj provision = resource.object("provision");
        if (provision == null) {
            if (isOptOut(resource.object("policyRule"))) {
                to.accept("deny * *|*");
            }
            return;
        }
        boolean denies = "deny".equals(provision.string("type"))
                || provision.string("type") == null && isOptOut(resource.object("policyRule"));
        if (denies) {
            words("deny", provision, to);
        }
        for (Json.Obj nested : provision.objects("provision")) {
            String kind = nested.string("type");
            if ("deny".equals(kind)) {
                words("deny", nested, to);
            } else if (denies && "permit".equals(kind) && !isNarrower(nested)) {
                words("permit", nested, to);
            }
        }
    }

    private static boolean isOptOut(Json.@Nullable Obj rule) {
        return rule != null
                && rule.objects("coding").stream().anyMatch(coding -> "OPTOUT".equals(coding.string("code")));
    }

    /** Whether it holds for less than can be told apart. */
    private static boolean isNarrower(Json.Obj provision) {
        return Stream.of("code", "securityLabel", "dataPeriod", "data", "period", "action", "provision")
                .anyMatch(member -> provision.get(member) != null);
    }

    private static void words(String kind, Json.Obj provision, Consumer<String> to) {
        Set<String> purposes = orAny(provision.objects("purpose").stream().map(coding -> coding.string("code")));
        Set<String> classes = orAny(provision.objects("class").stream()
                .map(coding -> TYPES.equals(coding.string("system")) ? coding.string("code") : ANY));
        Set<String> actors =
                orAny(provision.objects("actor").stream().map(actor -> actor(actor.object("reference"), kind)));
        for (String purpose : purposes) {
            for (String actor : actors) {
                classes.forEach(one -> to.accept("%s %s %s|%s".formatted(kind, purpose, actor, one)));
            }
        }
    }

    private static String actor(Json.@Nullable Obj reference, String kind) {
        String address = reference == null ? null : reference.string("reference");
        if (address != null && (address.startsWith("Practitioner/") || address.startsWith("Organization/"))) {
            return address;
        }
        Json.Obj identifier = reference == null ? null : reference.object("identifier");
        if (identifier != null && ROLES.equals(identifier.string("system")) && identifier.string("value") != null) {
            return "role:" + identifier.string("value");
        }
        return kind.equals("deny") ? ANY : "nobody";
    }

    private static Set<String> orAny(Stream<@Nullable String> given) {
        Set<String> found = new HashSet<>();
        given.forEach(one -> found.add(one == null ? ANY : one));
        return found.isEmpty() ? Set.of(ANY) : found;
    }

    /** The decisions that concern a subject. A patient is bound only by what speaks of patients or of their own access. */
    static Limits.Opposition of(Subject subject, Attributes attributes) {
        Set<String> actors = new HashSet<>(attributes.organizations());
        actors.add("role:" + subject.role().code());
        if (subject.fhirUser() != null) {
            actors.add(subject.fhirUser());
        }
        boolean own = subject.role() == Role.PATIENT;
        Set<String> against = new HashSet<>();
        Set<String> unless = new HashSet<>();
        for (String purpose : List.of(ANY, subject.purposeOfUse())) {
            for (String actor : actors) {
                against.add("deny %s %s".formatted(purpose, actor));
                unless.add("permit %s %s".formatted(purpose, actor));
            }
            if (!own || !purpose.equals(ANY)) {
                against.add("deny %s *".formatted(purpose));
            }
            unless.add("permit %s *".formatted(purpose));
        }
        return new Limits.Opposition("Consent", against, unless, EXEMPT);
    }
}
