// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;

/** The security headers, on every answer before anything else is known of it. */
final class Headers {
    /** Answers of programs are never pages: nothing in them may be run, shown in a frame or loaded. */
    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final String PERMISSIONS =
            "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), serial=(), bluetooth=(), display-capture=()";

    /** The page the hidden frame of the silent renewal lands on; the only one that may stand in a frame, and of this origin. */
    private static final String FRAMED = "/silent-renew.html";

    private static final String HTTPS_FOR_A_YEAR = "max-age=31536000";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Headers() {}

    static void write(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        boolean framed = path.equals(FRAMED);
        response.setHeader("Content-Security-Policy", isData(path) ? DATA_POLICY : pagePolicy(request, framed));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", framed ? "SAMEORIGIN" : "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", PERMISSIONS);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store"); // files that may be kept say so themselves
        if (request.isSecure() && !request.getServerName().equals("localhost")) {
            response.setHeader("Strict-Transport-Security", HTTPS_FOR_A_YEAR);
        }
    }

    static boolean isData(String path) {
        return path.startsWith("/fhir") || path.startsWith("/api");
    }

    private static String pagePolicy(HttpServletRequest request, boolean framed) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        request.setAttribute(Edge.NONCE, nonce);
        return "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; "
                + "frame-src 'self' blob:; frame-ancestors " + (framed ? "'self'" : "'none'")
                + "; base-uri 'none'; form-action 'self'";
    }
}
