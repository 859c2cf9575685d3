// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * A folder of FHIR transaction bundles, one patient a file, as Synthea writes them. Each can be had any number of times
 * over with other ids: copy 0 is the file itself, and a copy shares only organisations and practitioners with the others. A patient's
 * identifiers differ as well where they look like ids.
 */
final class Sample {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Set<String> SHARED = Set.of("Organization", "Practitioner", "Location");

    private final List<File> files = new ArrayList<>();

    private record File(String text, Set<String> own, int resources, String patient) {
        boolean isPatient() {
            return !patient.isEmpty();
        }
    }

    /** A transaction ready to be sent; patient is the id of its Patient, empty without one. */
    record Bundle(byte[] json, int resources, String patient) {}

    Sample(Path folder) throws IOException {
        List<Path> paths;
        try (var listed = Files.list(folder)) {
            paths = listed.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        for (Path path : paths) {
            Json.Obj bundle = JsonText.readObject(Files.readAllBytes(path));
            Set<String> own = new HashSet<>();
            String patient = "";
            for (Json.Obj entry : bundle.objects("entry")) {
                Json.Obj resource = entry.object("resource");
                String id = resource == null ? null : resource.string("id");
                if (resource != null && id != null) {
                    String type = String.valueOf(resource.string("resourceType"));
                    patient = type.equals("Patient") ? id : patient;
                    entry.put("request", new Json.Obj().put("method", "PUT").put("url", type + "/" + id));
                    if (!SHARED.contains(type)) {
                        own.add(id);
                    }
                    if (type.equals("Patient")) {
                        resource.objects("identifier").forEach(one -> own.add(String.valueOf(one.string("value"))));
                    }
                }
            }
            files.add(new File(
                    JsonText.write(bundle), own, bundle.objects("entry").size(), patient));
        }
        // What the patients refer to comes first.
        files.sort(Comparator.comparing(File::isPatient));
    }

    /** Bundles of organisations and practitioners, the same for every copy. */
    List<Bundle> shared() {
        return files.stream()
                .filter(file -> !file.isPatient())
                .map(file -> new Bundle(file.text.getBytes(StandardCharsets.UTF_8), file.resources, ""))
                .toList();
    }

    /** The patients' bundles with ids of their own. */
    List<Bundle> copy(int number) {
        return files.stream()
                .filter(File::isPatient)
                .map(file -> new Bundle(
                        renamed(file, number).getBytes(StandardCharsets.UTF_8),
                        file.resources,
                        number == 0 ? file.patient : renamed(file.patient, number)))
                .toList();
    }

    /** The resources of one copy, without those it shares with other copies. */
    List<Json.Obj> resources(int number) {
        List<Json.Obj> resources = new ArrayList<>();
        for (File file : files) {
            if (file.isPatient()) {
                for (Json.Obj entry : JsonText.readObject(renamed(file, number)).objects("entry")) {
                    Json.Obj resource = entry.object("resource");
                    if (resource != null && !SHARED.contains(resource.string("resourceType"))) {
                        resources.add(resource);
                    }
                }
            }
        }
        return resources;
    }

    private static String renamed(File file, int number) {
        if (number == 0) {
            return file.text;
        }
        Matcher matcher = UUID_TEXT.matcher(file.text);
        var text = new StringBuilder(file.text.length());
        while (matcher.find()) {
            String id = matcher.group();
            matcher.appendReplacement(text, file.own.contains(id) ? renamed(id, number) : id);
        }
        return matcher.appendTail(text).toString();
    }

    private static String renamed(String id, int number) {
        UUID uuid = UUID.fromString(id);
        long mix = number * 0x9E3779B97F4A7C15L;
        return new UUID(uuid.getMostSignificantBits() ^ mix, uuid.getLeastSignificantBits() ^ Long.rotateLeft(mix, 31))
                .toString();
    }
}
