// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a policy's criteria: {@code %user}, {@code %establishment}, {@code %organizations}, {@code %locations} (lists are
 * alternatives) and {@code %patient} (of the application's launch). What is not known matches nothing.
 */
final class Variables {
    private static final Pattern NAME = Pattern.compile("%(user|establishment|organizations|locations|patient)\\b");
    /** Criteria nothing meets. */
    static final String NOTHING = "_id=%20";

    private final Subject subject;
    private final Attributes attributes;

    Variables(Subject subject, Attributes attributes) {
        this.subject = subject;
        this.attributes = attributes;
    }

    /** The criteria of all grants with their variables replaced, each once. */
    List<String> in(List<Grant> grants) {
        return grants.stream()
                .flatMap(grant -> grant.criteria().stream())
                .map(this::in)
                .distinct()
                .toList();
    }

    String in(String criteria) {
        Matcher names = NAME.matcher(criteria);
        StringBuilder text = new StringBuilder();
        while (names.find()) {
            String value = value(names.group(1));
            if (value == null || value.isEmpty()) {
                return NOTHING;
            }
            names.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return names.appendTail(text).toString();
    }

    private @Nullable String value(String name) {
        return switch (name) {
            case "user" -> subject.fhirUser();
            case "establishment" -> subject.establishment();
            case "organizations" -> String.join(",", attributes.organizations());
            case "locations" -> String.join(",", attributes.locations());
            default -> subject.patient();
        };
    }
}
