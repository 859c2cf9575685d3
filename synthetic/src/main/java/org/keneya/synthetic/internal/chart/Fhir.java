// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.keneya.model.Json;

/** Builds FHIR R4 data types. Every call makes fresh objects, for who receives a resource may change it. */
public final class Fhir {
    static final String LOINC = "http://loinc.org";
    static final String SNOMED = "http://snomed.info/sct";
    static final String CIM_10 = "http://hl7.org/fhir/sid/icd-10";
    static final String CCAM = "urn:oid:1.2.250.1.213.2.5";
    static final String ATC = "http://www.whocc.no/atc";
    static final String UCUM = "http://unitsofmeasure.org";
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/";
    private static final ZoneRules PARIS = ZoneId.of("Europe/Paris").getRules();
    private static final long[] TEN = {1, 10, 100, 1000, 10_000};

    private Fhir() {}

    /** A resource with its id and the tag that says it is made up. */
    public static Json.Obj resource(String type, String id) {
        return new Json.Obj(16)
                .put("resourceType", type)
                .put("id", id)
                .put(
                        "meta",
                        new Json.Obj(2)
                                .put(
                                        "tag",
                                        list(new Json.Obj(2)
                                                .put("system", "https://keneya.org/fhir/CodeSystem/synthetic")
                                                .put("code", "synthetic"))));
    }

    public static Json.Arr list(Json... items) {
        return Json.Arr.of(items);
    }

    public static Json.Obj coding(String system, String code) {
        return new Json.Obj(2).put("system", system).put("code", code);
    }

    public static Json.Obj coding(String system, String code, String display) {
        return new Json.Obj(3).put("system", system).put("code", code).put("display", display);
    }

    /** A coding of one of HL7's own systems, by its last path part. */
    public static Json.Obj hl7(String system, String code) {
        return coding(HL7 + system, code);
    }

    public static Json.Obj concept(String text, Json... codings) {
        Json.Obj concept = new Json.Obj(2);
        if (codings.length > 0) {
            concept.put("coding", list(codings));
        }
        return concept.put("text", text);
    }

    /** A concept of one of HL7's systems, without text. */
    public static Json.Obj status(String system, String code) {
        return new Json.Obj(1).put("coding", list(hl7(system, code)));
    }

    public static Json.Obj text(String text) {
        return new Json.Obj(1).put("text", text);
    }

    public static Json.Obj reference(String target) {
        return new Json.Obj(2).put("reference", target);
    }

    public static Json.Obj reference(String target, String display) {
        return new Json.Obj(2).put("reference", target).put("display", display);
    }

    public static Json.Obj quantity(Json.Num value, String unit, String ucum) {
        Json.Obj quantity = new Json.Obj(4).put("value", value);
        quantity.put("unit", unit.isEmpty() ? ucum : unit);
        return quantity.put("system", UCUM).put("code", ucum);
    }

    public static Json.Obj quantity(double value, int decimals, String unit, String ucum) {
        return quantity(number(value, decimals), unit, ucum);
    }

    public static Json.Obj identifier(String system, String value) {
        return new Json.Obj(4).put("system", system).put("value", value);
    }

    public static Json.Obj period(LocalDateTime start, LocalDateTime end) {
        return new Json.Obj(2).put("start", instant(start)).put("end", instant(end));
    }

    public static Json.Num number(long value) {
        return new Json.Num(Long.toString(value));
    }

    /** Rounded half up to some decimals (4 at most), written with all of them. */
    public static Json.Num number(double value, int decimals) {
        long scaled = Math.round(value * TEN[decimals]);
        if (decimals == 0) {
            return number(scaled);
        }
        String digits = Long.toString(Math.abs(scaled));
        StringBuilder text = new StringBuilder(digits.length() + 3);
        if (scaled < 0) {
            text.append('-');
        }
        text.repeat('0', Math.max(0, decimals + 1 - digits.length())).append(digits);
        return new Json.Num(text.insert(text.length() - decimals, '.').toString());
    }

    /**
     * A moment with the offset of Paris, such as {@code 2026-03-12T08:30:00+01:00}. The hour that is left out in spring falls
     * together into its end, so that what is earlier is never written as later.
     */
    public static String instant(LocalDateTime local) {
        ZoneOffsetTransition change = local.getHour() == 2 ? PARIS.getTransition(local) : null;
        LocalDateTime at = change != null && change.isGap() ? change.getDateTimeAfter() : local;
        ZoneOffset offset = PARIS.getOffset(at);
        StringBuilder text = new StringBuilder(25).append(at.toLocalDate()).append('T');
        two(text, at.getHour()).append(':');
        two(text, at.getMinute()).append(':');
        return two(text, at.getSecond()).append(offset.getId()).toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return number < 10 ? text.append('0').append(number) : text.append(number);
    }
}
