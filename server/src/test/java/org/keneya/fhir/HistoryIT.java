// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.ServerFixture.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.model.Json;

/** What was, and when, of one resource, of a type and of everything (http://hl7.org/fhir/R4/http.html#history). */
class HistoryIT {
    private final Client program = SERVER.asSystem();
    private final String id = "h-" + UUID.randomUUID();

    /** When each of the three versions became current: made, changed, deleted. */
    private final List<Instant> times = new ArrayList<>();

    @BeforeEach
    void aShortLife() {
        String account = "{'resourceType':'Account','id':'%s','status':'%s'}";
        written(program.put("/fhir/Account/" + id, json(account.formatted(id, "active"))));
        written(program.put("/fhir/Account/" + id, json(account.formatted(id, "on-hold"))));
        program.delete("/fhir/Account/" + id);
        times.add(
                Instant.parse(String.valueOf(responses(program.get("/fhir/Account/" + id + "/_history"), "lastModified")
                        .getFirst())));
        passes(times.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/Account/%s/_history", "/fhir/Account/_history", "/fhir/_history"})
    void tellsWhatWasCurrentAtATime(String address) {
        String from = address.formatted(id) + "?_at=";

        assertThat(versions(from + times.get(0).minusMillis(1))).isEmpty();
        assertThat(versions(from + times.get(0))).containsExactly("1");
        assertThat(versions(from + times.get(1).minusMillis(1))).containsExactly("1");
        assertThat(versions(from + times.get(1))).containsExactly("2");
        assertThat(versions(from + times.get(2))).containsExactly("3");
        assertThat(versions(from + times.get(2).plusMillis(1))).isEmpty();
        assertThat(versions(from + times.get(0).toString().substring(0, 4) + "&_count=1000"))
                .containsExactly("3", "2", "1");
    }

    @Test
    void countsFromAMomentOnThatMomentIncluded() {
        String from = "/fhir/Account/" + id + "/_history?_since=";

        assertThat(versions(from + times.get(1))).containsExactly("3", "2");
        assertThat(versions(from + times.get(1).plusMillis(1))).containsExactly("3");
        assertThat(versions(from + "2000")).containsExactly("3", "2", "1");
        assertThat(versions(from + "2999-01")).isEmpty();
    }

    @Test
    void keepsTheOrderOfTimeWhenAskedOverAllPages() {
        List<String> found = new ArrayList<>();
        String path = "/fhir/Account/" + id + "/_history?_sort=_lastUpdated&_count=1";
        while (!path.isEmpty()) {
            Reply page = program.get(path);
            found.addAll(own(page));
            path = page.json().objects("link").stream()
                    .filter(link -> "next".equals(link.string("relation")))
                    .map(link -> String.valueOf(link.string("url"))
                            .substring(SERVER.origin().length()))
                    .findFirst()
                    .orElse("");
        }

        assertThat(found).containsExactly("1", "2", "3");
        assertThat(versions("/fhir/Account/" + id + "/_history?_sort=-_lastUpdated"))
                .containsExactly("3", "2", "1");
        assertThat(responses(program.get("/fhir/Account/" + id + "/_history?_sort=_lastUpdated"), "status"))
                .containsExactly("201", "200", "204");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_summary=count", "_count=0"})
    void tellsTheirNumberAlone(String query) {
        Reply one = program.get("/fhir/Account/" + id + "/_history?" + query);

        assertThat(one.json().get("total")).isEqualTo(new Json.Num("3"));
        assertThat(one.json().has("entry")).isFalse();
        assertThat(program.get("/fhir/Account/never-was/_history?" + query).verdict())
                .isEqualTo("404 not-found");
        assertThat(program.get("/fhir/Account/_history?" + query + "&_since=" + times.get(0))
                        .json()
                        .get("total"))
                .isEqualTo(new Json.Num("3"));
    }

    @Test
    void namesTheVersionThatMarksADeletion() {
        for (String gone : List.of("/fhir/Account/" + id, "/fhir/Account/" + id + "/_history/3")) {
            Reply reply = program.get(gone);
            assertThat(reply.verdict()).isEqualTo("410 deleted");
            assertThat(reply.header("ETag")).isEqualTo("W/\"3\"");
        }
        assertThat(program.get("/fhir/Account/" + id + "/_history/2").header("ETag"))
                .isEqualTo("W/\"2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_at=yesterday | 400 value _at",
                "_at=2026-13 | 400 value _at",
                "_since=2026-02-30 | 400 value _since",
                "_sort=name | 400 not-supported _sort",
                "_count=-1 | 400 value _count",
            })
    void refusesWhatIsNoTimeAndNoOrder(String query, String verdict) {
        for (String address :
                List.of("/fhir/Account/" + id + "/_history?", "/fhir/Account/_history?", "/fhir/_history?")) {
            assertThat(program.get(address + query).verdict()).isEqualTo(verdict);
        }
    }

    private void written(Reply reply) {
        Json.Obj meta = reply.json().object("meta");
        times.add(Instant.parse(meta == null ? "" : String.valueOf(meta.string("lastUpdated"))));
        passes(times.getLast());
    }

    /** Waits until the clock shows another millisecond. */
    private static void passes(Instant time) {
        Awaitility.await().until(() -> Instant.now().isAfter(time.plusMillis(2)));
    }

    /** The versions of the resource of this test, as they come. */
    private List<String> versions(String path) {
        Reply reply = program.get(path);
        assertThat(reply.verdict()).isEqualTo("200");
        return own(reply);
    }

    private List<String> own(Reply reply) {
        return reply.json().objects("entry").stream()
                .filter(entry -> String.valueOf(entry.string("fullUrl")).endsWith("/" + id))
                .map(entry -> entry.object("response"))
                .map(response -> response == null ? "" : String.valueOf(response.string("etag")))
                .map(etag -> etag.replaceAll("\\D", ""))
                .toList();
    }

    private static List<String> responses(Reply reply, String member) {
        return reply.json().objects("entry").stream()
                .map(entry -> entry.object("response"))
                .map(response -> response == null ? "" : String.valueOf(response.string(member)))
                .toList();
    }
}
