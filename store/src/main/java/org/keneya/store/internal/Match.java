// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/**
 * How one type of search parameter is indexed and asked for; both in one class, for they must agree on every bit.
 * Stateless.
 */
interface Match {

    /** Adds what the index keeps of one value to the row. */
    void index(Field field, String fhirType, Json value, Tokens tokens, Row row);

    /**
     * The condition of {@code name:modifier=a,b}.
     *
     * @param modifier any but {@code missing}, which is the same for all types
     * @param values the alternatives, still escaped; at least one
     */
    Condition where(Field field, @Nullable String modifier, List<String> values, Tokens tokens);

    static Match of(Field field) {
        return switch (field.parameter().type()) {
            case STRING -> StringMatch.INSTANCE;
            case TOKEN -> TokenMatch.INSTANCE;
            case REFERENCE -> ReferenceMatch.INSTANCE;
            case DATE -> DateMatch.INSTANCE;
            case NUMBER, QUANTITY -> NumberMatch.INSTANCE;
            case URI -> UriMatch.INSTANCE;
            case COMPOSITE -> CompositeMatch.INSTANCE;
            case SPECIAL -> field.parameter().code().equals("near") ? NearMatch.INSTANCE : TextMatch.INSTANCE;
        };
    }

    static ProblemException bad(Field field, String why) {
        return new ProblemException(new Problem.Invalid(
                List.of(Issue.error("value", why, field.parameter().code()))));
    }

    static ProblemException unknownModifier(Field field, String modifier) {
        return new ProblemException(new Problem.Invalid(List.of(Issue.error(
                "not-supported",
                "The modifier :%s does not exist for %s, a parameter of type %s"
                        .formatted(
                                modifier,
                                field.parameter().code(),
                                field.parameter().type().name().toLowerCase(java.util.Locale.ROOT)),
                field.parameter().code()))));
    }
}
