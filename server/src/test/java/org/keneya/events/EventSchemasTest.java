// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keneya.Tree;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.yaml.snakeyaml.Yaml;

/** What receivers rely on: the schemas, the description of the topic, and that neither ever breaks what was promised. */
class EventSchemasTest {
    private static final String RELEASED = "server/src/test/resources/org/keneya/events/released/";

    static Stream<String> types() {
        return EventSchemas.types().stream();
    }

    @Test
    void theDescriptionOfTheTopicNamesTheTypesThereAreAndEachSchema() {
        Map<String, Object> document = new Yaml().load(Tree.text(Path.of("docs/events/asyncapi.yaml")));
        assertThat(document.get("asyncapi")).isEqualTo("3.0.0");
        Map<String, Map<String, Object>> messages = at(at(document, "components"), "messages");
        assertThat(messages.keySet()).isEqualTo(EventSchemas.types());
        messages.forEach((type, message) -> assertThat(at(at(message, "payload"), "schema"))
                .isEqualTo(Map.of("$ref", "schemas/" + type + ".json")));
        Map<String, Object> channel = at(at(document, "channels"), "beds");
        assertThat(channel.get("address")).isEqualTo("keneya.beds");
        assertThat(at(channel, "messages").keySet()).isEqualTo(EventSchemas.types());
    }

    @ParameterizedTest
    @MethodSource("types")
    void aReleasedSchemaOnlyGainsOptionalMembers(String type) {
        List<String> broken = new java.util.ArrayList<>();
        compare("", schema(RELEASED + type + ".json"), schema("docs/events/schemas/" + type + ".json"), broken);
        assertThat(broken).isEmpty();
    }

    @Test
    void noReleasedTypeIsGone() {
        Set<String> released = new TreeSet<>(EventSchemas.typesIn(RELEASED));
        assertThat(EventSchemas.types()).containsAll(released);
        assertThat(released).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void theComparisonSeesWhatWouldBreakReceivers() {
        String before =
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'enum':['x','y']}},'required':['a']}";
        assertThat(differences(before, before.replace("'required'", "'x':1,'required'")))
                .isNotEmpty();
        assertThat(differences(before, before.replace("'string'", "'integer'"))).isNotEmpty();
        assertThat(differences(before, before.replace("['x','y']", "['x','y','z']")))
                .isNotEmpty();
        assertThat(differences(before, before.replace("['a']", "[]"))).isNotEmpty();
        assertThat(differences(before, before.replace("'b':", "'c':"))).isNotEmpty();
        assertThat(differences(before, before.replace("'b':", "'c':{'type':'string'},'b':")))
                .isEmpty();
        assertThat(differences(before, before.replace("{'type':'string'}", "{'description':'d','type':'string'}")))
                .isEmpty();
    }

    private static List<String> differences(String before, String after) {
        List<String> broken = new java.util.ArrayList<>();
        compare(
                "",
                JsonText.readObject(before.replace('\'', '"')),
                JsonText.readObject(after.replace('\'', '"')),
                broken);
        return broken;
    }

    /** All is the same but words for people and members that were added and need not be there. */
    private static void compare(String path, Json.Obj before, Json.Obj after, List<String> broken) {
        Set<String> names = new TreeSet<>(names(before));
        names.addAll(names(after));
        names.removeAll(Set.of("title", "description", "$comment"));
        for (String name : names) {
            Json was = before.get(name);
            Json is = after.get(name);
            String at = path + "/" + name;
            if (was instanceof Json.Obj old && is instanceof Json.Obj now) {
                if (name.equals("properties")) {
                    properties(at, old, now, broken);
                } else {
                    compare(at, old, now, broken);
                }
            } else if (was == null || is == null || !JsonText.write(was).equals(JsonText.write(is))) {
                broken.add(at);
            }
        }
    }

    private static void properties(String path, Json.Obj before, Json.Obj after, List<String> broken) {
        for (String name : names(before)) {
            Json.Obj was = before.object(name);
            Json.Obj is = after.object(name);
            if (was == null || is == null) {
                broken.add(path + "/" + name);
            } else {
                compare(path + "/" + name, was, is, broken);
            }
        }
    }

    private static Set<String> names(Json.Obj object) {
        return IntStream.range(0, object.size()).mapToObj(object::name).collect(Collectors.toSet());
    }

    private static Json.Obj schema(String file) {
        return JsonText.readObject(Tree.text(Path.of(file)).getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> at(Map<String, ?> map, String name) {
        return (Map<String, T>) Objects.requireNonNull(map.get(name));
    }
}
