// SPDX-License-Identifier: Apache-2.0
package org.keneya.validation.internal;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HAPI's validator over R4, the project's profiles and the operator's packages. Asks no other server anything. Its messages
 * are passed on without the values they quote from the resource.
 */
public final class ProfileValidator {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileValidator.class);
    private static final int MOST_ISSUES = 50;

    /** The validator puts ids into its paths as comments. */
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/");

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    /** The project's own, in the order they build on one another. */
    private static final List<String> OWN =
            List.of("fr-patient", "fr-patient-ins", "fr-practitioner", "fr-organization");

    private final FhirContext context = FhirContext.forR4();
    private final IValidationSupport support;
    private final FhirValidator validator;

    /** @param packages folder of NPM packages; need not exist */
    @SuppressWarnings("deprecation") // the one way yet to keep codes of systems nobody has loaded from being errors
    public ProfileValidator(Path packages) {
        long begin = System.nanoTime();
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(context);
        OWN.forEach(name -> add(own, resource(name)));
        new PackageFolder(packages).each(definition -> add(own, definition));
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(context);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.INFORMATION);
        support = new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                own,
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new SnapshotGeneratingValidationSupport(context),
                unknown);
        FhirInstanceValidator instances = new FhirInstanceValidator(support);
        instances.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        instances.setAnyExtensionsAllowed(true);
        instances.setErrorForUnknownProfiles(false);
        instances.setNoExtensibleWarnings(true);
        validator = context.newValidator().registerValidatorModule(instances);
        LOG.info("validator=ready ms={}", (System.nanoTime() - begin) / 1_000_000);
    }

    private void add(PrePopulatedValidationSupport to, String json) {
        try {
            to.addResource(context.newJsonParser().parseResource(json));
        } catch (DataFormatException notOurs) {
            LOG.warn("a definition could not be read");
        }
    }

    private static String resource(String name) {
        try (InputStream in = ProfileValidator.class.getResourceAsStream("/org/keneya/validation/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The resource type a known profile is about; null when the profile is not known. */
    public @Nullable String typeOf(String canonical) {
        return fetch(canonical) instanceof StructureDefinition known ? known.getType() : null;
    }

    private @Nullable IBaseResource fetch(String canonical) {
        return support.fetchStructureDefinition(canonical);
    }

    /** @param asked those that must be known; {@code claimed}: those that count as far as they are */
    public List<Issue> check(Json.Obj resource, List<String> asked, List<String> claimed) {
        List<Issue> issues = new ArrayList<>();
        ValidationOptions options = new ValidationOptions();
        String type = String.valueOf(resource.string("resourceType"));
        for (String canonical : asked) {
            String about = typeOf(canonical);
            if (about == null) {
                issues.add(Issue.error("not-found", "The profile %s is not known here".formatted(canonical), type));
            } else if (!about.equals(type)) {
                issues.add(Issue.error(
                        "invalid", "The profile %s is about %s, not %s".formatted(canonical, about, type), type));
            } else {
                options.addProfile(canonical);
            }
        }
        for (int i = 0; i < claimed.size(); i++) {
            if (typeOf(claimed.get(i)) != null) {
                options.addProfile(claimed.get(i));
            } else {
                issues.add(new Issue(
                        Issue.Severity.WARNING,
                        "not-found",
                        "The profile the resource claims is not known here; it was not checked",
                        "%s.meta.profile[%d]".formatted(type, i),
                        null,
                        null));
            }
        }
        if (!options.getProfiles().isEmpty()) {
            validate(resource, options, issues);
        }
        return issues;
    }

    private void validate(Json.Obj resource, ValidationOptions options, List<Issue> issues) {
        Json.Obj copy = JsonText.readObject(JsonText.bytes(resource));
        Json.Obj meta = copy.object("meta");
        if (meta != null) {
            meta.remove("profile"); // named in the options, as far as they are known
            if (meta.size() == 0) {
                copy.remove("meta");
            }
        }
        Set<String> values = new HashSet<>();
        values(copy, values);
        for (SingleValidationMessage message :
                validator.validateWithResult(JsonText.write(copy), options).getMessages()) {
            Issue.Severity severity = severity(message.getSeverity());
            if (severity != null && issues.size() < MOST_ISSUES) {
                issues.add(new Issue(
                        severity,
                        code(String.valueOf(message.getMessageId())),
                        withoutValues(String.valueOf(message.getMessage()), values),
                        COMMENT.matcher(String.valueOf(message.getLocationString()))
                                .replaceAll(""),
                        null,
                        null));
            }
        }
    }

    private static Issue.@Nullable Severity severity(ResultSeverityEnum severity) {
        return switch (severity) {
            case FATAL, ERROR -> Issue.Severity.ERROR;
            case WARNING -> Issue.Severity.WARNING;
            case INFORMATION -> null;
        };
    }

    /** The nearest IssueType to a kind of message. */
    private static String code(String id) {
        if (id.contains("#") || id.contains("Constraint") || id.contains("_CNST")) {
            return "invariant";
        }
        if (id.startsWith("Terminology_")) {
            return "code-invalid";
        }
        if (id.contains("Minimum")) {
            return "required";
        }
        return id.contains("Maximum") || id.contains("Fixed") || id.contains("Pattern") || id.contains("SLICE")
                ? "value"
                : "structure";
    }

    /** A message without what it quotes from the resource. */
    private static String withoutValues(String message, Set<String> values) {
        Matcher quoted = QUOTED.matcher(message);
        StringBuilder clean = new StringBuilder();
        while (quoted.find()) {
            boolean isValue = values.contains(quoted.group(1));
            quoted.appendReplacement(clean, Matcher.quoteReplacement(isValue ? "'…'" : quoted.group()));
        }
        return quoted.appendTail(clean).toString();
    }

    private static void values(Json json, Set<String> to) {
        switch (json) {
            case Json.Str(String text) -> {
                if (!text.contains("://") && !text.startsWith("urn:")) {
                    to.add(text);
                }
            }
            case Json.Num(String text) -> to.add(text);
            case Json.Obj object -> {
                for (int i = 0; i < object.size(); i++) {
                    if (!object.name(i).equals("resourceType")) {
                        values(object.value(i), to);
                    }
                }
            }
            case Json.Arr array -> array.forEach(item -> values(item, to));
            default -> {}
        }
    }
}
