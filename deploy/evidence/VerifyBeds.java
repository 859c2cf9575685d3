// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Replays the log of the beds and holds every decision against the rules. Needs a JDK (17 or later) and nothing else, least of all
 * the program that decided:
 *
 * <pre>java VerifyBeds.java FILE                 lines of CloudEvents, "-" for standard input
 * java VerifyBeds.java URL                  a running server's /api/beds/events; the token stands in KENEYA_TOKEN</pre>
 *
 * What is proved, of every event from the first: the sequence has no gap and no id comes twice; a bed is held only while it is free,
 * so that none is given twice; it serves the speciality, age, sex, isolation and equipment asked for, in a hospital that is open to
 * such an emergency, was not excluded, and is the one wanted if one was; no other hospital that had a fitting free bed ranks before
 * it (distances by the haversine formula, travel times of roads where the log has them, the policy's penalty and its reserve for
 * children); times and distances told are those; what ends or changes an allocation fits how it stood; a hold ends, or its time is
 * not over; replaced allocations and those that replace them name each other.
 *
 * <p>Not to be seen in a log: that somebody was told there is no bed. Ends with 0 when all holds, 1 at the first fault, which is
 * named with its sequence, 2 when the log cannot be read.
 */
public class VerifyBeds {
    /** Seconds a hold may be over before somebody must have ended it. */
    static final long PATIENCE = 10;

