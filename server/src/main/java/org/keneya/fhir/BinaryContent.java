// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.edge.Edge;
import org.keneya.edge.Wire;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.XmlText;

/**
 * A Binary as what it holds: bytes of a media type of their own, received and answered without a resource around them
 * (http://hl7.org/fhir/R4/binary.html#rest).
 *
 * @param mediaType as a header may carry it
 * @param securityContext reference to the resource that rules who may read it, or null
 */
record BinaryContent(
        String mediaType, byte[] bytes, @Nullable String securityContext) {
    /** Says to which resource's rules the content is subject. */
    static final String SECURITY_CONTEXT = "X-Security-Context";

    /** Most bytes taken: as text in a resource they must not pass {@link Edge#LARGEST_BODY}. */
    private static final long LARGEST = Edge.LARGEST_BODY / 4 * 3 - 64 * 1024;

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}(\\s*;[\\x20-\\x7e]{1,200})?");
    private static final List<String> RESOURCE = List.of("application/fhir+json", "application/fhir+xml");

    /** Whether a path is one Binary, or one version of it. */
    static boolean isOne(List<String> path) {
        return path.size() >= 2
                && path.getFirst().equals("Binary")
                && !path.get(1).startsWith("_");
    }

    /** The body of a create or update as a Binary resource: what is none is content, even when it is FHIR. */
    static byte[] resource(HttpServletRequest request, List<String> path, byte[] body) {
        String type = request.getContentType();
        if (type == null) {
            throw FhirServlet.unsupported("The body needs a Content-Type");
        }
        Json.Obj sent = binary(body, type);
        if (sent != null) {
            return JsonText.bytes(sent);
        }
        if (body.length > LARGEST) {
            throw new ProblemException(new Problem.TooLarge(
                    List.of(Issue.error("too-long", "A Binary holds at most %d MB".formatted(LARGEST / 1024 / 1024)))));
        }
        Json.Obj made = new Json.Obj().put("resourceType", "Binary");
        if (path.size() == 2) {
            made.put("id", path.get(1));
        }
        made.put("contentType", type);
        String context = request.getHeader(SECURITY_CONTEXT);
        if (context != null) {
            made.put("securityContext", new Json.Obj().put("reference", context));
        }
        if (body.length > 0) {
            made.put("data", Base64.getEncoder().encodeToString(body));
        }
        return JsonText.bytes(made);
    }

    private static Json.@Nullable Obj binary(byte[] body, String type) {
        try {
            Wire.Format format = Wire.Format.of(type);
            if (format == null) {
                return null;
            }
            Json.Obj sent = format == Wire.Format.JSON ? JsonText.readObject(body) : XmlText.readObject(body);
            return "Binary".equals(sent.string("resourceType")) ? sent : null;
        } catch (ProblemException noResource) {
            return null;
        }
    }

    /** What a resource holds; null when it is no Binary with a media type. */
    static @Nullable BinaryContent of(byte[] resource) {
        Json.Obj binary = JsonText.readObject(resource);
        String type = binary.string("contentType");
        if (!"Binary".equals(binary.string("resourceType")) || type == null) {
            return null;
        }
        String data = binary.string("data");
        Json.Obj context = binary.object("securityContext");
        return new BinaryContent(
                MEDIA_TYPE.matcher(type).matches() ? type : "application/octet-stream",
                Base64.getMimeDecoder().decode(data == null ? "" : data),
                context == null ? null : context.string("reference"));
    }

    /** Whether the reader wants it as it is: always, unless a FHIR media type is what is asked for. */
    boolean isWanted(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null
                && Parameters.parse(query).stream().anyMatch(one -> one.name().startsWith("_"))) {
            return false; // a form or a part of the resource
        }
        String accept = String.join(",", Collections.list(request.getHeaders("Accept")));
        if (accept.isBlank()) {
            return true;
        }
        String own = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String family = own.substring(0, own.indexOf('/')) + "/*";
        double asResource = 0;
        double exactly = 0;
        double somehow = 0;
        for (String range : accept.split(",", -1)) {
            String[] parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
            double quality = quality(parts);
            if (RESOURCE.contains(parts[0])) {
                asResource = Math.max(asResource, quality);
            }
            if (parts[0].equals(own)) {
                exactly = Math.max(exactly, quality);
            }
            if (parts[0].equals(own) || parts[0].equals(family) || parts[0].equals("*/*")) {
                somehow = Math.max(somehow, quality);
            }
        }
        return somehow > 0 && (asResource == 0 || exactly > asResource);
    }

    private static double quality(String[] parts) {
        for (String part : parts) {
            try {
                if (part.startsWith("q=")) {
                    return Double.parseDouble(part.substring(2));
                }
            } catch (NumberFormatException notOne) {
                return 1;
            }
        }
        return 1;
    }
}
