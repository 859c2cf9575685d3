// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Requests to the bed service as bytes: emergencies where people are, for what hospitals have beds of. */
final class BedCalls {
    private static final double DEGREE_METRES = 111_195;
    private static final double SPREAD_METRES = 8_000;

    private final URI base;
    private final String token;
    private final List<double[]> places = new ArrayList<>();
    private final List<String> specialities = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    /** @param hospitals the answer of {@code GET /api/hospitals}: emergencies happen around them, by their beds */
    BedCalls(URI base, String token, String hospitals) {
        this.base = base;
        this.token = token;
        double sum = 0;
        for (Json.Obj hospital : JsonText.readObject(hospitals).objects("hospitals")) {
            double total = 0;
            for (Json.Obj one : hospital.objects("specialities")) {
                double beds = number(one, "total");
                total += beds;
                for (int i = 0; i < beds; i += 10) {
                    specialities.add(String.valueOf(one.string("code")));
                }
            }
            if (total > 0) {
                sum += total;
                places.add(new double[] {number(hospital, "latitude"), number(hospital, "longitude")});
                weights.add(sum);
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("the server has no hospital with beds");
        }
    }

    int hospitals() {
        return places.size();
    }

    static byte[] get(URI base, String token, String path) {
        return bytes(base, token, "GET", path, "", "");
    }

    /** An emergency near a hospital; mostly adults, three in a hundred need isolation, five equipment. */
    byte[] allocate(SplittableRandom random, String key) {
        double[] place = places.get(drawn(random));
        double latitude = place[0] + SPREAD_METRES / DEGREE_METRES * bell(random);
        double longitude = place[1] + SPREAD_METRES / DEGREE_METRES * 1.5 * bell(random);
        String speciality = specialities.get(random.nextInt(specialities.size()));
        StringBuilder body = new StringBuilder(200)
                .append("{\"speciality\":\"")
                .append(speciality)
                .append(String.format(Locale.ROOT, "\",\"latitude\":%.5f,\"longitude\":%.5f", latitude, longitude))
                .append(",\"priority\":")
                .append(1 + random.nextInt(5));
        age(speciality, random, body);
        body.append(random.nextBoolean() ? ",\"sex\":\"female\"" : ",\"sex\":\"male\"");
        if (random.nextInt(100) < 3) {
            body.append(",\"isolation\":\"contact\"");
        }
        return post("/api/allocations", key, body.append('}').toString());
    }

    /** A child where beds are children's, else an adult; a woman's age where women lie. */
    private static void age(String speciality, SplittableRandom random, StringBuilder body) {
        int age = switch (speciality) {
            case "171", "321", "420", "421" -> random.nextInt(16);
            case "711" -> 6 + random.nextInt(12);
            case "430", "715" -> 70 + random.nextInt(25);
            case "501" -> 18 + random.nextInt(25);
            default -> 18 + random.nextInt(75);
        };
        body.append(",\"age\":").append(age);
    }

    byte[] act(String allocation, String verb, String key, String body) {
        return post("/api/allocations/" + allocation + "/" + verb, key, body);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    /** The id an answer begins with. */
    static String id(String answer) {
        int from = answer.indexOf("\"id\":\"") + 6;
        return answer.substring(from, from + 36);
    }

    private byte[] post(String path, String key, String body) {
        return bytes(base, token, "POST", path, key, body);
    }

    private static byte[] bytes(URI base, String token, String method, String path, String key, String body) {
        StringBuilder text = new StringBuilder(1_200)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(base.getAuthority())
                .append("\r\nAccept: application/json\r\nAuthorization: Bearer ")
                .append(token)
                .append("\r\n");
        if (!key.isEmpty()) {
            text.append("Idempotency-Key: ").append(key).append("\r\n");
        }
        if (method.equals("POST")) {
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private int drawn(SplittableRandom random) {
        double wanted = random.nextDouble() * weights.getLast();
        int low = 0;
        int high = weights.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weights.get(middle) <= wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double bell(SplittableRandom random) {
        return random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
    }

    private static double number(Json.Obj object, String name) {
        return object.get(name) instanceof Json.Num number ? number.decimal().doubleValue() : 0;
    }
}
