// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compliance documents name as proof exists. */
class DossierTest {
    private static final Pattern PROOF =
            Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT)|(?:e2e/)?[a-z-]+\\.spec\\.ts)`");
    private static final Pattern CODE = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*\\.[A-Z][A-Za-z0-9]*)`");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/compliance/asvs.md",
                "docs/compliance/threat-model.md",
                "docs/requirements.md",
                "SECURITY.md"
            })
    void everyTestNamedIsThere(String document) {
        Set<String> there = Tree.files().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        for (MatchResult named :
                PROOF.matcher(Tree.text(Path.of(document))).results().toList()) {
            String test = named.group(1).replace("e2e/", "");
            if (!there.contains(test)) {
                missing.add(test);
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/compliance/asvs.md", "docs/compliance/threat-model.md", "SECURITY.md"})
    void everyClassNamedIsThere(String document) {
        Set<String> there = Tree.files().stream()
                .map(file -> file.toString().replace('/', '.'))
                .collect(Collectors.toSet());
        List<String> missing = CODE.matcher(Tree.text(Path.of(document)))
                .results()
                .map(named -> named.group(1))
                .filter(name -> there.stream().noneMatch(file -> file.endsWith("." + name + ".java")))
                .toList();
        assertThat(missing).isEmpty();
    }

    @Test
    void everyLineOfTheVerificationListSaysWhereItStands() {
        List<String> unclear = Tree.text(Path.of("docs/compliance/asvs.md"))
                .lines()
                .filter(line -> line.matches("\\| \\d+\\.\\d+\\.\\d+ .*"))
                .filter(line -> !line.matches(
                        "\\| \\d+\\.\\d+\\.\\d+ \\| [^|]+ \\| (met|partly|in work|missing|not ours) \\| [^|]+ \\|"))
                .toList();
        assertThat(unclear).isEmpty();
    }
}
