// SPDX-License-Identifier: Apache-2.0
package org.keneya.traces;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and where traces are told.
 *
 * @param endpoint where a collector takes OTLP over HTTP, e.g. {@code http://127.0.0.1:4318/v1/traces}; empty: nothing is traced
 */
@ConfigurationProperties("keneya.traces")
record TraceSettings(@DefaultValue("") String endpoint) {}
