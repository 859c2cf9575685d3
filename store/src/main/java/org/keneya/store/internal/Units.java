// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.jspecify.annotations.Nullable;

/** UCUM units brought to one canonical unit per dimension, so that 1 g and 1000 mg are found by each other. */
public final class Units {
    static final String UCUM = "http://unitsofmeasure.org";
    private static final Map<String, Optional<Canonical>> KNOWN = new ConcurrentHashMap<>();
    private static final Optional<Canonical> NONE = Optional.empty();
    private static final int MOST_KNOWN = 20_000;
    private static final int LONGEST = 100;

    /** Units with a zero of their own, which the library does not convert. */
    private static final Map<String, Canonical> SPECIAL =
            Map.of("Cel", new Canonical("K", 1, 273.15), "[degF]", new Canonical("K", 5 / 9.0, 459.67 * 5 / 9.0));

    private Units() {}

    /** value in the canonical unit = value * factor + offset. */
    record Canonical(String code, double factor, double offset) {
        double of(BigDecimal value) {
            return value.doubleValue() * factor + offset;
        }
    }

    public static boolean isUnit(String code) {
        return code.length() <= LONGEST && (canonical(code) != null || Service.INSTANCE.validate(code) == null);
    }

    /** The canonical form of a UCUM code; null when the code is not UCUM. */
    static @Nullable Canonical canonical(String code) {
        Optional<Canonical> known = KNOWN.get(code);
        if (known == null) {
            known = compute(code);
            if (KNOWN.size() < MOST_KNOWN) {
                KNOWN.put(code, known);
            }
        }
        return known.orElse(null);
    }

    private static Optional<Canonical> compute(String code) {
        Canonical special = SPECIAL.get(code);
        if (special != null) {
            return Optional.of(special);
        }
        try {
            UcumEssenceService service = Service.INSTANCE;
            Pair zero = service.getCanonicalForm(new Pair(new Decimal("0"), code));
            Pair thousand = service.getCanonicalForm(new Pair(new Decimal("1000"), code));
            double offset = Double.parseDouble(zero.getValue().asDecimal());
            double factor = (Double.parseDouble(thousand.getValue().asDecimal()) - offset) / 1000;
            return Optional.of(new Canonical(thousand.getCode(), factor, offset));
        } catch (UcumException | RuntimeException notUcum) {
            return NONE;
        }
    }

    /** Reading the table of units takes a moment: done when the first quantity comes by. */
    private static final class Service {
        static final UcumEssenceService INSTANCE = load();

        private static UcumEssenceService load() {
            try (InputStream essence = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
                if (essence == null) {
                    throw new IllegalStateException("ucum-essence.xml is not on the class path");
                }
                return new UcumEssenceService(essence);
            } catch (java.io.IOException | UcumException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
    }
}
