// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret is in the project, nor in what is built from it. */
class SecretsIT {
    private static final List<Pattern> SECRETS = Stream.of(
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{20}",
                    "\\bAKIA[0-9A-Z]{16}\\b",
                    "\\bgh[pousr]_[A-Za-z0-9]{36}\\b",
                    "\\bgithub_pat_[A-Za-z0-9_]{40}",
                    "\\bglpat-[A-Za-z0-9_-]{20}\\b",
                    "\\bnpm_[A-Za-z0-9]{36}\\b",
                    "\\bxox[abprs]-[A-Za-z0-9-]{20}",
                    "\\bAIza[0-9A-Za-z_-]{35}\\b",
                    "\\bsk_live_[A-Za-z0-9]{16}",
                    "\\beyJ[A-Za-z0-9_-]{20,}\\.eyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20}",
                    "[a-z]://[A-Za-z0-9._-]+:(?!\\$)[^@/\\s\"'<>{}]{3,}@[A-Za-z0-9]",
                    "(?i)\\b(password|passwd|secret|api[_-]?key|token)\\b[\"']?\\s*[:=]\\s*[\"'](?=[^\"'\\s]*[0-9])(?=[^\"'\\s]*[a-z])[A-Za-z0-9+/=_!-]{12,}[\"']")
            .map(Pattern::compile)
            .toList();

    private static final Pattern SECRET_FILE = Pattern.compile(
            "(.*\\.(key|p12|pfx|jks|keystore|pem)|\\.env(\\..*)?|id_(rsa|ecdsa|ed25519)|\\.npmrc|\\.netrc)");

    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(java|ts|tsx|js|mjs|json|ya?ml|properties|xml|md|sh|sql|html|css|txt|toml|csv|svg)|[^.]+");

    @Test
    void noneIsInTheTree() {
        List<String> found = new ArrayList<>();
        for (Path file : Tree.files()) {
            String name = file.getFileName().toString();
            if (SECRET_FILE.matcher(name).matches()) {
                found.add(file + " is a file for secrets");
            } else if (TEXT.matcher(name).matches() && Files.isRegularFile(Tree.ROOT.resolve(file))) {
                search(file.toString(), latin(Tree.ROOT.resolve(file)), found);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noneIsInTheDeliveredJar() throws IOException {
        List<String> found = new ArrayList<>();
        int[] entries = {0};
        try (var jars = Files.list(Tree.ROOT.resolve("server/target"))) {
            Path jar = jars.filter(file -> file.toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = Files.newInputStream(jar)) {
                walk("", in, found, entries);
            }
        }
        assertThat(entries[0]).isGreaterThan(200);
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBkgabcdefghijklmnop",
                "jdbc:postgresql://keneya:hunter2@db/keneya",
                "password: \"correcthorse1battery\"",
                "AKIAABCDEFGHIJKLMNOP"
            })
    void oneThatWereThereWouldBeFound(String secret) {
        List<String> found = new ArrayList<>();
        search("x", secret, found);
        assertThat(found).isNotEmpty();
    }

    /** Our own classes, resources and jars; the libraries' test certificates are none of our secrets. */
    private static void walk(String path, InputStream in, List<String> found, int[] entries) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.endsWith(".jar")) {
                if (name.contains("/keneya-")) {
                    walk(name + "!", new ByteArrayInputStream(zip.readAllBytes()), found, entries);
                }
                continue;
            }
            boolean ours = path.isEmpty() ? name.startsWith("BOOT-INF/classes/") : true;
            if (!ours || entry.isDirectory()) {
                continue;
            }
            entries[0]++;
            if (SECRET_FILE.matcher(name.substring(name.lastIndexOf('/') + 1)).matches()) {
                found.add(path + name + " is a file for secrets");
            }
            if (name.endsWith(".class") || TEXT.matcher(name).matches()) {
                search(path + name, new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1), found);
            }
        }
    }

    private static void search(String file, String text, List<String> found) {
        if (file.endsWith("SecretsIT.java")) {
            return;
        }
        for (Pattern secret : SECRETS) {
            Matcher matcher = secret.matcher(text);
            if (matcher.find()) {
                found.add("%s at %d: %s".formatted(file, matcher.start(), secret));
            }
        }
    }

    private static String latin(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
