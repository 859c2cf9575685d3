// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keneya.Tree;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** The published schemas, to hold events to. */
public final class EventSchemas {
    private static final String PUBLISHED = "docs/events/schemas/";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private EventSchemas() {}

    /** Every type there is a schema of. */
    public static Set<String> types() {
        return typesIn(PUBLISHED);
    }

    static Set<String> typesIn(String folder) {
        try (Stream<Path> files = Files.list(Tree.ROOT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> name.startsWith("org.keneya."))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * What is wrong with a CloudEvent in its JSON format: envelope and data; nothing when it is as published.
     *
     * @param json one event
     */
    public static List<String> faults(byte[] json) {
        Json.Obj event = JsonText.readObject(json);
        String type = String.valueOf(event.string("type"));
        if (!types().contains(type)) {
            return List.of("there is no schema of " + type);
        }
        return Stream.concat(
                        faults("cloud-event", new String(json, StandardCharsets.UTF_8)),
                        faults(type, JsonText.write(java.util.Objects.requireNonNull(event.get("data")))))
                .toList();
    }

    private static Stream<String> faults(String schema, String json) {
        return SCHEMAS
                .computeIfAbsent(
                        schema,
                        name -> REGISTRY.getSchema(Tree.text(Path.of(PUBLISHED + name + ".json")), InputFormat.JSON))
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString);
    }
}
