// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    private final LimitSettings limits;

    Edge(LimitSettings limits) {
        this.limits = limits;
    }

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
            response.setHeader("X-Request-Id", id);
            Headers.write(request, response);
            if (!hasBody(request) || request.getRequestURI().equals(STREAMED)) {
                chain.doFilter(request, response);
                return;
            }
            long largest = request.getRequestURI().startsWith("/fhir")
                    ? LARGEST_BODY
                    : limits.smallBody().toBytes();
            if (request.getContentLengthLong() > largest) {
                response.setHeader("Connection", "close");
                Answers.problem(request, response, tooLarge(largest));
                return;
            }
            chain.doFilter(new BoundedBody(request, largest, limits.bodyTime()), response);
        } catch (RuntimeException | ServletException failure) {
            Throwable cause =
                    failure instanceof ServletException && failure.getCause() != null ? failure.getCause() : failure;
            Answers.failure(request, response, cause);
        } finally {
            MDC.remove("request");
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** What is said to a body over the limit of {@code /fhir}. */
    public static Problem tooLarge() {
        return tooLarge(LARGEST_BODY);
    }

    static Problem tooLarge(long largest) {
        return new Problem.TooLarge(List.of(Issue.error(
                "too-long", "The body is larger than the %d MB accepted; split it".formatted(largest / 1024 / 1024))));
    }
}
