// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.model.R4;

/**
 * What a request asks for, told from its method and address alone, so that also what was refused has a name.
 *
 * @param action {@code C}, {@code R}, {@code U}, {@code D} or {@code E}
 * @param what FHIR's code of the interaction (http://hl7.org/fhir/R4/valueset-restful-interaction.html), the operation with
 *     its dollar, or {@code api}
 * @param on {@code Type}, {@code Type/id}, or the address of another door without what could name anybody
 */
record Interaction(char action, String what, String on) {
    private static final Pattern OPERATION = Pattern.compile("\\$[a-z-]{1,40}");
    private static final Pattern WORD = Pattern.compile("[a-z-]{1,40}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,80}");
    private static final Set<String> HARMLESS = Set.of("capabilities", "/api/session");
    private static final Set<String> THINGS = Set.of("allocations", "hospitals", "beds");
    private static final int MOST_PARAMETERS = 50;
    private static final int LONGEST_ID = 64;

    static Interaction of(String method, String address) {
        List<String> path = segments(address);
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (path.isEmpty() || !path.getFirst().equals("fhir")) {
            return new Interaction(reads ? 'R' : 'E', "api", known(path));
        }
        List<String> rest = path.subList(1, path.size());
        String on = on(rest);
        String last = rest.isEmpty() ? "" : rest.getLast();
        if (last.startsWith("$") && OPERATION.matcher(last).matches()) {
            return new Interaction('E', last, on);
        }
        if (last.equals("metadata")) {
            return new Interaction('R', "capabilities", "");
        }
        if (last.equals("_search")) {
            return new Interaction('E', "search", on);
        }
        if (last.equals("_history")) {
            return new Interaction('R', "history", on);
        }
        return switch (method) {
            case "GET", "HEAD" ->
                switch (rest.size()) {
                    case 2 -> new Interaction('R', "read", on);
                    case 4 -> new Interaction('R', "vread", on);
                    default -> new Interaction('E', "search", on);
                };
            case "POST" ->
                rest.isEmpty() ? new Interaction('E', "transaction", "") : new Interaction('C', "create", on);
            case "PUT" -> new Interaction('U', "update", on);
            case "PATCH" -> new Interaction('U', "patch", on);
            case "DELETE" -> new Interaction('D', "delete", on);
            default -> new Interaction('E', "unknown", on);
        };
    }

    private static List<String> segments(String address) {
        List<String> segments = new ArrayList<>(6);
        int from = 0;
        while (from < address.length()) {
            int to = address.indexOf('/', from);
            to = to < 0 ? address.length() : to;
            if (to > from) {
                segments.add(address.substring(from, to));
            }
            from = to + 1;
        }
        return segments;
    }

    /** Names of the parameters, without their values: these may name a person or an illness. */
    static List<String> parameters(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.substring(0, pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('=')))
                .filter(name -> PARAMETER.matcher(name).matches())
                .distinct()
                .sorted()
                .limit(MOST_PARAMETERS)
                .toList();
    }

    /** Answers that tell nothing of anybody. */
    boolean isHarmless() {
        return HARMLESS.contains(what) || HARMLESS.contains(on);
    }

    private static String on(List<String> path) {
        if (path.isEmpty() || !R4.definitions().isResourceType(path.getFirst())) {
            return "";
        }
        boolean one = path.size() > 1 && isId(path.get(1));
        return one ? path.get(0) + "/" + path.get(1) : path.getFirst();
    }

    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_ID;
    }

    /** Words as they are; beds, hospitals and allocations by their ids, which name nobody; anything else left out. */
    private static String known(List<String> path) {
        StringBuilder address = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            String part = path.get(i);
            boolean thing = i == 2 && THINGS.contains(path.get(1)) && isId(part);
            address.append('/').append(thing || WORD.matcher(part).matches() ? part : "…");
        }
        return address.toString();
    }
}
