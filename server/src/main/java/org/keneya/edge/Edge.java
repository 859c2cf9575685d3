// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first and last thing a request meets: a request id, the security headers, a bound on the body, and the answer to
 * whatever failure nobody else answered.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Edge extends OncePerRequestFilter {
    /** Largest body accepted, bytes. A transaction of 10,000 resources is about 12 MB. */
    public static final long LARGEST_BODY = 64L * 1024 * 1024;

    /** Where a body is read line by line and never held, and may be as large as it likes. */
    private static final String STREAMED = "/fhir/$import";

    /** Request attribute that holds the nonce of the content security policy. */
    public static final String NONCE = "keneya.csp-nonce";

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String given = request.getHeader("X-Request-Id");
        String id = Long.toHexString(ThreadLocalRandom.current().nextLong()); // tells requests apart, guards nothing
        if (given != null && REQUEST_ID.matcher(given).matches()) {
            id = given;
            response.setHeader("X-Correlation-Id", given); // http://hl7.org/fhir/R4/http.html#custom
        }
        MDC.put("request", id);
        try {
            headers(request, response, id);
            boolean held = !request.getRequestURI().equals(STREAMED);
            if (held && request.getContentLengthLong() > LARGEST_BODY) {
                response.setHeader("Connection", "close");
                Answers.problem(request, response, tooLarge());
                return;
            }
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException failure) {
            Throwable cause =
                    failure instanceof ServletException && failure.getCause() != null ? failure.getCause() : failure;
            Answers.failure(request, response, cause);
        } finally {
            MDC.remove("request");
        }
    }

    /** What is said to a body over the limit. */
    public static Problem tooLarge() {
        return new Problem.TooLarge(List.of(Issue.error(
                "too-long",
                "The body is larger than the %d MB accepted; split it".formatted(LARGEST_BODY / 1024 / 1024))));
    }

    private static void headers(HttpServletRequest request, HttpServletResponse response, String id) {
        response.setHeader("X-Request-Id", id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.getRequestURI().startsWith("/fhir")
                || request.getRequestURI().startsWith("/api")) {
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            return;
        }
        String nonce = random(16);
        request.setAttribute(NONCE, nonce);
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonce
                        + "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; "
                        + "frame-src 'self' blob:; frame-ancestors 'self'; base-uri 'none'; form-action 'self'");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
