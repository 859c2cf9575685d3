// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program that has nothing of ours finds each kind of fault in a log, and none in a good one. */
class VerifyBedsTest {
    @TempDir
    static Path classes;

    @TempDir
    Path folder;

    @BeforeAll
    static void compiled() {
        Path program = Path.of("..", "deploy", "evidence", "VerifyBeds.java");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-nowarn", "-d", classes.toString(), program.toString()))
                .isZero();
    }

    private static final String TWO = "[" + bed("A.1", "320", "monitor", "contact", "", "16") + ","
            + bed("A.2", "320", "", "none", "", "0") + "]";
    private static final String OTHERS = "[" + bed("B.1", "320", "monitor", "airborne", "", "0") + ","
            + bed("B.2", "320", "", "none", "'sex':'female',", "70") + "]";

    /** Two hospitals a degree of latitude apart and emergencies at the first; every way an allocation may go. */
    private static List<String> good() {
        return new ArrayList<>(List.of(
                "0 hospital.registered {'hospital':" + hospital("A", 48) + ",'beds':" + TWO + "}",
                "0 hospital.registered {'hospital':" + hospital("B", 49) + ",'beds':" + OTHERS + "}",
                "1 bed.held " + held("a1", "A", "A.2"),
                "2 bed.confirmed " + changed("a1", "A", "A.2", "occupied"),
                "3 bed.held " + held("a2", "A", "A.1"),
                "4 bed.held " + held("a3", "B", "B.1"),
                "5 bed.extended "
                        + changed("a2", "A", "A.1", "held").replace("}", ",'expiresAt':'2026-01-01T02:00:00Z'}"),
                "604 bed.expired " + changed("a3", "B", "B.1", "free"),
                "605 bed.released " + changed("a1", "A", "A.2", "cleaning"),
                "606 bed.state {'hospital':'A','bed':'A.2','from':'cleaning','to':'free','cause':'staff'}",
                "607 bed.refused " + changed("a2", "A", "A.1", "free").replace("}", ",'replacedBy':'a4'}"),
                "607 bed.held "
                        + held("a4", "B", "B.1")
                                .replace("'excluded':[]", "'excluded':['A']")
                                .replace("'policy'", "'replaces':'a2','policy'"),
                "608 hospital.diversion {'hospital':'A','diversion':'closed'}",
                "609 bed.cancelled " + changed("a4", "B", "B.1", "free"),
                "610 bed.held " + held("a5", "B", "B.1"),
                "611 hospital.diversion {'hospital':'A','diversion':'open'}",
                "612 bed.transferred " + changed("a5", "B", "B.1", "free").replace("}", ",'replacedBy':'a6'}"),
                "612 bed.held "
                        + held("a6", "A", "A.2")
                                .replace("'excluded':[]", "'excluded':['B']")
                                .replace("'policy'", "'replaces':'a5','policy'")));
    }

