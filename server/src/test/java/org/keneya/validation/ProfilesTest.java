// SPDX-License-Identifier: Apache-2.0
package org.keneya.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.core.env.StandardEnvironment;

/** Profiles out of an operator's package, and what the configuration makes of them. */
class ProfilesTest {
    private static final String STRICT = "https://package.example/StructureDefinition/strict";

    @TempDir
    static Path folder;

    @BeforeAll
    static void aPackageAndABrokenOne() throws IOException {
        Files.writeString(folder.resolve("broken.tgz"), "not a package");
        try (var tar = new TarArchiveOutputStream(
                new GzipCompressorOutputStream(Files.newOutputStream(folder.resolve("strict-1.0.0.tgz"))))) {
            add(
                    tar,
                    "package/StructureDefinition-strict.json",
                    "{'resourceType':'StructureDefinition','url':'" + STRICT
                            + "','version':'2.0.0','name':'Strict','status':'active','fhirVersion':'4.0.1','kind':'resource','abstract':false,'type':'Basic',"
                            + "'baseDefinition':'http://hl7.org/fhir/StructureDefinition/Basic','derivation':'constraint',"
                            + "'differential':{'element':[{'id':'Basic.author','path':'Basic.author','min':1}]}}");
            add(tar, "package/example/StructureDefinition-no.json", "not read at all");
        }
    }

    @Test
    void knowsTheProfilesOfPackages() {
        List<Issue> issues = profiles("off").check(basic(""), List.of(STRICT), false);

        assertThat(issues).extracting(Issue::code).containsExactly("required");
        assertThat(issues).extracting(Issue::expression).containsExactly("Basic");
        assertThat(profiles("off").check(basic(",'author':{'display':'x'}"), List.of(STRICT + "|2.0.0"), false))
                .isEmpty();
    }

    @Test
    void holdsWritesToWhatTheConfigurationSays() {
        Json.Obj silent = basic("");
        Json.Obj claims = basic(",'meta':{'profile':['" + STRICT + "','https://unknown.example/p']}");

        assertThat(profiles("off").onWrite(claims)).isEmpty();
        assertThat(profiles("claimed").onWrite(claims)).extracting(Issue::code).containsExactly("required");
        assertThat(profiles("claimed").onWrite(silent)).isEmpty();
        assertThat(profiles("required:" + STRICT).onWrite(silent))
                .extracting(Issue::code)
                .containsExactly("required");
        assertThat(profiles("required:" + STRICT).onWrite(JsonText.readObject("{\"resourceType\":\"Patient\"}")))
                .isEmpty();
    }

    @Test
    void stopsTheStartWhenTheConfigurationMakesNoSense() {
        assertThatThrownBy(() -> new ValidationSettings("sometimes", "", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keneya.validation.on-write (sometimes)");
    }

    private static Profiles profiles(String onWrite) {
        return new Profiles(
                new ValidationSettings(onWrite, folder.toString(), Duration.ofSeconds(30)), new StandardEnvironment());
    }

    private static Json.Obj basic(String more) {
        return JsonText.readObject(("{'resourceType':'Basic','code':{'text':'x'}" + more + "}").replace('\'', '"'));
    }

    private static void add(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}
