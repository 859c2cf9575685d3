// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.ServerFixture;
import org.keneya.Tree;
import org.keneya.geo.Destination;
import org.keneya.geo.TravelTimes;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.yaml.snakeyaml.Yaml;

/** The dashboard and the alert rules speak of what a running server tells. */
class ObservabilityIT {
    private static final Path ALERTS = Path.of("deploy/observability/alerts.yaml");
    private static final Pattern NAME = Pattern.compile("\\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\\b(?=[{\\[) ]|$)");

    private static ServerFixture server;

    @BeforeAll
    static void start() {
        server = ServerFixture.with(Map.of("keneya.geo.router", "http://127.0.0.1:9"));
    }

    @Test
    void everyMeasureNamedIsToldByARunningServer() {
        server.asSystem().get("/api/allocations");
        server.bean(TravelTimes.class).from(51.5, 0, List.of(new Destination("GB-1", 51.4, 0)));
        LineMeasures line =
                new LineMeasures(server.bean(MeterRegistry.class), "test", "test"); // as each outbox has them
        line.published(List.of());
        Set<String> named = new TreeSet<>();
        expressions()
                .forEach(expression -> NAME.matcher(expression).results().forEach(name -> named.add(name.group())));

        assertThat(named).hasSizeGreaterThan(8);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(told()).containsAll(named));
    }

    @Test
    void everyAlertSaysWhatIsWrongAndHowUrgentItIs() {
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.keySet()).contains("alert", "expr", "for", "labels", "annotations");
            assertThat(rule.get("labels")).isIn(Map.of("severity", "page"), Map.of("severity", "ticket"));
            assertThat(String.valueOf(rule.get("annotations"))).contains("summary");
        });
    }

    /** As Prometheus itself reads them, where its tool is installed; elsewhere the test above has parsed them. */
    @Test
    void prometheusAcceptsTheRules() throws Exception {
        Path tool = Path.of("/usr/bin/promtool");
        if (!Files.isExecutable(tool)) {
            assertThat(rules()).isNotEmpty();
            return;
        }
        Process check = new ProcessBuilder(
                        tool.toString(),
                        "check",
                        "rules",
                        Tree.ROOT.resolve(ALERTS).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    private static Set<String> told() {
        return server.asSystem()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        Json.Obj dashboard = JsonText.readObject(Tree.text(Path.of("deploy/observability/dashboard.json")));
        for (Json.Obj panel : dashboard.objects("panels")) {
            for (Json.Obj target : panel.objects("targets")) {
                expressions.add(Objects.requireNonNull(target.string("expr")));
            }
        }
        rules().forEach(rule -> expressions.add(String.valueOf(rule.get("expr"))));
        return expressions;
    }

    private static List<Map<String, Object>> rules() {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Tree.text(ALERTS));
        return Objects.requireNonNull(file.get("groups")).stream()
                .flatMap(group -> Objects.requireNonNull(group.get("rules")).stream())
                .toList();
    }
}
