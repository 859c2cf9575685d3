// SPDX-License-Identifier: Apache-2.0
package org.keneya.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.ServerFixture;
import org.keneya.access.Role;
import org.keneya.kernel.LocalSecret;
import org.keneya.model.Json;
import org.keneya.signin.Account;
import org.keneya.signin.Accounts;

/** The demonstration hospital. */
class DemoIT {

    @Test
    void loadsOnceAndDoesNothingOnALaterStart() {
        long before = SERVER.versions();
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        SERVER.bean(Demo.class).loadUnlessThere(ServerFixture.PATIENTS, print(told));

        assertThat(SERVER.versions()).isEqualTo(before);
        assertThat(told.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void hasAPatientForThePatientsAccountAndAPractitionerForEachColleague() {
        assertThat(SERVER.as("patient").get("/fhir/Patient/demo-patient").status())
                .isEqualTo(200);
        for (String login :
                List.of("medecin", "ide", "secretaire", "pharmacien", "technicien", "dim", "dpo", "admin")) {
            assertThat(SERVER.as("medecin")
                            .get("/fhir/Practitioner/demo-" + login)
                            .status())
                    .as(login)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"medecin", "ide", "secretaire", "pharmacien", "technicien", "dim", "dpo", "admin"})
    void theSessionSaysWhoIsSignedInAndWhere(String login) {
        Json.Obj session = SERVER.as(login).get("/api/session").json();

        assertThat(session.object("establishment")).hasToString("{\"id\":\"chu-keneya\",\"name\":\"CHU Keneya\"}");
        assertThat(String.valueOf(session.object("user")))
                .contains("\"login\":\"" + login + "\"")
                .contains("\"fhirUser\":\"Practitioner/demo-" + login + "\"");
    }

    @Test
    void callsEachAccountAsThePractitionerItStandsFor() {
        for (Account account : SERVER.bean(Accounts.class).demo()) {
            if (account.role() != Role.PATIENT) {
                Json.Obj practitioner =
                        SERVER.as("medecin").get("/fhir/" + account.fhirUser()).json();
                assertThat(account.name()).as(account.login()).isEqualTo(called(practitioner));
            }
        }
    }

    private static String called(Json.Obj practitioner) {
        Json.Obj name = practitioner.objects("name").getFirst();
        String said = "%s %s".formatted(only(name, "given"), name.string("family"));
        return name.has("prefix") ? only(name, "prefix") + " " + said : said;
    }

    private static String only(Json.Obj name, String part) {
        return name.get(part) instanceof Json.Arr words && words.get(0) instanceof Json.Str(String word) ? word : "";
    }

    @Test
    void namesThePatientFromTheirRecord() {
        assertThat(SERVER.as("patient").get("/api/session").text()).contains("\"name\":\"Camille ");
    }

    @Test
    void announcesTheAddressAndTheAccounts() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        int port = SERVER.bean(Demo.class).announce(print(told));

        assertThat(port).isEqualTo(SERVER.port());
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("http://localhost:" + port)
                .contains("keneya-demo")
                .contains("medecin")
                .contains("physician");
    }

    @Test
    void keepsTheLocalSecretToItsUser() throws IOException {
        Path file = LocalSecret.file(SERVER.port());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void listsTheAccountsWithoutTheirPasswords() {
        String accounts = SERVER.anonymous().get("/demo/accounts").text();

        assertThat(accounts)
                .contains("\"login\":\"medecin\"")
                .doesNotContain("$2")
                .doesNotContain("hash");
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
