// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is written to the log, stack traces and the rooms' finest levels included, names nobody. */
class LogsIT {
    private static final String SECRET = "GEHEIMNISTRAEGER";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.keneya");
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    @BeforeEach
    void listen() {
        LoggerContext context = root.getLoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger %mdc %msg%n%ex");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        root.addAppender(appender);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        root.detachAppender(appender);
        appender.stop();
        ours.setLevel(Level.INFO);
    }

    @Test
    void namesNobodyWhateverFails() {
        Client physician = SERVER.as("medecin");
        String patient = "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + SECRET + "\"}],\"birthDate\":\""
                + SECRET + "\"}";

        physician.post("/fhir/Patient", patient);
        physician.post("/fhir/Patient", patient.substring(0, patient.length() - 3));
        physician.post(
                "/fhir/Patient",
                json("{'resourceType':'Patient','name':[{'family':'" + SECRET
                        + "'}],'identifier':[{'system':'urn:oid:1.2.250.1.213.1.4.11','value':'251036938390075'}]}"));
        physician.post("/fhir/" + SECRET, patient);
        physician.get("/fhir/Patient?name=" + SECRET + "&birthdate=" + SECRET);
        physician.get("/fhir/Patient?name:" + SECRET + "=x");
        physician.get("/fhir/Patient/" + SECRET);
        physician.with("Accept", "text/" + SECRET).get("/fhir/Patient?name=" + SECRET);
        physician.with("X-Request-Id", SECRET + " x").get("/fhir/Patient?name=" + SECRET);
        physician.get("/api/patients?q=" + SECRET);
        physician.get("/api/patients?q=" + SECRET + "&count=" + SECRET);
        physician.get("/api/patients/" + SECRET + "/timeline?from=" + SECRET);
        physician.send("POST", "/api/patients?q=" + SECRET, new byte[0]);
        physician.send("PATCH", "/api/patients/" + SECRET + "/timeline", new byte[0]);
        SERVER.anonymous().get("/" + SECRET + ".png");
        SERVER.anonymous().with("Authorization", "Bearer " + SECRET).get("/fhir/Patient");
        for (String path : List.of(
                "/fhir/Patient?name=" + SECRET + "%zz",
                "/api/patients?q=" + SECRET + "%zz",
                "/fhir/Patient/" + SECRET + "%00",
                "/fhir//" + SECRET + "/../x",
                "/fhir/Patient?name=" + SECRET + "|{")) {
            SERVER.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + SERVER.token("medecin") + "\r\nConnection: close\r\n\r\n");
        }

        assertThat(written.toString(StandardCharsets.UTF_8))
                .doesNotContain(SECRET)
                .doesNotContain("251036938390075");
    }

    @Test
    void namesNobodyWhenAllGoesWell() {
        SERVER.put("{'resourceType':'Patient','id':'log-patient','name':[{'family':'" + SECRET
                + "'}],'birthDate':'1951-03-12'}");
        SERVER.as("medecin").get("/fhir/Patient?name=" + SECRET);
        SERVER.as("medecin").get("/api/patients?q=" + SECRET);
        SERVER.asSystem().delete("/fhir/Patient/log-patient");

        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain(SECRET);
    }
}
