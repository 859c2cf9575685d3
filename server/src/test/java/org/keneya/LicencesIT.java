// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * Everything delivered bears a licence of the list {@code docs/compliance/licences.csv}, or is named there itself: the bill of materials of the server
 * (made by the build) and the packages the pages are made of (the lock file).
 */
class LicencesIT {
    private static final Set<String> ALLOWED = allowed();

    @Test
    void theServerIsMadeOfAllowedLicencesOnly() {
        Json.Obj bill = object("server/target/bom.json");
        List<String> refused = new ArrayList<>();
        List<Json.Obj> components = bill.objects("components");
        for (Json.Obj component : components) {
            String name = component.string("group") + ":" + component.string("name");
            boolean known = name.startsWith("org.keneya:") || ALLOWED.contains(name);
            if (!known && licences(component).stream().noneMatch(LicencesIT::isAllowed)) {
                refused.add(name + " " + licences(component));
            }
        }
        assertThat(components).hasSizeGreaterThan(50);
        assertThat(refused).isEmpty();
    }

    @Test
    void theBillNamesWhatIsDelivered() throws IOException {
        Set<String> named = object("server/target/bom.json").objects("components").stream()
                .map(component -> component.string("name") + "-" + component.string("version"))
                .collect(Collectors.toSet());
        try (var jars = Files.list(Tree.ROOT.resolve("server/target"));
                var jar = new java.util.jar.JarFile(
                        jars.filter(file -> file.toString().endsWith("-app.jar"))
                                .findFirst()
                                .orElseThrow()
                                .toFile())) {
            List<String> delivered = jar.stream()
                    .map(java.util.zip.ZipEntry::getName)
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    .filter(name -> !name.startsWith("spring-boot-jarmode-")) // added by the packaging itself
                    .toList();
            assertThat(delivered).hasSizeGreaterThan(100);
            assertThat(delivered)
                    .allMatch(jarName -> named.stream() // a part of one has a word behind the version
                            .anyMatch(name -> jarName.equals(name + ".jar") || jarName.startsWith(name + "-")));
        }
    }

    @Test
    void thePagesAreMadeOfAllowedLicencesOnly() {
        Map<String, String> refused = new TreeMap<>();
        Json.Obj packages =
                java.util.Objects.requireNonNull(object("web/package-lock.json").object("packages"));
        int seen = 0;
        for (int i = 0; i < packages.size(); i++) {
            String path = packages.name(i);
            Json.Obj one = packages.object(path);
            if (path.isEmpty() || one == null || one.has("dev")) {
                continue;
            }
            seen++;
            String licence = String.valueOf(one.string("license"));
            if (!isAllowed(licence)) {
                refused.put(path, licence);
            }
        }
        assertThat(seen).isGreaterThan(20);
        assertThat(refused).isEmpty();
    }

    @Test
    void commercialAndStronglyReciprocalLicencesAreNotOnTheList() {
        for (String licence : List.of(
                "GPL-2.0-only",
                "GPL-3.0-only",
                "AGPL-3.0-only",
                "SSPL-1.0",
                "BUSL-1.1",
                "SEE LICENSE IN LICENSE",
                "null")) {
            assertThat(isAllowed(licence)).isFalse();
        }
        assertThat(isAllowed("(MIT OR GPL-3.0-only)")).isTrue();
        assertThat(isAllowed("(MIT AND GPL-3.0-only)")).isFalse();
    }

    private static boolean isAllowed(String expression) {
        if (ALLOWED.contains(expression)) {
            return true;
        }
        String bare = expression.replace("(", "").replace(")", "");
        return bare.contains(" OR ")
                ? Arrays.stream(bare.split(" OR ")).anyMatch(LicencesIT::isAllowed)
                : bare.contains(" AND ") && Arrays.stream(bare.split(" AND ")).allMatch(LicencesIT::isAllowed);
    }

    /** Those a component may be taken under: where it names several, one of them is enough. */
    private static Set<String> licences(Json.Obj component) {
        Set<String> licences = new HashSet<>();
        for (Json.Obj choice : component.objects("licenses")) {
            Json.Obj licence = choice.object("license");
            String name = licence == null ? choice.string("expression") : licence.string("id");
            if (name == null && licence != null) {
                name = licence.string("name");
            }
            licences.add(String.valueOf(name));
        }
        return licences;
    }

    private static Set<String> allowed() {
        return Tree.text(java.nio.file.Path.of("docs/compliance/licences.csv"))
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(';')))
                .collect(Collectors.toSet());
    }

    private static Json.Obj object(String file) {
        return JsonText.readObject(Tree.text(java.nio.file.Path.of(file)).getBytes(StandardCharsets.UTF_8));
    }
}
