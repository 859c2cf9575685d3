// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Scope;
import org.keneya.store.Stored;
import org.springframework.stereotype.Component;

/**
 * Finds patients from what was typed: whole words first, then beginnings, then sounds, then near spellings, until there
 * are enough. Each step is one look-up in the store's index; what it brings is compared letter by letter and ranked.
 */
@Component
class PatientSearch {
    /** Candidates opened per step and per answer wanted: each costs a decryption, and a step's are all about as good. */
    private static final int CANDIDATES_PER_ANSWER = 2;

    private static final int MOST_CANDIDATES = 100;

    /** Up to so many patients of one birth date are all compared; of more, the names narrow down first. */
    private static final int SAME_DATE = 300;

    /** Edits at which a word is another word. */
    private static final int TOO_FAR = 3;

    private final FhirStore store;

    PatientSearch(FhirStore store) {
        this.store = store;
    }

    /** The best candidates, surest first; one more than asked for when there are more. */
    List<Found> find(Scope scope, Asked asked, int count) {
        Map<String, Found> found = new LinkedHashMap<>();
        int candidates = Math.min(MOST_CANDIDATES, count * CANDIDATES_PER_ANSWER + 1);
        if (!asked.numbers().isEmpty()) {
            add(
                    found,
                    store.withWords(scope, "Patient", List.of(asked.numbers()), asked.born(), MOST_CANDIDATES),
                    asked);
            if (asked.words().isEmpty()) {
                return ranked(found, count);
            }
        }
        if (asked.words().isEmpty()) {
            if (asked.born() != null) {
                add(found, store.withWords(scope, "Patient", List.of(), asked.born(), MOST_CANDIDATES), asked);
            }
            return ranked(found, count);
        }
        if (asked.born() != null && asked.numbers().isEmpty()) {
            List<Stored> sameDate = store.withWords(scope, "Patient", List.of(), asked.born(), SAME_DATE + 1);
            if (sameDate.size() <= SAME_DATE) {
                add(found, sameDate, asked);
                return ranked(found, count);
            }
        }
        for (Step step : Step.values()) {
            if (found.size() > count) {
                break;
            }
            for (List<String> words : spellings(asked.words())) {
                List<List<String>> groups = words.stream().map(step::words).toList();
                if (groups.stream().noneMatch(List::isEmpty)) {
                    add(found, store.withWords(scope, "Patient", groups, asked.born(), candidates), asked);
                }
            }
        }
        return ranked(found, count);
    }

    /** How far a word may be from the one typed, nearest first. */
    private enum Step {
        WHOLE {
            @Override
            List<String> words(String word) {
                return List.of("w:" + word);
            }
        },
        BEGINNING {
            @Override
            List<String> words(String word) {
                return List.of(PatientWords.beginning(word));
            }
        },
        SOUND {
            @Override
            List<String> words(String word) {
                String sound = Sound.of(word);
                return sound.length() < 2
                        ? List.of(PatientWords.beginning(word))
                        : List.of(PatientWords.beginning(word), "s:" + sound);
            }
        },
        NEAR {
            @Override
            List<String> words(String word) {
                List<String> words = new ArrayList<>(SOUND.words(word));
                NearSpellings.of(word).forEach(near -> words.add("n:" + near));
                return words;
            }
        };

        abstract List<String> words(String word);
    }

    /** The words as typed, and with each two neighbours written as one: Le Goff may be recorded as Legoff. */
    private static List<List<String>> spellings(List<String> words) {
        List<List<String>> spellings = new ArrayList<>();
        spellings.add(words);
        for (int i = 0; i + 1 < words.size() && i < 3; i++) {
            List<String> joined = new ArrayList<>(words.subList(0, i));
            joined.add(words.get(i) + words.get(i + 1));
            joined.addAll(words.subList(i + 2, words.size()));
            spellings.add(joined);
        }
        return spellings;
    }

    private static void add(Map<String, Found> found, List<Stored> candidates, Asked asked) {
        for (Stored candidate : candidates) {
            found.computeIfAbsent(candidate.id(), id -> judge(id, JsonText.readObject(candidate.body()), asked));
        }
    }

    private static Found judge(String id, Json.Obj patient, Asked asked) {
        if (asked.words().isEmpty()) {
            Found.Kind kind = asked.numbers().isEmpty() ? Found.Kind.EXACT : numberKind(patient, asked);
            return new Found(id, patient, kind, kind.weight());
        }
        Set<String> names = PatientNames.words(patient);
        Found best = null;
        for (List<String> words : spellings(asked.words())) {
            Found.Kind worst = Found.Kind.EXACT;
            double sum = 0;
            for (String word : words) {
                Found.Kind kind = nearest(word, names);
                int distance = kind == Found.Kind.APPROXIMATE ? distance(word, names) : 0;
                sum += distance >= TOO_FAR ? Double.NEGATIVE_INFINITY : kind.weight() - 0.1 * distance;
                worst = kind.compareTo(worst) > 0 ? kind : worst;
            }
            double score = sum / words.size();
            if (best == null || score > best.score()) {
                best = new Found(id, patient, worst, score);
            }
        }
        return best == null ? new Found(id, patient, Found.Kind.APPROXIMATE, 0) : best;
    }

    private static Found.Kind numberKind(Json.Obj patient, Asked asked) {
        for (Json.Obj identifier : patient.objects("identifier")) {
            String value = identifier.string("value");
            if (value != null
                    && asked.numbers().stream()
                            .anyMatch(number -> number.startsWith("i:")
                                    && PatientWords.identifier(value).startsWith(number.substring(2)))) {
                String system = identifier.string("system");
                return system != null && system.startsWith("urn:oid:1.2.250.1.213.1.4.")
                        ? Found.Kind.INS
                        : Found.Kind.IPP;
            }
        }
        return Found.Kind.PHONE;
    }

    private static Found.Kind nearest(String word, Set<String> names) {
        if (names.contains(word)) {
            return Found.Kind.EXACT;
        }
        if (names.stream().anyMatch(name -> name.startsWith(word))) {
            return Found.Kind.PREFIX;
        }
        String sound = Sound.of(word);
        return sound.length() >= 2
                        && names.stream().anyMatch(name -> Sound.of(name).equals(sound))
                ? Found.Kind.PHONETIC
                : Found.Kind.APPROXIMATE;
    }

    private static int distance(String word, Set<String> names) {
        return names.stream()
                .mapToInt(name -> NearSpellings.distance(word, name))
                .min()
                .orElse(3);
    }

    private static List<Found> ranked(Map<String, Found> found, int count) {
        Set<Found> ordered = new LinkedHashSet<>(found.values());
        return ordered.stream()
                .filter(candidate -> candidate.score() > 0.35)
                .sorted(Comparator.comparingDouble(Found::score)
                        .reversed()
                        .thenComparing(candidate -> PatientView.sortName(candidate.patient()))
                        .thenComparing(Found::id))
                .limit(count + 1L)
                .toList();
    }
}
