// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits those of whom only the address is known: who opens pages, tries passwords, asks for tokens, or comes to a data door
 * with a token that is not valid. Stands before the audit log, so that a flood does not fill it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class Strangers extends OncePerRequestFilter {
    private final Limits limits;
    private final boolean loopbackFree;

    /** Behind a proxy on this machine everybody comes from loopback; there it is not free. */
    Strangers(Limits limits, LimitSettings settings, EdgeSettings edge) {
        this.limits = limits;
        this.loopbackFree = settings.loopbackFree() && edge.proxies().isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        if (loopbackFree && isLoopback(address)) {
            chain.doFilter(request, response);
            return;
        }
        String path = request.getRequestURI();
        String key = key(address);
        if (Headers.isData(path) || path.equals("/metrics")) {
            limits.check(Limits.Kind.REFUSED, key);
            chain.doFilter(request, response);
            if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
                limits.count(Limits.Kind.REFUSED, key);
            }
            return;
        }
        limits.take(kind(request.getMethod(), path), key, response);
        chain.doFilter(request, response);
    }

    /** Whatever is sent to a door that is neither data nor a token's is a secret somebody tries. */
    private static Limits.Kind kind(String method, String path) {
        if (path.startsWith("/oauth2/") || path.startsWith("/connect/") || path.startsWith("/userinfo")) {
            return Limits.Kind.TOKEN;
        }
        return method.equals("GET") || method.equals("HEAD") ? Limits.Kind.ADDRESS : Limits.Kind.SIGN_IN;
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }

    /** Of an IPv6 address the network: one subscriber has all of a /64. */
    static String key(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 4 ? address : HexFormat.of().formatHex(Arrays.copyOf(bytes, 8));
        } catch (IllegalArgumentException notOne) {
            return address;
        }
    }
}
