// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.terminology.Coding;
import org.keneya.terminology.Verdict;
import org.keneya.terminology.internal.Expansion.Entry;

/**
 * Holds codings to a value set or a code system (http://hl7.org/fhir/R4/valueset-operation-validate-code.html,
 * codesystem-operation-validate-code.html). Of several, one that is right is enough.
 */
final class Validation {
    private final Reading reading;
    private final boolean abstractToo;
    private final @Nullable String language;

    /** @param abstractToo whether codes that only group others are right */
    Validation(Reading reading, boolean abstractToo, @Nullable String language) {
        this.reading = reading;
        this.abstractToo = abstractToo;
        this.language = language;
    }

    /** What one coding comes to. */
    private interface Judge {
        Verdict of(Coding coding);
    }

    Verdict inValueSet(Definition set, List<Coding> codings) {
        String name = reading.resource(set).string("url");
        return best(codings, coding -> inValueSet(set, name == null ? "given" : name, coding));
    }

    Verdict inCodeSystem(Definition system, List<Coding> codings) {
        CodeTable table = reading.table(system);
        if (table.content().equals("not-present")) {
            throw Refusals.lacking("No codes of the code system %s are here".formatted(table.url()));
        }
        return best(codings, coding -> inCodeSystem(table, coding));
    }

    /** The first that is right; else all that is wrong. */
    private static Verdict best(List<Coding> codings, Judge judge) {
        List<String> messages = new ArrayList<>();
        String display = null;
        Verdict right = null;
        for (Coding coding : codings) {
            Verdict one = judge.of(coding);
            if (one.result() && right == null) {
                right = one;
            }
            display = display == null ? one.display() : display;
            String message = one.message();
            if (message != null) {
                messages.add(message);
            }
        }
        if (codings.isEmpty()) {
            return new Verdict(false, "There is no coding to validate", null);
        }
        String message = messages.isEmpty() ? null : String.join("; ", messages);
        return new Verdict(right != null, message, right == null ? display : right.display());
    }

    private Verdict inValueSet(Definition set, String name, Coding coding) {
        Verdict incomplete = incomplete(coding);
        if (incomplete != null) {
            return incomplete;
        }
        Entry entry = new ValueSets(reading).find(set, coding);
        if (entry != null) {
            return judged(entry, coding);
        }
        String system = String.valueOf(coding.system());
        CodeTable table = reading.table(system, coding.version());
        if (table == null) {
            return new Verdict(
                    false,
                    "The code %s is not in the value set %s, and the code system is not known here"
                            .formatted(coding.named(), name),
                    null);
        }
        int at = table.find(String.valueOf(coding.code()));
        return at < 0 && table.isComplete()
                ? new Verdict(false, "The code system %s has no such code".formatted(system), null)
                : new Verdict(
                        false,
                        "The code %s is not in the value set %s".formatted(coding.named(), name),
                        at < 0 ? null : entry(table, at).display(language));
    }

    private Verdict inCodeSystem(CodeTable table, Coding coding) {
        Verdict incomplete = incomplete(coding);
        if (incomplete != null) {
            return incomplete;
        }
        if (!table.url().equals(coding.system())) {
            return new Verdict(
                    false, "The coding is of the system %s, not of %s".formatted(coding.system(), table.url()), null);
        }
        CodeTable asked = coding.version() == null || coding.version().equals(table.version())
                ? table
                : reading.table(table.url(), coding.version());
        if (asked == null) {
            return new Verdict(
                    false,
                    "Version %s of the code system %s is not known here".formatted(coding.version(), table.url()),
                    null);
        }
        int at = asked.find(String.valueOf(coding.code()));
        if (at < 0) {
            return new Verdict(
                    false,
                    asked.isComplete()
                            ? "The code system %s has no such code".formatted(asked.url())
                            : "The code is not in the part (%s) of the code system %s that is here"
                                    .formatted(asked.content(), asked.url()),
                    null);
        }
        return judged(entry(asked, at), coding);
    }

    private static Entry entry(CodeTable table, int at) {
        return ValueSets.entry(table, at);
    }

    private static @Nullable Verdict incomplete(Coding coding) {
        if (coding.code() == null) {
            return new Verdict(false, "The coding has no code", null);
        }
        return coding.system() == null ? new Verdict(false, "The coding names no system", null) : null;
    }

    /** A code that is there, held to what else was said of it. */
    private Verdict judged(Entry entry, Coding coding) {
        String display = entry.display(language);
        if (entry.isAbstract() && !abstractToo) {
            return new Verdict(
                    false, "The code %s is abstract: it only groups others".formatted(entry.code()), display);
        }
        String called = coding.display();
        if (called != null && display != null && !entry.isCalled(called, language)) {
            return new Verdict(
                    false, "The display is not one of the code %s: it is %s".formatted(entry.code(), display), display);
        }
        return new Verdict(
                true, entry.isInactive() ? "The code %s is no longer in use".formatted(entry.code()) : null, display);
    }
}
