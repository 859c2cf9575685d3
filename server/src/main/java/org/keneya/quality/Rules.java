// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;
import org.keneya.validation.Profiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Every quality rule there is, run over a resource that has the right structure: those of {@code quality/rules.json} and, when
 * {@code keneya.quality.rules} names a file, the establishment's own. Refusals are errors, advice is warnings.
 */
@Component
public final class Rules {
    private final Map<String, List<Rule>> rules;
    private final Function<Json.Obj, List<Issue>> profiles;

    @Autowired
    Rules(Clock clock, Profiles profiles, @Value("${keneya.quality.rules:}") String own) {
        this(clock, profiles::onWrite, own.isEmpty() ? Optional.empty() : Optional.of(Path.of(own)));
    }

    /**
     * @param profiles what profiles find wrong with a resource, rules aside
     * @param own a file of further rules
     */
    Rules(Clock clock, Function<Json.Obj, List<Issue>> profiles, Optional<Path> own) {
        this.profiles = profiles;
        RuleBook book = new RuleBook(clock);
        try (InputStream shipped = Objects.requireNonNull(Rules.class.getResourceAsStream("/quality/rules.json"))) {
            book.add(shipped.readAllBytes());
            if (own.isPresent()) {
                book.add(Files.readAllBytes(own.get()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The quality rules cannot be read", unreadable);
        }
        rules = book.rules().stream().collect(Collectors.groupingBy(Rule::type));
    }

    /**
     * What the rules find; empty when all hold. People are held to every rule. A trusted program is held to them as each
     * rule says, for it also carries what was recorded under other rules. Profiles count as the configuration says.
     */
    public List<Issue> check(Json.Obj resource, boolean byPerson) {
        List<Issue> found = new ArrayList<>(0);
        for (Rule rule : rules.getOrDefault(String.valueOf(resource.string("resourceType")), List.of())) {
            rule.check(resource, byPerson, found);
        }
        found.addAll(profiles.apply(resource));
        return found;
    }
}
