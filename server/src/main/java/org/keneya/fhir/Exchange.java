// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.store.Query;

/**
 * One FHIR request, from HTTP or from an entry of a Bundle.
 *
 * @param method HTTP method
 * @param path segments behind the base, decoded
 * @param parameters of the query string, and of the form of a POST _search
 * @param body raw bytes; empty when there are none
 * @param caller who asks
 * @param base address of the service, without a trailing slash
 * @param query the query string as sent, or empty
 */
record Exchange(
        String method,
        List<String> path,
        List<Query.Parameter> parameters,
        Headers headers,
        byte[] body,
        Caller caller,
        String base,
        String query) {

    /** The headers that mean something to an interaction; null when not sent. */
    record Headers(
            @Nullable String contentType,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String ifNoneExist,
            @Nullable String ifModifiedSince,
            @Nullable String prefer) {
        static final Headers NONE = new Headers(null, null, null, null, null, null);

        /** What a writer wants back: {@code minimal}, {@code representation} or {@code OperationOutcome}. */
        String preferredReturn() {
            return preference("return", "representation");
        }

        boolean isStrict() {
            return preference("handling", "lenient").equals("strict");
        }

        /** Whether the caller says that what is not understood may be left out; without a word, that is up to us. */
        boolean isLenient() {
            return preference("handling", "").equals("lenient");
        }

        private String preference(String name, String otherwise) {
            String sent = prefer;
            if (sent == null) {
                return otherwise;
            }
            for (String one : sent.split("[,;]", -1)) {
                String preference = one.strip();
                if (preference.startsWith(name + "=")) {
                    return preference.substring(name.length() + 1).strip();
                }
            }
            return otherwise;
        }
    }

    /** The same request with other parameters. */
    Exchange with(List<Query.Parameter> others) {
        return new Exchange(method, path, others, headers, body, caller, base, query);
    }

    String url() {
        String path = String.join("/", this.path);
        return base + (path.isEmpty() ? "" : "/" + path) + (query.isEmpty() ? "" : "?" + query);
    }
}
