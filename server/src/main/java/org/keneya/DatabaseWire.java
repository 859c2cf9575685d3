// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * How the way to the database is protected. Over a network the server's certificate must be verified ({@code
 * sslmode=verify-full}): anything less lets whoever stands between read along.
 */
final class DatabaseWire {
    private static final String PREFIX = "jdbc:postgresql:";

    private DatabaseWire() {}

    /** The same for {@code KENEYA_DATABASE_URL}. */
    static void requireFromEnvironment() {
        require(
                System.getenv().getOrDefault("KENEYA_DATABASE_URL", PREFIX + "///"),
                "yes".equals(System.getenv("KENEYA_DATABASE_CLEAR")));
    }

    /**
     * Refuses an address that would send data over a network without a verified certificate.
     *
     * @param url a JDBC URL of PostgreSQL; its hosts may be several
     * @param isClearAllowed whether the operator said that this network is protected otherwise
     */
    static void require(String url, boolean isClearAllowed) {
        if (isClearAllowed || isVerified(url) || hosts(url).stream().allMatch(DatabaseWire::isThisMachine)) {
            return;
        }
        throw new IllegalStateException("KENEYA_DATABASE_URL leads over a network without a verified certificate. Add "
                + "sslmode=verify-full and sslrootcert=FILE to it, or set KENEYA_DATABASE_CLEAR=yes when the network is"
                + " protected otherwise.");
    }

    private static boolean isVerified(String url) {
        int query = url.indexOf('?');
        List<String> modes = query < 0
                ? List.of()
                : Arrays.stream(url.substring(query + 1).split("&", -1))
                        .filter(parameter -> parameter.startsWith("sslmode="))
                        .toList();
        return !modes.isEmpty() && modes.stream().allMatch("sslmode=verify-full"::equals);
    }

    /** None for {@code jdbc:postgresql:database}, which is this machine. */
    private static List<String> hosts(String url) {
        if (!url.startsWith(PREFIX + "//")) {
            return url.startsWith(PREFIX) ? List.of() : List.of(url);
        }
        String authority = url.substring(PREFIX.length() + 2).split("[/?]", 2)[0];
        return Arrays.stream(authority.split(",", -1)).map(DatabaseWire::host).toList();
    }

    private static String host(String address) {
        String bare = address.substring(address.lastIndexOf('@') + 1);
        if (bare.startsWith("[")) {
            return bare.substring(1, Math.max(1, bare.indexOf(']')));
        }
        int colon = bare.lastIndexOf(':');
        return colon < 0 ? bare : bare.substring(0, colon);
    }

    /** Without asking the network what a name means. */
    private static boolean isThisMachine(String host) {
        if (host.isEmpty() || host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException otherName) {
            return false;
        }
    }
}
