// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.List;
import org.keneya.kernel.ProblemException;
import org.keneya.store.Query;

/** Splits query strings into search parameters. */
final class Parameters {
    private Parameters() {}

    /** The parameters in order; those without a value are left out, as the specification says. */
    static List<Query.Parameter> parse(String query) {
        List<Query.Parameter> parameters = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String key = FhirServlet.decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : FhirServlet.decode(pair.substring(equals + 1));
            if (value.indexOf('\0') >= 0 || key.indexOf('\0') >= 0) {
                throw ProblemException.invalid("value", "A search holds a NUL character");
            }
            if (!value.isEmpty()) {
                int colon = key.indexOf(':');
                parameters.add(
                        colon < 0
                                ? new Query.Parameter(key, null, value)
                                : new Query.Parameter(key.substring(0, colon), key.substring(colon + 1), value));
            }
        }
        return parameters;
    }

    /** A relative search such as {@code Patient?identifier=x}, as bundles and conditions write it. */
    static Query query(String relative) {
        int mark = relative.indexOf('?');
        return mark < 0
                ? new Query(relative, List.of())
                : new Query(relative.substring(0, mark), parse(relative.substring(mark + 1)));
    }
}
