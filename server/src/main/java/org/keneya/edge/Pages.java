// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keneya.kernel.ProblemException;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The web application's files. Hashed assets are kept by browsers for a year; pages get the nonce of this very response
 * and are never kept. Every other path is a screen's address and answers the application's page.
 */
@Controller
public final class Pages {
    /** Addresses of programs, never of screens. */
    private static final List<String> RESERVED = List.of(
            "/fhir",
            "/api",
            "/oauth2",
            "/connect",
            "/userinfo",
            "/signin/",
            "/.well-known",
            "/health",
            "/metrics",
            "/demo");

    private static final String NONCE_MARK = "__CSP_NONCE__";
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @GetMapping({"/login", "/login.html"})
    void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        page(request, response, "login.html");
    }

    @GetMapping("/silent-renew.html")
    void silentRenew(HttpServletRequest request, HttpServletResponse response) throws IOException {
        page(request, response, "silent-renew.html");
    }

    @GetMapping("/assets/**")
    void asset(HttpServletRequest request, HttpServletResponse response) throws IOException {
        file(request, response, "public, max-age=31536000, immutable");
    }

    @GetMapping("/**")
    void application(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (RESERVED.stream().anyMatch(path::startsWith)) {
            throw ProblemException.notFound("There is nothing at this address");
        }
        if (path.lastIndexOf('.') > path.lastIndexOf('/')) {
            file(request, response, "public, max-age=3600");
        } else {
            page(request, response, "index.html");
        }
    }

    private void file(HttpServletRequest request, HttpServletResponse response, String keep) throws IOException {
        String path = request.getRequestURI().substring(1);
        Optional<byte[]> content = path.contains("..") ? Optional.empty() : load(path);
        if (content.isEmpty()) {
            response.sendError(404);
            return;
        }
        response.setHeader("Cache-Control", keep);
        MediaType type = MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
        response.setContentType(path.endsWith(".js") ? "text/javascript" : type.toString());
        response.setContentLength(content.get().length);
        response.getOutputStream().write(content.get());
    }

    private void page(HttpServletRequest request, HttpServletResponse response, String name) throws IOException {
        Optional<byte[]> content = load(name);
        if (content.isEmpty()) {
            response.sendError(404);
            return;
        }
        String nonce = String.valueOf(request.getAttribute(Edge.NONCE));
        byte[] page = new String(content.get(), StandardCharsets.UTF_8)
                .replace(NONCE_MARK, nonce)
                .getBytes(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    /** From memory once read; what does not exist is not remembered. */
    private Optional<byte[]> load(String path) {
        byte[] known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> content = read(path);
        content.ifPresent(bytes -> files.put(path, bytes));
        return content;
    }

    private static Optional<byte[]> read(String path) {
        try (InputStream in = Pages.class.getResourceAsStream("/static/" + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
