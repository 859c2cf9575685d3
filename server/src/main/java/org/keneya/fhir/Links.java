// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;
import org.keneya.model.TypedTexts;

/**
 * The links between the entries of a transaction: what an entry calls itself, and the address it will have. Rewrites them in
 * references, in elements of type uri, url, oid and uuid, and in the links and images of narratives; a canonical stays as it
 * is, and so does a link to what is no part of the Bundle (http://hl7.org/fhir/R4/http.html#trules).
 */
final class Links {
    private static final String HISTORY = "/_history/";
    private static final Pattern NARRATIVE_LINK =
            Pattern.compile("(<(?:a|img)\\b[^<>]*?\\s(?:href|src)\\s*=\\s*)(?:\"([^\"]*)\"|'([^']*)')");

    private record Address(String text, int version) {}

    private final Map<String, Address> addresses = new HashMap<>();
    private final String base;
    private final ConditionalReferences conditional;

    /**
     * @param base address of this service, which local references lose
     * @param conditional finds what references such as {@code Patient?identifier=x} mean
     */
    Links(String base, ConditionalReferences conditional) {
        this.base = base;
        this.conditional = conditional;
    }

    /**
     * The entry known as {@code fullUrl} will be at {@code address}.
     *
     * @param address such as {@code Patient/1}
     * @param version the version it will have, or 0 when that is not known before it is written
     */
    void add(@Nullable String fullUrl, String address, int version) {
        if (fullUrl == null) {
            return;
        }
        Address known = new Address(address, version);
        addresses.put(fullUrl, known);
        String[] parts = fullUrl.split("/", -1);
        if (parts.length > 2 && R4.definitions().isResourceType(parts[parts.length - 2])) {
            addresses.put(parts[parts.length - 2] + "/" + parts[parts.length - 1], known);
        }
    }

    /** Rewrites the links of a resource, in place. */
    void rewrite(Json.Obj resource, String path) {
        TypedTexts.change(resource, path, this::target);
    }

    private @Nullable String target(String type, String text, String path) {
        return switch (type) {
            case TypedTexts.REFERENCE -> {
                String known = known(text);
                String local = known == null ? LocalReference.relative(text, base) : known;
                yield local == null ? conditional.resolve(text, path) : local;
            }
            case "uri", "url", "oid", "uuid" -> known(text);
            case "xhtml" -> addresses.isEmpty() ? null : narrative(text);
            default -> null;
        };
    }

    /** The new address; with its version when the text names one. */
    private @Nullable String known(String text) {
        Address exact = addresses.get(text);
        if (exact != null) {
            return exact.text;
        }
        int history = text.indexOf(HISTORY);
        Address address = history < 0 ? null : addresses.get(text.substring(0, history));
        return address == null || address.version == 0 ? null : address.text + HISTORY + address.version;
    }

    private @Nullable String narrative(String div) {
        Matcher link = NARRATIVE_LINK.matcher(div);
        StringBuilder changed = new StringBuilder(div.length());
        boolean any = false;
        while (link.find()) {
            String address = known(link.group(2) == null ? link.group(3) : link.group(2));
            any |= address != null;
            link.appendReplacement(
                    changed,
                    Matcher.quoteReplacement(address == null ? link.group() : link.group(1) + '"' + address + '"'));
        }
        return any ? link.appendTail(changed).toString() : null;
    }
}
