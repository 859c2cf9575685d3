// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One of the two servers that are compared.
 *
 * @param prefix of its token options
 */
record Side(String name, URI base, String prefix, Options options) {

    static Side ours(Options options) {
        return new Side("ours", URI.create(options.text("ours", "http://localhost:8080/fhir")), "", options);
    }

    static Side theirs(Options options) {
        return new Side("theirs", URI.create(options.text("theirs", "http://localhost:8091/fhir")), "theirs-", options);
    }

    /** With a fresh token: tokens end, and a long run needs several. */
    Requests requests() throws IOException {
        return new Requests(base, options.token(prefix), options.text("header", ""));
    }

    /** The shell command that starts it; empty when it runs already. */
    String start() {
        return options.text(name + "-start", "");
    }

    Disk disk() throws IOException {
        return Disk.of(hasData() ? Path.of(options.text(name + "-data", "")) : null);
    }

    boolean hasData() {
        return options.values().containsKey(name + "-data");
    }

    /** The resource or Bundle at a path; null when the answer is not 200. */
    @Nullable
    String answer(Requests requests, String path) throws IOException {
        try (Wire wire = new Wire(base)) {
            return wire.exchange(requests.get(path)) == 200 ? wire.text() : null;
        }
    }
}
