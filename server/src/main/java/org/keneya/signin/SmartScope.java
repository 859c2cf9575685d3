// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keneya.model.R4;

/**
 * A SMART resource scope (http://hl7.org/fhir/smart-app-launch/STU2/scopes-and-launch-context.html), such as
 * {@code patient/Observation.rs?category=laboratory}. The older form is understood as well: {@code .read} is {@code .rs},
 * {@code .write} is {@code .cud}, {@code .*} is {@code .cruds}.
 *
 * @param context whose data: of the one patient in context, of all the person may see, or of the whole tenant
 * @param type resource type, or {@code *}
 * @param interactions letters out of {@code cruds}, in that order, at least one
 * @param criteria FHIR search criteria the resources must meet, percent-decoded; all must hold
 */
record SmartScope(Context context, String type, String interactions, List<Criterion> criteria) {
    private static final Pattern FORM = Pattern.compile(
            "(patient|user|system)/([A-Za-z]{1,40}|\\*)\\.(read|write|\\*|c?r?u?d?s?)(?:\\?([^?#\\s]{1,500}))?");
    private static final int MOST_CRITERIA = 5;

    SmartScope {
        criteria = List.copyOf(criteria);
    }

    enum Context {
        PATIENT,
        USER,
        SYSTEM;

        static Context of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** One search criterion: {@code category}, {@code laboratory}. */
    record Criterion(String name, String value) {}

    /** Whether it tries to be a resource scope; a text that does and is none must be refused, not overlooked. */
    static boolean looksLikeOne(String text) {
        return text.startsWith("patient/") || text.startsWith("user/") || text.startsWith("system/");
    }

    /** The scope; empty when it is not spelt as one, or speaks of types or search parameters there are not. */
    static Optional<SmartScope> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String type = form.group(2);
        String interactions = switch (form.group(3)) {
            case "read" -> "rs";
            case "write" -> "cud";
            case "*" -> "cruds";
            default -> form.group(3);
        };
        boolean every = type.equals("*");
        if (interactions.isEmpty() || (!every && !R4.definitions().isResourceType(type))) {
            return Optional.empty();
        }
        Context context = Context.of(form.group(1));
        String query = form.group(4);
        if (query == null) {
            return Optional.of(new SmartScope(context, type, interactions, List.of()));
        }
        return every
                ? Optional.empty()
                : criteria(type, query).map(criteria -> new SmartScope(context, type, interactions, criteria));
    }

    /** Whether everything the other scope allows is allowed by this one. */
    boolean covers(SmartScope other) {
        return context == other.context
                && (type.equals("*") || type.equals(other.type))
                && other.interactions.chars().allMatch(letter -> interactions.indexOf(letter) >= 0)
                && other.criteria.containsAll(criteria);
    }

    private static Optional<List<Criterion>> criteria(String type, String query) {
        List<Criterion> criteria = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                return Optional.empty();
            }
            Optional<String> name = decoded(pair.substring(0, equals));
            Optional<String> value = decoded(pair.substring(equals + 1));
            if (name.isEmpty()
                    || value.isEmpty()
                    || value.get().isBlank()
                    || R4.definitions().searchParameter(type, name.get()) == null) {
                return Optional.empty();
            }
            criteria.add(new Criterion(name.get(), value.get()));
        }
        return criteria.size() > MOST_CRITERIA ? Optional.empty() : Optional.of(criteria);
    }

    /** Percent-decoded; empty for broken escapes and for what holds control characters. */
    private static Optional<String> decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter > '~') {
                return Optional.empty();
            }
            if (letter != '%') {
                bytes.write(letter);
                continue;
            }
            int high = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return decoded.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(decoded);
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
