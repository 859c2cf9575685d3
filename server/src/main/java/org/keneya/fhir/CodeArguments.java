// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.StructureCheck;
import org.keneya.store.Scope;
import org.keneya.terminology.Coding;
import org.keneya.terminology.Verdict;
import org.keneya.terminology.Which;

/** What the terminology operations have in common: who asks, about which definition and which codes. */
record CodeArguments(Scope scope, Arguments given, @Nullable String id) {

    /** Reads them, held to the operation's definition. */
    static CodeArguments of(Exchange exchange, Operation operation, String type, @Nullable String id) {
        exchange.caller().requireRead(type);
        Arguments given = Arguments.of(exchange);
        given.hold(operation.definition());
        for (String context : List.of("context", "contextDirection")) {
            if (given.text(context) != null) {
                throw ProblemException.invalid(
                        "not-supported",
                        "Value sets are not found by context: name one by url or send it as valueSet",
                        context);
            }
        }
        return new CodeArguments(exchange.caller().scope(), given, id);
    }

    /**
     * The definition meant: that of the address, the one sent along, or the one of the URL; null when none is named.
     *
     * @param resource name of the parameter that holds one
     */
    @Nullable
    Which which(String resource, @Nullable String url, @Nullable String version) {
        if (id != null) {
            return new Which.At(id);
        }
        Json.Obj sent = given.resource(resource);
        String text = given.text(resource);
        if (sent == null && text != null) {
            sent = parsed(resource, text);
        }
        if (sent != null) {
            String type = Character.toUpperCase(resource.charAt(0)) + resource.substring(1);
            if (!type.equals(sent.string("resourceType"))) {
                throw ProblemException.invalid("invalid", "%s is a %s".formatted(resource, type), resource);
            }
            return new Which.Given(sent);
        }
        return url == null ? null : new Which.Named(url, version);
    }

    /** A resource written as JSON text, as some callers do in a query string. */
    private static Json.Obj parsed(String name, String text) {
        try {
            Json.Obj parsed = JsonText.readObject(text);
            if (StructureCheck.check(parsed).isEmpty()) {
                return parsed;
            }
        } catch (ProblemException unreadable) {
            // told below
        }
        throw ProblemException.invalid("invalid", "%s holds no sound resource".formatted(name), name);
    }

    /** The codes asked about, from one, and only one, of code, coding and codeableConcept. */
    List<Coding> codings(@Nullable String system, @Nullable String version) {
        String code = given.text("code");
        Json.Obj coding = given.value("coding");
        Json.Obj concept = given.value("codeableConcept");
        if (Stream.of(code, coding, concept).filter(java.util.Objects::nonNull).count() != 1) {
            throw ProblemException.invalid("required", "Give one of code, coding and codeableConcept", "code");
        }
        if (code == null && given.text("display") != null) {
            throw ProblemException.invalid("invalid", "display is what code was called: give code with it", "display");
        }
        if (concept != null) {
            return concept.objects("coding").stream().map(Coding::of).toList();
        }
        return List.of(coding != null ? Coding.of(coding) : new Coding(system, version, code, given.text("display")));
    }

    /** The last moment of a date; null when none is given. */
    @Nullable
    Instant date() {
        String text = given.text("date");
        if (text == null) {
            return null;
        }
        try {
            LocalDate after = switch (text.length()) {
                case 4 -> Year.parse(text).plusYears(1).atDay(1);
                case 7 -> YearMonth.parse(text).plusMonths(1).atDay(1);
                case 10 -> LocalDate.parse(text).plusDays(1);
                default -> null;
            };
            return after == null
                    ? OffsetDateTime.parse(text.replace(' ', '+')).toInstant()
                    : after.atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
        } catch (DateTimeException notOne) {
            throw ProblemException.invalid("value", "date is a date such as 2026-01-31", "date");
        }
    }

    static Answer answer(Verdict verdict) {
        Json.Arr parameters =
                Json.Arr.of(new Json.Obj().put("name", "result").put("valueBoolean", Json.Bool.of(verdict.result())));
        String message = verdict.message();
        if (message != null) {
            parameters.add(new Json.Obj().put("name", "message").put("valueString", message));
        }
        String display = verdict.display();
        if (display != null) {
            parameters.add(new Json.Obj().put("name", "display").put("valueString", display));
        }
        return Answer.of(200, new Json.Obj().put("resourceType", "Parameters").put("parameter", parameters));
    }

    static ProblemException required(String name, String why) {
        return ProblemException.invalid("required", why, name);
    }
}
