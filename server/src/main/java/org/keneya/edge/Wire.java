// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.XmlText;

/**
 * The form a FHIR answer is written in (http://hl7.org/fhir/R4/http.html#mime-type): {@code _format} if there is one, else
 * what Accept likes best.
 *
 * @param pretty whether a person is going to read it
 */
public record Wire(Format format, boolean pretty) {

    /** JSON or XML, with the names each goes by. */
    public enum Format {
        JSON(
                "application/fhir+json;charset=UTF-8",
                Set.of("application/fhir+json", "application/json", "text/json", "application/json+fhir", "json")),
        XML(
                "application/fhir+xml;charset=UTF-8",
                Set.of("application/fhir+xml", "application/xml", "text/xml", "application/xml+fhir", "xml"));

        private final String contentType;
        private final Set<String> names;

        Format(String contentType, Set<String> names) {
            this.contentType = contentType;
            this.names = names;
        }

        public String contentType() {
            return contentType;
        }

        /** The format a media type means, parameters and all; null for neither, another FHIR version or another charset. */
        public static @Nullable Format of(@Nullable String mediaType) {
            if (mediaType == null) {
                return null;
            }
            String[] parts = mediaType.toLowerCase(Locale.ROOT).split(";", -1);
            for (int i = 1; i < parts.length; i++) {
                if (!isOurs(parts[i].strip().replace("\"", ""))) {
                    return null;
                }
            }
            String name = parts[0].strip();
            return JSON.names.contains(name) ? JSON : XML.names.contains(name) ? XML : null;
        }

        private static boolean isOurs(String parameter) {
            return parameter.startsWith("fhirversion=")
                    ? parameter.startsWith("4.0", "fhirversion=".length())
                    : !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
    }

    /** What the request asks for; refused with 406 when that is neither JSON nor XML. */
    public static Wire of(HttpServletRequest request) {
        String asked = parameter(request, "_format");
        Format format = asked == null
                ? accepted(Collections.list(request.getHeaders("Accept")))
                : Format.of(asked.replace(' ', '+'));
        if (format == null) {
            throw new ProblemException(new Problem.NotAcceptable(List.of(Issue.error(
                    "not-supported", "Offered are application/fhir+json and application/fhir+xml of FHIR 4.0"))));
        }
        return new Wire(format, "true".equals(parameter(request, "_pretty")));
    }

    /** What the request asks for, JSON when that cannot be had: refusals must be told in some form. */
    public static Wire orJson(HttpServletRequest request) {
        try {
            return of(request);
        } catch (ProblemException | IllegalArgumentException neither) {
            return new Wire(Format.JSON, false);
        }
    }

    public byte[] bytes(Json.Obj resource) {
        if (format == Format.XML) {
            return XmlText.bytes(resource, pretty);
        }
        var out = new ByteArrayOutputStream(1024);
        JsonText.write(resource, out, pretty);
        return out.toByteArray();
    }

    /** The format of the highest quality (RFC 9110 section 12.5.1); the one named, then the one named first, then JSON. */
    private static @Nullable Format accepted(List<String> headers) {
        String accept = String.join(",", headers);
        if (accept.isBlank()) {
            return Format.JSON;
        }
        Format best = null;
        double bestRank = 0;
        for (Format format : Format.values()) {
            double rank = rank(format, accept.split(",", -1));
            if (rank > bestRank) {
                best = format;
                bestRank = rank;
            }
        }
        return best;
    }

    /** Quality of the most specific range, and less than the smallest step of quality for how and where it is named. */
    private static double rank(Format format, String[] ranges) {
        double rank = 0;
        int specificity = 0;
        for (int i = 0; i < ranges.length; i++) {
            String range = ranges[i].strip();
            int at = range.indexOf(";q=");
            at = at < 0 ? range.indexOf("; q=") : at;
            double quality = at < 0 ? 1 : quality(range.substring(range.indexOf('=', at) + 1));
            String media = at < 0 ? range : range.substring(0, at);
            int found = media.equals("*/*")
                    ? 1
                    : media.equals("application/*") ? 2 : Format.of(media) == format && media.contains("/") ? 3 : 0;
            if (found > specificity) {
                specificity = found;
                rank = quality <= 0 ? 0 : quality + found * 1e-4 - Math.min(i, 99) * 1e-7;
            }
        }
        return rank;
    }

    private static double quality(String text) {
        int end = text.indexOf(';');
        try {
            return Math.min(1, Double.parseDouble(end < 0 ? text : text.substring(0, end)));
        } catch (NumberFormatException notOne) {
            return 1;
        }
    }

    /** Of the query string only: to ask the container would consume the body of a form. */
    private static @Nullable String parameter(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        String found = null;
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=") && pair.length() > name.length() + 1) {
                found = URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return found;
    }
}
