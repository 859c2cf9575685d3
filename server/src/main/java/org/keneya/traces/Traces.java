// SPDX-License-Identifier: Apache-2.0
package org.keneya.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Notes where time is spent, every request of those that are traced, and tells a collector in the background. Costs next to
 * nothing when none is configured, and never makes anybody wait: what the collector does not take is left out.
 */
@Component
public final class Traces implements DisposableBean {
    /** https://www.w3.org/TR/trace-context/#traceparent-header */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}");

    /** Tells nobody. */
    public static final Traces OFF = new Traces(new TraceSettings(""));

    private static final int QUEUE = 65_536;
    private static final int AT_ONCE = 4_096;

    /** Added to {@link System#nanoTime} it tells nanoseconds since 1970. */
    private final long epoch = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    Traces(TraceSettings settings) {
        if (settings.endpoint().isEmpty()) {
            provider = null;
            tracer = null;
            return;
        }
        provider = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOn())
                .setResource(Resource.builder().put("service.name", "keneya").build())
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(settings.endpoint())
                                .setTimeout(Duration.ofSeconds(5))
                                .build())
                        .setMaxQueueSize(QUEUE)
                        .setMaxExportBatchSize(AT_ONCE)
                        .setScheduleDelay(Duration.ofMillis(500))
                        .build())
                .build();
        tracer = provider.get("org.keneya");
    }

    /** Whether anybody is told. */
    public boolean areTold() {
        return tracer != null;
    }

    /** Begins something within what is under way in this thread; outside of a traced request it is noted nowhere. */
    public Running begin(String name) {
        Tracer to = tracer;
        return new Running(
                to == null || !Span.current().getSpanContext().isValid()
                        ? Span.getInvalid()
                        : to.spanBuilder(name).startSpan());
    }

    /** Begins the answer to a request, in the trace it came with, or in a new one. */
    Running request(String name, @Nullable String traceparent) {
        Tracer to = tracer;
        return new Running(
                to == null
                        ? Span.getInvalid()
                        : to.spanBuilder(name)
                                .setSpanKind(SpanKind.SERVER)
                                .setParent(context(traceparent))
                                .startSpan());
    }

    /**
     * Notes something that is over, in whatever thread.
     *
     * @param traceparent within what; null or not valid: it is noted nowhere
     * @param start as told by {@link System#nanoTime}
     * @param end as told by {@link System#nanoTime}
     */
    public void note(@Nullable String traceparent, String name, long start, long end) {
        Tracer to = tracer;
        if (to == null || !isValid(traceparent)) {
            return;
        }
        to.spanBuilder(name)
                .setParent(context(traceparent))
                .setStartTimestamp(epoch + start, TimeUnit.NANOSECONDS)
                .startSpan()
                .end(epoch + end, TimeUnit.NANOSECONDS);
    }

    /** Whether it names a place in a trace (W3C Trace Context). */
    static boolean isValid(@Nullable String traceparent) {
        return traceparent != null && TRACEPARENT.matcher(traceparent).matches();
    }

    private static Context context(@Nullable String traceparent) {
        if (traceparent == null) {
            return Context.root();
        }
        Matcher parts = TRACEPARENT.matcher(traceparent);
        if (!parts.matches()) {
            return Context.root();
        }
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        parts.group(1), parts.group(2), TraceFlags.getSampled(), TraceState.getDefault())));
    }

    @Override
    public void destroy() {
        if (provider != null) {
            provider.shutdown().join(5, TimeUnit.SECONDS);
        }
    }
}
