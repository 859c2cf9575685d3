// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;

/**
 * Which search parameters a resource has values for, as one bit each in the column {@code present}: what {@code :missing}
 * asks. The bit of a parameter is its place among those of its type by number; R4 has at most 60 a type, and is frozen.
 */
final class Presence {
    private static final Map<String, Map<Integer, Long>> BITS = new ConcurrentHashMap<>();

    private Presence() {}

    static long bit(Field field) {
        if (field.isUnion()) {
            return field.halves().stream().mapToLong(Presence::bit).reduce(0, (a, b) -> a | b);
        }
        return BITS.computeIfAbsent(field.typeName(), Presence::bits).getOrDefault(field.number(), 0L);
    }

    /** Lets through every row that has a value; parameters a tenant has defined itself have no bit. */
    static Sql of(Field field) {
        long bit = bit(field);
        return bit == 0 ? Condition.ALWAYS.sql() : new Sql().add("(r.present & ?) <> 0", bit);
    }

    /** {@code name:missing=true|false}. */
    static Condition missing(Field field, boolean missing) {
        SearchParameter.Type type = field.parameter().type();
        Condition there;
        if (type == SearchParameter.Type.COMPOSITE || type == SearchParameter.Type.SPECIAL || bit(field) == 0) {
            there = new Condition(Condition.ALWAYS.sql(), false, (resource, _) -> {
                boolean[] found = {false};
                field.parameter().accessor().each(resource, (_, _) -> found[0] = true);
                return found[0];
            });
        } else {
            long bit = bit(field);
            there = Condition.exact(of(field), (_, row) -> (row.present & bit) != 0);
        }
        return missing ? there.not() : there;
    }

    private static Map<Integer, Long> bits(String type) {
        List<SearchParameter> parameters = new ArrayList<>(R4.definitions().searchParameters(type));
        parameters.sort(Comparator.comparingInt(SearchParameter::number));
        if (parameters.size() > Long.SIZE) {
            throw new IllegalStateException("more parameters than bits: " + type);
        }
        Map<Integer, Long> bits = new java.util.HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            bits.put(parameters.get(i).number(), 1L << i);
        }
        return Map.copyOf(bits);
    }
}