    @Test
    void aGoodLogIsSound() throws Exception {
        Verdict verdict = verify(good());
        assertThat(verdict.said())
                .contains("18 events hold, of 2 hospitals and 4 beds")
                .endsWith("SOUND\n");
        assertThat(verdict.code()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a bed given twice                 | 5  | "A.1"                    | "A.2"                   | sequence 5: the bed A.2 is given twice: to a2 while a1 has it since sequence 3
            a nearer free bed skipped         | 5  | "hospital":"A","bed":"A.1"| "hospital":"B","bed":"B.1"| sequence 5: the distance told
            the wrong speciality              | 3  | "speciality":"320"       | "speciality":"501"      | sequence 3: the bed A.2 does not serve 501
            too young for the bed             | 5  | "age":40                 | "age":15.9              | sequence 5: the bed A.1 is not for the age of 15.0
            no isolation                      | 3  | "isolation":"none"       | "isolation":"droplet"   | sequence 3: the bed A.2 does not isolate as needed
            no such equipment                 | 3  | "equipment":[]           | "equipment":["monitor"] | sequence 3: the bed A.2 lacks equipment
            a hospital that was excluded      | 3  | "excluded":[]            | "excluded":["A"]        | sequence 3: the hospital A was excluded
            not the hospital wanted           | 3  | "excluded":[]            | "hospital":"B","excluded":[] | sequence 3: the hospital wanted was B
            the distance is another           | 6  | "distanceMetres":111195  | "distanceMetres":111000 | sequence 6: the distance told is 111000.0 m, and is 111195 m
            the travel time is another        | 6  | "travelSeconds":10325    | "travelSeconds":10000   | sequence 6: the travel time told
            a road nobody measured            | 6  | "great-circle"           | "road"                  | sequence 6: the travel time is said to be of kind road
            another policy                    | 6  | "policy":1               | "policy":2              | sequence 6: decided by policy version
            a confirmation of nothing         | 4  | "a1"                     | "a9"                    | sequence 4: the allocation a9 is not live
            a release of what is only held    | 4  | bed.confirmed            | bed.released            | sequence 4: the allocation a1 is held, not confirmed
            expired before its time           | 8  | :10:04Z                  | :09:00Z                 | sequence 8: the allocation a3 expires before its time
            expired though confirmed          | 9  | bed.released             | bed.expired             | sequence 9: the allocation a1 is confirmed, not held
            a state that was another          | 10 | "from":"cleaning"        | "from":"occupied"       | sequence 10: the bed A.2 is said to leave occupied
            held by hand                      | 10 | "to":"free"              | "to":"held"             | sequence 10: the bed A.2 becomes held without an allocation
            a successor that never comes      | 11 | "replacedBy":"a4"        | "replacedBy":"a8"       | sequence 12: the allocation a4 replaces a2, which does not name it
            a hospital that is closed         | 13 | "hospital":"A"           | "hospital":"B"          | sequence 15: the hospital B is closed
            an event twice                    | 4  | "sequence":"0000004"     | "sequence":"0000003"    | sequence 3: sequence 3 comes again or late
            an event left out                 | 4  | "sequence":"0000004"     | "sequence":"0000005"    | sequence 3: sequence 4 is missing, 5 follows
            an id twice                       | 4  | "id":"e4"                | "id":"e3"               | sequence 4: the event id e3 was seen before
            time running backwards            | 4  | 00:00:02Z                | 00:00:00Z               | sequence 4: time 2026-01-01T00:00:00Z lies before
            an event nobody knows             | 4  | bed.confirmed            | bed.stolen              | sequence 4: type org.keneya.beds.bed.stolen.v1 is not known
            an unknown bed                    | 3  | "bed":"A.2"              | "bed":"A.7"             | sequence 3: the bed A.7 is not known
            a broken line                     | 4  | "time"                   | time                    | sequence 3: the next line is no JSON object
            """)
    void aFaultIsFoundAndNamed(String deed, int line, String part, String instead, String said) throws Exception {
        List<String> log = new ArrayList<>(good());
        List<String> events = events(log);
        String changed = events.get(line - 1).replace(part, instead);
        events.set(line - 1, changed);
        Verdict verdict = run(events);
        assertThat(verdict.said()).as(deed).contains(said);
    }

    @Test
    void aNearerHospitalThatWasSkippedIsNamed() throws Exception {
        List<String> log = good();
        log.set(2, "1 bed.held " + held("a1", "B", "B.1"));
        assertThat(verify(log.subList(0, 3)).said())
                .contains(
                        "NOT SOUND: sequence 3: the hospital A was skipped: it has a fitting free bed at 0 m (score 0), given was B");
    }

    @Test
    void anOccupiedBedThatIsHeldIsNamed() throws Exception {
        List<String> log = good();
        log.add(2, "0 bed.state {'hospital':'A','bed':'A.2','from':'free','to':'closed','cause':'staff'}");
        assertThat(verify(log).said()).contains("sequence 4: the bed A.2 is held and was closed");
    }

    @Test
    void aHoldThatIsOverAndNobodyEndedIsNamed() throws Exception {
        List<String> log = good().subList(0, 6);
        log.add("700 hospital.diversion {'hospital':'A','diversion':'closed'}");
        assertThat(verify(log).said()).contains("the hold a").contains("nobody ended it");
    }

    @Test
    void roadsThatAreKnownComeBeforeTheGreatCircle() throws Exception {
        List<String> log = good().subList(0, 2);
        String fast = held("a1", "B", "B.1")
                .replace("great-circle", "road")
                .replace("'travelSeconds':10325", "'travelSeconds':300");
        log.add("1 bed.held " + fast.replace("'policy'", "'travel':{'A':900,'B':300},'policy'"));
        assertThat(verify(log).said()).endsWith("SOUND\n").doesNotContain("NOT");
        log.set(2, "1 bed.held " + fast.replace("'policy'", "'travel':{'A':200,'B':300},'policy'"));
        assertThat(verify(log).said()).contains("sequence 3: the hospital A was skipped");
    }

    @Test
    void thePolicyInForceIsTheOneThatCounts() throws Exception {
        String policy =
                "{'policy':{'name':'x','version':2,'saturationWeight':86400,'paediatricPercent':0,'adultFrom':16,'reservePriority':1,'criticalPriority':2,'roadFactor':1.3,'speed':14}}";
        List<String> log = good().subList(0, 2);
        log.add("0 policy.changed " + policy);
        log.add("0 bed.state {'hospital':'A','bed':'A.1','from':'free','to':'occupied','cause':'staff'}");
        // A counts as full (86,400 s), B as half full (43,200 s and 10,325 s of way).
        log.add("1 bed.held " + held("a1", "B", "B.1").replace("'policy':1", "'policy':2"));
        assertThat(verify(log).said()).endsWith("SOUND\n").doesNotContain("NOT");
        log.set(4, "1 bed.held " + held("a1", "A", "A.2").replace("'policy':1", "'policy':2"));
        assertThat(verify(log).said()).contains("sequence 5: the hospital B was skipped");
    }

    @Test
    void bedsKeptForChildrenAreNotGivenToOthers() throws Exception {
        String policy =
                "{'policy':{'name':'x','version':2,'saturationWeight':0,'paediatricPercent':100,'adultFrom':16,'reservePriority':1,'criticalPriority':2,'roadFactor':1.3,'speed':14}}";
        List<String> log = good().subList(0, 2);
        log.add("0 policy.changed " + policy);
        log.add("1 bed.held " + held("a1", "A", "A.2").replace("'policy':1", "'policy':2"));
        assertThat(verify(log).said()).contains("sequence 4: the bed A.2 had to stay free for children");
        log.set(
                3,
                "1 bed.held "
                        + held("a1", "A", "A.2")
                                .replace("'policy':1", "'policy':2")
                                .replace("'age':40", "'age':4"));
        assertThat(verify(log).said()).endsWith("SOUND\n").doesNotContain("NOT");
    }

    private static String hospital(String id, int latitude) {
        return "{'id':'%s','name':'É %s','latitude':%d,'longitude':2,'country':'FR','diversion':'open'}"
                .formatted(id, id, latitude);
    }

    private static String bed(
            String id, String speciality, String equipment, String isolation, String sex, String youngest) {
        return "{'id':'%s','unit':'1','specialities':['%s'],'equipment':[%s],'isolation':'%s',%s'youngest':%s,'oldest':130,'state':'free'}"
                .formatted(id, speciality, equipment.isEmpty() ? "" : "'" + equipment + "'", isolation, sex, youngest);
    }

    private static String held(String allocation, String hospital, String bed) {
        boolean far = hospital.equals("B");
        return "{'allocation':'%s','hospital':'%s','bed':'%s','expiresAt':'@','emergency':{'speciality':'320','latitude':48,'longitude':2,'age':40,'isolation':'none','equipment':[],'priority':3,'excluded':[]},'travelKind':'great-circle','travelSeconds':%d,'distanceMetres':%d,'policy':1}"
                .formatted(allocation, hospital, bed, far ? 10_325 : 0, far ? 111_195 : 0);
    }

    private static String changed(String allocation, String hospital, String bed, String state) {
        return "{'allocation':'%s','hospital':'%s','bed':'%s','bedState':'%s'}"
                .formatted(allocation, hospital, bed, state);
    }

    /** Lines of {@code <second> <type> <data>} as CloudEvents; {@code @} is ten minutes later. */
    private static List<String> events(List<String> log) {
        List<String> events = new ArrayList<>();
        for (String line : log) {
            String[] parts = line.split(" ", 3);
            Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(Long.parseLong(parts[0]));
            int number = events.size() + 1;
            events.add(
                    "{'specversion':'1.0','id':'e%d','source':'/beds','type':'org.keneya.beds.%s.v1','time':'%s','sequence':'%07d','data':%s}"
                            .formatted(
                                    number,
                                    parts[1],
                                    time,
                                    number,
                                    parts[2].replace("@", time.plusSeconds(600).toString()))
                            .replace('\'', '"'));
        }
        return events;
    }

    /** What the program says and ends with. */
    private record Verdict(int code, String said) {}

    private Verdict verify(List<String> log) throws Exception {
        return run(events(log));
    }

    private Verdict run(List<String> events) throws Exception {
        Path file = Files.write(folder.resolve("log.ndjson"), events);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes.toString(),
                        "VerifyBeds",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(process.waitFor(), said);
    }
}