    static final double EARTH_RADIUS = 6_371_008.8;
    static final String PREFIX = "org.keneya.beds.";
    static final int PAGE = 10_000;

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: java VerifyBeds.java FILE|-|URL");
            System.exit(2);
        }
        VerifyBeds log = new VerifyBeds();
        long start = System.nanoTime();
        try {
            if (arguments[0].startsWith("http://") || arguments[0].startsWith("https://")) {
                log.server(arguments[0], System.getenv("KENEYA_TOKEN"));
            } else {
                try (InputStream in = arguments[0].equals("-") ? System.in : new FileInputStream(arguments[0])) {
                    log.lines(in);
                }
            }
            log.end();
        } catch (Fault fault) {
            System.out.println("NOT SOUND: sequence " + log.sequence + ": " + fault.getMessage());
            System.exit(1);
        } catch (IOException | InterruptedException | Unreadable unreadable) {
            System.err.println("UNREADABLE after sequence " + log.sequence + ": " + unreadable.getMessage());
            System.exit(2);
        } catch (RuntimeException garbled) {
            System.out.println("NOT SOUND: sequence " + log.sequence + ": a part is missing or garbled (" + garbled + ")");
            System.exit(1);
        }
        log.report((System.nanoTime() - start) / 1e9);
    }

    static class Fault extends RuntimeException {
        Fault(String why) {
            super(why);
        }
    }

    static class Unreadable extends RuntimeException {
        Unreadable(String why) {
            super(why);
        }
    }

    static void require(boolean holds, Supplier<String> fault) {
        if (!holds) {
            throw new Fault(fault.get());
        }
    }

    // ---- what the log says there is

    static class Hospital {
        String id;
        double latitude;
        double longitude;
        double cosine;
        String diversion;
        /** Beds by what they have in common. */
        final Map<Traits, Group> groups = new LinkedHashMap<>();
        final Map<String, List<Group>> bySpeciality = new HashMap<>();
    }

    record Traits(Set<String> specialities, long equipment, int isolation, String sex, double youngest, double oldest) {}

    static class Group {
        final Traits traits;
        int free;
        int open;

        Group(Traits traits) {
            this.traits = traits;
        }
    }

    static class Bed {
        Hospital hospital;
        Group group;
        String state;
        /** The live allocation, or null. */
        Allocation allocation;
    }

    static class Allocation {
        String id;
        String bed;
        String status = "held";
        Instant expires;
        long sequence;
        String replaces;
        String replacedBy;
    }

    record Policy(int version, int weight, int percent, int adultFrom, int reserve, int critical, double road, double speed) {
        long seconds(double metres) {
            return Math.round(metres * road / speed);
        }
    }

    /** Hospitals of one speciality from south to north, so that those too far north or south need no look. */
    static class Belt {
        Hospital[] hospitals;
        double[] latitudes;
    }

    final Map<String, Hospital> hospitals = new TreeMap<>();
    final Map<String, Bed> beds = new HashMap<>();
    final Map<String, Allocation> live = new HashMap<>();
    final Map<String, Belt> belts = new HashMap<>();
    final Map<String, Integer> equipmentBits = new HashMap<>();
    /** Allocations that say they were replaced, by the one said to come. */
    final Map<String, Allocation> expected = new HashMap<>();
    final Ids ids = new Ids();
    Policy policy = new Policy(1, 0, 0, 16, 1, 2, 1.3, 14);
    final Map<String, Long> counts = new TreeMap<>();
    long sequence;
    Instant now = Instant.EPOCH;
    long compared;

    // ---- reading

    void lines(InputStream raw) throws IOException {
        try (InputStream in = new BufferedInputStream(raw, 1 << 20)) {
            byte[] line = new byte[1 << 16];
            int length = 0;
            byte[] block = new byte[1 << 18];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                int from = 0;
                for (int i = 0; i < read; i++) {
                    if (block[i] == '\n') {
                        line = room(line, length + i - from);
                        System.arraycopy(block, from, line, length, i - from);
                        line(line, length + i - from);
                        length = 0;
                        from = i + 1;
                    }
                }
                line = room(line, length + read - from);
                System.arraycopy(block, from, line, length, read - from);
                length += read - from;
            }
            line(line, length);
        }
    }

    static byte[] room(byte[] bytes, int length) {
        return bytes.length >= length ? bytes : Arrays.copyOf(bytes, Math.max(length, bytes.length * 2));
    }

    void server(String url, String token) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        while (true) {
            long before = sequence;
            String page = url + (url.contains("?") ? "&" : "?") + "after=" + sequence + "&limit=" + PAGE;
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page)).header("Accept", "application/x-ndjson");
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IOException("the server answers with HTTP " + response.statusCode());
            }
            lines(response.body());
            if (sequence == before) {
                return;
            }
        }
    }

    void line(byte[] bytes, int length) {
        if (length == 0 || length == 1 && bytes[0] == '\r') {
            return;
        }
        Map<String, Object> event;
        try {
            event = object(new Text(bytes, length).value());
        } catch (RuntimeException broken) {
            throw new Fault("the next line is no JSON object (" + broken.getMessage() + ")");
        }
        long number = Long.parseLong(String.valueOf(event.get("sequence")));
        long wanted = sequence + 1;
        if (number < wanted) {
            throw new Fault("sequence " + number + " comes again or late");
        }
        require(number == wanted, () -> "sequence " + wanted + " is missing, " + number + " follows");
        sequence = number;
        String id = text(event, "id");
        require(ids.add(id), () -> "the event id " + id + " was seen before");
        String type = text(event, "type");
        require(type.startsWith(PREFIX) && type.endsWith(".v1"), () -> "type " + type + " is not known");
        Instant time = Instant.parse(text(event, "time"));
        Instant before = now;
        require(!time.isBefore(before), () -> "time " + time + " lies before the last event's, " + before);
        now = time;
        String name = type.substring(PREFIX.length(), type.length() - 3);
        Map<String, Object> data = object(event.get("data"));
        counts.merge(name, 1L, Long::sum);
        switch (name) {
            case "hospital.registered" -> registered(data);
            case "hospital.diversion" -> hospital(text(data, "hospital")).diversion = text(data, "diversion");
            case "policy.changed" -> policy = policy(object(data.get("policy")));
            case "bed.state" -> state(data);
            case "bed.held" -> held(data);
            case "bed.extended" -> extended(data);
            case "bed.confirmed" -> ends(data, "confirmed", "held");
            case "bed.cancelled" -> ends(data, "cancelled", "held");
            case "bed.expired" -> expired(data);
            case "bed.refused" -> ends(data, "refused", "held");
            case "bed.released" -> ends(data, "released", "confirmed");
            case "bed.transferred" -> ends(data, "transferred", "held", "confirmed");
            default -> throw new Fault("type " + type + " is not known");
        }
    }

    // ---- hospitals and beds

    void registered(Map<String, Object> data) {
        Map<String, Object> about = object(data.get("hospital"));
        Hospital hospital = hospitals.computeIfAbsent(text(about, "id"), id -> {
            Hospital made = new Hospital();
            made.id = id;
            return made;
        });
        hospital.latitude = number(about.get("latitude"));
        hospital.longitude = number(about.get("longitude"));
        hospital.cosine = Math.cos(Math.toRadians(hospital.latitude));
        hospital.diversion = text(about, "diversion");
        for (Object each : (List<?>) data.get("beds")) {
            bed(hospital, object(each));
        }
        belts.clear();
    }

    void bed(Hospital hospital, Map<String, Object> about) {
        String id = text(about, "id");
        Traits traits = new Traits(
                Set.copyOf(texts(about.get("specialities"))),
                bits(texts(about.get("equipment"))),
                isolation(text(about, "isolation")),
                (String) about.get("sex"),
                number(about.get("youngest")),
                number(about.get("oldest")));
        String state = text(about, "state");
        Bed bed = beds.get(id);
        if (bed == null) {
            bed = new Bed();
            beds.put(id, bed);
            require(!state.equals("held"), () -> "the new bed " + id + " is held by nobody");
        } else {
            Bed known = bed;
            require(known.hospital == hospital, () -> "the bed " + id + " was another hospital's");
            require(
                    known.allocation == null || known.state.equals(state),
                    () -> "the bed " + id + " is allocated, and the registration changes its state");
            require(known.allocation != null || !state.equals("held"), () -> "the bed " + id + " is held by nobody");
            count(bed.group, bed.state, -1);
        }
        bed.hospital = hospital;
        bed.state = state;
        bed.group = hospital.groups.computeIfAbsent(traits, made -> {
            Group group = new Group(made);
            made.specialities.forEach(
                    code -> hospital.bySpeciality.computeIfAbsent(code, x -> new ArrayList<>()).add(group));
            return group;
        });
        count(bed.group, state, 1);
    }

    void state(Map<String, Object> data) {
        Bed bed = bed(data);
        String from = text(data, "from");
        String to = text(data, "to");
        require(bed.state.equals(from), () -> "the bed " + data.get("bed") + " is said to leave " + from + " and was " + bed.state);
        require(bed.allocation == null, () -> "the bed " + data.get("bed") + " is allocated, and its state is changed by hand");
        require(!to.equals("held"), () -> "the bed " + data.get("bed") + " becomes held without an allocation");
        become(bed, to);
    }

    void become(Bed bed, String state) {
        count(bed.group, bed.state, -1);
        bed.state = state;
        count(bed.group, state, 1);
    }

    static void count(Group group, String state, int change) {
        group.free += state.equals("free") ? change : 0;
        group.open += state.equals("closed") ? 0 : change;
    }

    Hospital hospital(String id) {
        Hospital hospital = hospitals.get(id);
        require(hospital != null, () -> "the hospital " + id + " is not known");
        return hospital;
    }

    Bed bed(Map<String, Object> data) {
        String id = text(data, "bed");
        Bed bed = beds.get(id);
        require(bed != null, () -> "the bed " + id + " is not known");
        require(bed.hospital.id.equals(data.get("hospital")), () -> "the bed " + id + " is not in " + data.get("hospital"));
        return bed;
    }

    // ---- allocations

    void held(Map<String, Object> data) {
        Allocation made = new Allocation();
        made.id = text(data, "allocation");
        made.bed = text(data, "bed");
        made.expires = Instant.parse(text(data, "expiresAt"));
        made.sequence = sequence;
        made.replaces = (String) data.get("replaces");
        require(ids.add("allocation " + made.id), () -> "the allocation " + made.id + " is made a second time");
        Bed bed = bed(data);
        require(
                bed.allocation == null,
                () -> "the bed " + made.bed + " is given twice: to " + made.id + " while " + bed.allocation.id
                        + " has it since sequence " + bed.allocation.sequence);
        require(bed.state.equals("free"), () -> "the bed " + made.bed + " is held and was " + bed.state);
        require(made.expires.isAfter(now), () -> "the hold " + made.id + " is over before it begins");
        if (made.replaces != null) {
            Allocation old = expected.remove(made.id);
            require(
                    old != null && old.id.equals(made.replaces),
                    () -> "the allocation " + made.id + " replaces " + made.replaces + ", which does not name it");
        } else {
            require(!expected.containsKey(made.id), () -> "the allocation " + made.id + " does not say what it replaces");
        }
        decision(data, bed);
        become(bed, "held");
        bed.allocation = made;
        live.put(made.id, made);
    }

    Allocation allocation(Map<String, Object> data, String... from) {
        String id = text(data, "allocation");
        Allocation allocation = live.get(id);
        require(allocation != null, () -> "the allocation " + id + " is not live");
        require(
                Arrays.asList(from).contains(allocation.status),
                () -> "the allocation " + id + " is " + allocation.status + ", not " + String.join(" or ", from));
        require(allocation.bed.equals(data.get("bed")), () -> "the allocation " + id + " has the bed " + allocation.bed);
        return allocation;
    }

    void extended(Map<String, Object> data) {
        Allocation allocation = allocation(data, "held");
        allocation.expires = Instant.parse(text(data, "expiresAt"));
        require(allocation.expires.isAfter(now), () -> "the allocation " + allocation.id + " is extended into the past");
    }

    void expired(Map<String, Object> data) {
        Allocation allocation = allocation(data, "held");
        require(
                !allocation.expires.isAfter(now),
                () -> "the allocation " + allocation.id + " expires before its time, " + allocation.expires);
        ends(data, "expired", "held");
    }

    void ends(Map<String, Object> data, String status, String... from) {
        Allocation allocation = allocation(data, from);
        Bed bed = bed(data);
        String state = text(data, "bedState");
        String left = allocation.status;
        boolean right = switch (status) {
            case "confirmed" -> state.equals("occupied");
            case "released" -> state.equals("free") || state.equals("cleaning");
            case "transferred" -> state.equals("free") || state.equals("cleaning") && left.equals("confirmed");
            default -> state.equals("free");
        };
        require(right, () -> "the bed " + allocation.bed + " cannot be " + state + " after it was " + status);
        if (!status.equals("expired") && left.equals("held")) {
            require(
                    !allocation.expires.plusSeconds(PATIENCE).isBefore(now),
                    () -> "the allocation " + allocation.id + " was over at " + allocation.expires + " and is " + status + " at " + now);
        }
        become(bed, state);
        allocation.status = status;
        if (!status.equals("confirmed")) {
            bed.allocation = null;
            live.remove(allocation.id);
            allocation.replacedBy = (String) data.get("replacedBy");
            if (allocation.replacedBy != null) {
                expected.put(allocation.replacedBy, allocation);
            }
            require(
                    allocation.replacedBy == null || status.equals("refused") || status.equals("transferred"),
                    () -> "an allocation that is " + status + " is not replaced");
        }
    }

    // ---- the decision

    /** An emergency as it was decided on. */
    record Asked(
            String speciality,
            double latitude,
            double longitude,
            double cosine,
            Double age,
            String sex,
            int isolation,
            long equipment,
            int priority,
            String hospital,
            Set<String> excluded) {}

    void decision(Map<String, Object> data, Bed bed) {
        require(
                number(data.get("policy")) == policy.version,
                () -> "decided by policy version " + data.get("policy") + ", in force is " + policy.version);
        Asked asked = asked(object(data.get("emergency")));
        Map<String, Object> roads = data.get("travel") == null ? Map.of() : object(data.get("travel"));
        Hospital chosen = bed.hospital;
        String id = text(data, "bed");
        require(bed.group.traits.specialities.contains(asked.speciality), () -> "the bed " + id + " does not serve " + asked.speciality);
        require(
                asked.age == null || asked.age >= bed.group.traits.youngest && asked.age <= bed.group.traits.oldest,
                () -> "the bed " + id + " is not for the age of " + asked.age);
        require(
                bed.group.traits.sex == null || bed.group.traits.sex.equals(asked.sex),
                () -> "the bed " + id + " is not for that sex");
        require(bed.group.traits.isolation >= asked.isolation, () -> "the bed " + id + " does not isolate as needed");
        require((asked.equipment & ~bed.group.traits.equipment) == 0, () -> "the bed " + id + " lacks equipment");
        require(admits(chosen, asked), () -> "the hospital " + chosen.id + " is " + chosen.diversion);
        require(!asked.excluded.contains(chosen.id), () -> "the hospital " + chosen.id + " was excluded");
        require(asked.hospital == null || asked.hospital.equals(chosen.id), () -> "the hospital wanted was " + asked.hospital);
        require(!isReserved(chosen, bed.group, asked), () -> "the bed " + id + " had to stay free for children");
        double metres = metres(asked, chosen);
        boolean road = roads.containsKey(chosen.id);
        long seconds = road ? (long) number(roads.get(chosen.id)) : policy.seconds(metres);
        require(
                text(data, "travelKind").equals(road ? "road" : "great-circle"),
                () -> "the travel time is said to be of kind " + data.get("travelKind"));
        require(
                Math.abs(number(data.get("distanceMetres")) - metres) <= 1,
                () -> "the distance told is %s m, and is %.0f m".formatted(data.get("distanceMetres"), metres));
        require(
                Math.abs(number(data.get("travelSeconds")) - seconds) <= (road ? 0 : 1),
                () -> "the travel time told is %s s, and is %d s".formatted(data.get("travelSeconds"), seconds));
        if (asked.hospital == null) {
            nobodyBefore(asked, chosen, metres, seconds, road, roads);
        }
    }

    /** Looks for a hospital with a fitting free bed that ranks before the chosen one. */
    void nobodyBefore(Asked asked, Hospital chosen, double metres, long seconds, boolean road, Map<String, Object> roads) {
        long score = seconds + penalty(chosen, asked.speciality);
        for (Map.Entry<String, Object> each : roads.entrySet()) {
            Hospital other = hospitals.get(each.getKey());
            if (other == null || other == chosen) {
                continue;
            }
            compared++;
            long others = (long) number(each.getValue()) + penalty(other, asked.speciality);
            if (fits(other, asked)) {
                require(road, () -> "the hospital " + other.id + " has a free bed and a known road, " + chosen.id + " has no known road");
                double farther = metres(asked, other);
                before(chosen, score, metres, score, other, others, farther, others);
            }
        }
        if (road) {
            return; // known roads come before estimates
        }
        double reach = (score + 1) * policy.speed / policy.road;
        double degrees = Math.toDegrees(reach / EARTH_RADIUS) + 1e-6;
        Belt belt = belts.computeIfAbsent(asked.speciality, this::belt);
        int at = Arrays.binarySearch(belt.latitudes, asked.latitude - degrees);
        for (int i = at < 0 ? -at - 1 : 0; i < belt.hospitals.length && belt.latitudes[i] <= asked.latitude + degrees; i++) {
            Hospital other = belt.hospitals[i];
            if (other == chosen || roads.containsKey(other.id) || !hasFree(other, asked.speciality)) {
                continue;
            }
            compared++;
            double distance = metres(asked, other);
            long others = policy.seconds(distance) + penalty(other, asked.speciality);
            if (others <= score && fits(other, asked)) {
                double exact = distance * policy.road / policy.speed + penalty(other, asked.speciality);
                double exactChosen = metres * policy.road / policy.speed + penalty(chosen, asked.speciality);
                before(chosen, score, metres, exactChosen, other, others, distance, exact);
            }
        }
    }

    /** Times are whole seconds; one that lies on the edge between two may be rounded either way. */
    static void before(
            Hospital chosen,
            long score,
            double metres,
            double exact,
            Hospital other,
            long others,
            double distance,
            double othersExact) {
        boolean better = others < score
                ? exact - othersExact > 1e-6
                : others == score && (distance < metres - 0.01 || distance == metres && other.id.compareTo(chosen.id) < 0);
        require(
                !better,
                () -> "the hospital %s was skipped: it has a fitting free bed at %.0f m (score %d), given was %s at %.0f m (score %d)"
                        .formatted(other.id, distance, others, chosen.id, metres, score));
    }

    Belt belt(String speciality) {
        List<Hospital> serving = new ArrayList<>();
        for (Hospital hospital : hospitals.values()) {
            if (hospital.bySpeciality.containsKey(speciality)) {
                serving.add(hospital);
            }
        }
        serving.sort((a, b) -> Double.compare(a.latitude, b.latitude));
        Belt belt = new Belt();
        belt.hospitals = serving.toArray(new Hospital[0]);
        belt.latitudes = serving.stream().mapToDouble(one -> one.latitude).toArray();
        return belt;
    }

    static boolean hasFree(Hospital hospital, String speciality) {
        for (Group group : hospital.bySpeciality.get(speciality)) {
            if (group.free > 0) {
                return true;
            }
        }
        return false;
    }

    boolean fits(Hospital hospital, Asked asked) {
        if (!admits(hospital, asked) || asked.excluded.contains(hospital.id)) {
            return false;
        }
        for (Group group : hospital.bySpeciality.getOrDefault(asked.speciality, List.of())) {
            Traits traits = group.traits;
            if (group.free > 0
                    && (asked.age == null || asked.age >= traits.youngest && asked.age <= traits.oldest)
                    && (traits.sex == null || traits.sex.equals(asked.sex))
                    && traits.isolation >= asked.isolation
                    && (asked.equipment & ~traits.equipment) == 0
                    && !isReserved(hospital, group, asked)) {
                return true;
            }
        }
        return false;
    }

    boolean admits(Hospital hospital, Asked asked) {
        return hospital.diversion.equals("open")
                || hospital.diversion.equals("critical") && asked.priority <= policy.critical;
    }

    /** Seconds a hospital counts as farther, the fuller it is of the speciality. */
    long penalty(Hospital hospital, String speciality) {
        if (policy.weight == 0) {
            return 0;
        }
        int open = 0;
        int free = 0;
        for (Group group : hospital.bySpeciality.getOrDefault(speciality, List.of())) {
            open += group.open;
            free += group.free;
        }
        return open == 0 ? 0 : (long) policy.weight * (open - free + 1) / open;
    }

    /** Whether the last beds children could have are kept from somebody who is none. */
    boolean isReserved(Hospital hospital, Group group, Asked asked) {
        boolean child = asked.age != null && asked.age < policy.adultFrom;
        if (policy.percent == 0
                || child
                || asked.priority <= policy.reserve
                || group.traits.youngest >= policy.adultFrom
                || group.traits.oldest < policy.adultFrom) {
            return false;
        }
        int open = 0;
        int free = 0;
        for (Group other : hospital.groups.values()) {
            if (other.traits.youngest < policy.adultFrom) {
                open += other.open;
                free += other.free;
            }
        }
        return free - 1 < Math.ceilDiv(open * policy.percent, 100);
    }

    /** Haversine on a sphere of the Earth's mean radius. */
    static double metres(Asked from, Hospital to) {
        double north = Math.sin(Math.toRadians(to.latitude - from.latitude) / 2);
        double east = Math.sin(Math.toRadians(to.longitude - from.longitude) / 2);
        double a = north * north + from.cosine * to.cosine * east * east;
        return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    Asked asked(Map<String, Object> data) {
        Double age = data.get("age") == null ? null : number(data.get("age"));
        return new Asked(
                text(data, "speciality"),
                number(data.get("latitude")),
                number(data.get("longitude")),
                Math.cos(Math.toRadians(number(data.get("latitude")))),
                age == null || age < 1 ? age : Double.valueOf(Math.floor(age)),
                (String) data.get("sex"),
                isolation(text(data, "isolation")),
                bits(texts(data.get("equipment"))),
                (int) number(data.get("priority")),
                (String) data.get("hospital"),
                data.get("excluded") == null ? Set.of() : Set.copyOf(texts(data.get("excluded"))));
    }

    static Policy policy(Map<String, Object> data) {
        return new Policy(
                (int) number(data.get("version")),
                (int) number(data.get("saturationWeight")),
                (int) number(data.get("paediatricPercent")),
                (int) number(data.get("adultFrom")),
                (int) number(data.get("reservePriority")),
                (int) number(data.get("criticalPriority")),
                number(data.get("roadFactor")),
                number(data.get("speed")));
    }

    static int isolation(String word) {
        int step = List.of("none", "contact", "droplet", "airborne").indexOf(word);
        require(step >= 0, () -> "the isolation " + word + " is not known");
        return step;
    }

    long bits(List<String> codes) {
        long bits = 0;
        for (String code : codes) {
            int bit = equipmentBits.computeIfAbsent(code, x -> equipmentBits.size());
            require(bit < 64, () -> "there are more than 64 kinds of equipment");
            bits |= 1L << bit;
        }
        return bits;
    }

    // ---- the end

    void end() {
        require(sequence > 0, () -> "the log is empty");
        for (Map.Entry<String, Allocation> each : expected.entrySet()) {
            throw new Fault("the allocation " + each.getValue().id + " is replaced by " + each.getKey() + ", which never comes");
        }
        for (Allocation one : live.values()) {
            require(
                    !one.status.equals("held") || !one.expires.plusSeconds(PATIENCE).isBefore(now),
                    () -> "the hold " + one.id + " of sequence " + one.sequence + " was over at " + one.expires + " and nobody ended it until " + now);
        }
    }

    void report(double seconds) {
        long held = live.values().stream().filter(one -> one.status.equals("held")).count();
        System.out.println(sequence + " events hold, of " + hospitals.size() + " hospitals and " + beds.size() + " beds, up to " + now + ".");
        counts.forEach((name, count) -> System.out.println("  " + name + " " + count));
        System.out.println(held + " holds are open and in time, " + (live.size() - held) + " beds are taken; "
                + compared + " other hospitals were compared.");
        System.out.printf(java.util.Locale.ROOT, "%.1f s%n", seconds);
        System.out.println("SOUND");
    }

    /** Texts seen so far: two halves of a digest each, which leaves no room for a chance meeting. */
    static class Ids {
        private long[] table = new long[1 << 16];
        private int size;

        boolean add(String id) {
            if (size * 4 > table.length) {
                long[] old = table;
                table = new long[old.length * 2];
                size = 0;
                for (int i = 0; i < old.length; i += 2) {
                    if (old[i] != 0) {
                        add(old[i], old[i + 1]);
                    }
                }
            }
            long first = 1469598103934665603L;
            long second = 0x9E3779B97F4A7C15L;
            for (int i = 0; i < id.length(); i++) {
                first = (first ^ id.charAt(i)) * 1099511628211L;
                second = mixed(second + id.charAt(i) + 1);
            }
            return add(mixed(first) | 1, second);
        }

        private boolean add(long first, long second) {
            int mask = table.length / 2 - 1;
            for (int at = (int) (first >>> 33) & mask; ; at = at + 1 & mask) {
                if (table[2 * at] == 0) {
                    table[2 * at] = first;
                    table[2 * at + 1] = second;
                    size++;
                    return true;
                }
                if (table[2 * at] == first && table[2 * at + 1] == second) {
                    return false;
                }
            }
        }

        private static long mixed(long bits) {
            long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }
    }

    // ---- JSON

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        require(value instanceof Map, () -> "an object is missing");
        return (Map<String, Object>) value;
    }

    static String text(Map<String, Object> object, String name) {
        require(object.get(name) instanceof String, () -> name + " is missing");
        return (String) object.get(name);
    }

    static double number(Object value) {
        require(value instanceof Double, () -> "a number is missing");
        return (Double) value;
    }

    static List<String> texts(Object value) {
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        ((List<?>) value).forEach(one -> texts.add((String) one));
        return texts;
    }

    /** RFC 8259, as much as there is of it. */
    static class Text {
        private static final Map<Long, String> NAMES = new HashMap<>();
        private final byte[] bytes;
        private final int length;
        private int at;

        Text(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        /** The whole text. */
        Object value() {
            Object value = any();
            skip();
            if (at != length) {
                throw new Unreadable("something follows at " + at);
            }
            return value;
        }

        private Object any() {
            skip();
            int first = at < length ? bytes[at] : -1;
            return switch (first) {
                case '{' -> members();
                case '[' -> items();
                case '"' -> string(false);
                case 't' -> word("true", Boolean.TRUE);
                case 'f' -> word("false", Boolean.FALSE);
                case 'n' -> word("null", null);
                default -> decimal();
            };
        }

        private Map<String, Object> members() {
            Map<String, Object> members = new HashMap<>();
            at++;
            skip();
            if (taken('}')) {
                return members;
            }
            do {
                skip();
                String name = string(true);
                skip();
                expect(':');
                members.put(name, any());
                skip();
            } while (taken(','));
            expect('}');
            return members;
        }

        private List<Object> items() {
            List<Object> items = new ArrayList<>();
            at++;
            skip();
            if (taken(']')) {
                return items;
            }
            do {
                items.add(any());
                skip();
            } while (taken(','));
            expect(']');
            return items;
        }

        private String string(boolean name) {
            expect('"');
            int from = at;
            boolean plain = true;
            long hash = 1;
            while (at < length && bytes[at] != '"') {
                if (bytes[at] == '\\') {
                    plain = false;
                    at++;
                }
                hash = hash * 1099511628211L + bytes[at];
                at++;
            }
            if (at >= length) {
                throw new Unreadable("a text does not end");
            }
            int end = at++;
            if (!plain) {
                return unescaped(new String(bytes, from, end - from, StandardCharsets.UTF_8));
            }
            if (name) {
                String known = NAMES.get(hash);
                String text = known != null && known.length() == end - from ? known : null;
                if (text == null) {
                    text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
                    if (NAMES.size() < 100) {
                        NAMES.put(hash, text);
                    }
                }
                return text;
            }
            return new String(bytes, from, end - from, StandardCharsets.UTF_8);
        }

        private static String unescaped(String text) {
            StringBuilder out = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char one = text.charAt(i);
                if (one != '\\') {
                    out.append(one);
                    continue;
                }
                char escaped = text.charAt(++i);
                switch (escaped) {
                    case 'b' -> out.append('\b');
                    case 'f' -> out.append('\f');
                    case 'n' -> out.append('\n');
                    case 'r' -> out.append('\r');
                    case 't' -> out.append('\t');
                    case 'u' -> {
                        out.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                        i += 4;
                    }
                    default -> out.append(escaped);
                }
            }
            return out.toString();
        }

        private Object decimal() {
            int from = at;
            while (at < length && "+-.eE0123456789".indexOf(bytes[at]) >= 0) {
                at++;
            }
            if (from == at) {
                throw new Unreadable("a value is missing at " + at);
            }
            return Double.valueOf(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1));
        }

        private Object word(String word, Object value) {
            for (int i = 0; i < word.length(); i++) {
                expect(word.charAt(i));
            }
            return value;
        }

        private void skip() {
            while (at < length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
                at++;
            }
        }

        private boolean taken(char one) {
            boolean there = at < length && bytes[at] == one;
            at += there ? 1 : 0;
            return there;
        }

        private void expect(char one) {
            if (!taken(one)) {
                throw new Unreadable("'" + one + "' is missing at " + at);
            }
        }
    }
}
