// SPDX-License-Identifier: Apache-2.0
package org.keneya.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** Something that is under way in this thread; it ends when this is closed, by the same thread. */
public final class Running implements AutoCloseable {
    private static final int FAILURES = 500;

    private final Span span;
    private final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // closed in close()
    Running(Span span) {
        this.span = span;
        scope = span.makeCurrent();
    }

    /** This very place, as in W3C Trace Context, to be handed to whoever goes on with the work; null when nobody traces. */
    public @Nullable String traceparent() {
        SpanContext place = span.getSpanContext();
        return place.isValid() ? "00-%s-%s-01".formatted(place.getTraceId(), place.getSpanId()) : null;
    }

    /** What an HTTP request was answered with. */
    void answered(int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= FAILURES) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
