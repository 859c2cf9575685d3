// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** Writes Observations: vital signs, measures of the body, results. */
final class Measures {
    private static final Analyte[] PRESSURE = {Analyte.SYSTOLIC, Analyte.DIASTOLIC};

    private Measures() {}

    /** One Observation with two components, as the FHIR vital signs profile asks. */
    static void pressure(Chart chart, Visit visit, LocalDateTime at) {
        Json.Obj observation = begin(chart, visit, at, "vital-signs");
        observation.put("code", Fhir.concept("Pression artérielle", Fhir.coding(Fhir.LOINC, "85354-9")));
        chart.add(observation);
        chart.later(at, () -> {
            double systolic = chart.body().value(Analyte.SYSTOLIC, at.toLocalDate());
            double diastolic = chart.body().value(Analyte.DIASTOLIC, at.toLocalDate());
            double[] values = {systolic, Math.min(diastolic, systolic - 15)};
            Json.Arr components = new Json.Arr();
            for (int i = 0; i < PRESSURE.length; i++) {
                Json.Obj component = new Json.Obj(4).put("code", code(PRESSURE[i]));
                result(component, PRESSURE[i], values[i], chart, at);
                components.add(component);
            }
            observation.put("component", components);
        });
    }

    static void build(Chart chart, Visit visit, LocalDateTime at) {
        if (!visit.has(at)) {
            return;
        }
        Json.Obj weight = observation(chart, visit, at, Analyte.WEIGHT);
        Json.Obj height = observation(chart, visit, at, Analyte.HEIGHT);
        boolean small = chart.person().yearsAt(at.toLocalDate()) < 2;
        Json.Obj index = small ? null : observation(chart, visit, at, Analyte.BMI);
        chart.later(at, () -> {
            double centimetres = Math.round(chart.body().value(Analyte.HEIGHT, at.toLocalDate()));
            double kilos = Math.round(chart.body().value(Analyte.WEIGHT, at.toLocalDate()) * 10) / 10.0;
            result(weight, Analyte.WEIGHT, kilos, chart, at);
            result(height, Analyte.HEIGHT, centimetres, chart, at);
            if (index != null) {
                result(index, Analyte.BMI, kilos / (centimetres * centimetres / 10_000), chart, at);
            }
        });
    }

    /** A measure read from the body once the record is complete. */
    static void measure(Chart chart, Visit visit, LocalDateTime at, Analyte analyte) {
        Json.Obj observation = observation(chart, visit, at, analyte);
        chart.later(at, () -> result(observation, analyte, chart.body().value(analyte, at.toLocalDate()), chart, at));
    }

    /** A measure of a given value. */
    static void measure(Chart chart, Visit visit, LocalDateTime at, Analyte analyte, double value) {
        result(observation(chart, visit, at, analyte), analyte, value, chart, at);
    }

    private static Json.Obj observation(Chart chart, Visit visit, LocalDateTime at, Analyte analyte) {
        String category = analyte.isVital() ? "vital-signs" : analyte.isLaboratory() ? "laboratory" : "exam";
        Json.Obj observation = begin(chart, visit, at, category).put("code", code(analyte));
        chart.add(observation);
        return observation;
    }

    /**
     * The results of one panel: ordered, sampled, given out later.
     *
     * @return references to the Observations
     */
    static Json.Arr results(
            Chart chart, Visit visit, LocalDateTime sample, LocalDateTime issued, String order, Panel panel) {
        Json.Arr references = new Json.Arr();
        Map<Analyte, Json.Obj> observations = new EnumMap<>(Analyte.class);
        for (Analyte analyte : panel.analytes()) {
            if (analyte == Analyte.EGFR && chart.person().yearsAt(sample.toLocalDate()) < 18) {
                continue;
            }
            String id = chart.newId();
            Json.Obj observation = Fhir.resource("Observation", id);
            observation.put("basedOn", Fhir.list(Fhir.reference(order)));
            observation.put("status", "final");
            observation.put("category", Fhir.list(Fhir.status("observation-category", "laboratory")));
            observation.put("code", code(analyte));
            observation.put("subject", chart.subject()).put("encounter", Fhir.reference(visit.reference()));
            observation.put("effectiveDateTime", Fhir.instant(sample)).put("issued", Fhir.instant(issued));
            observation.put("performer", Fhir.list(Fhir.reference(Unit.LAB.organization(), Unit.LAB.label())));
            chart.add(observation);
            observations.put(analyte, observation);
            references.add(Fhir.reference("Observation/" + id));
        }
        chart.later(
                sample,
                () -> Results.of(chart, sample.toLocalDate(), panel).forEach((analyte, value) -> {
                    Json.Obj observation = observations.get(analyte);
                    if (observation != null) {
                        result(observation, analyte, value, chart, sample);
                    }
                }));
        return references;
    }

    /** A finding of a coded answer, such as the smoking status. */
    static void finding(
            Chart chart, Visit visit, LocalDateTime at, String category, String loinc, String label, Json.Obj answer) {
        Json.Obj observation = begin(chart, visit, at, category);
        observation.put("code", Fhir.concept(label, Fhir.coding(Fhir.LOINC, loinc, label)));
        chart.add(observation.put("valueCodeableConcept", answer));
    }

    static void dueDate(Chart chart, Visit visit, LocalDateTime at, LocalDate due) {
        Json.Obj observation = begin(chart, visit, at, "exam");
        observation.put("code", Fhir.concept("Date prévue d'accouchement", Fhir.coding(Fhir.LOINC, "11778-8")));
        chart.add(observation.put("valueDateTime", due.toString()));
    }

    private static Json.Obj begin(Chart chart, Visit visit, LocalDateTime at, String category) {
        Json.Obj observation = Fhir.resource("Observation", chart.newId());
        observation.put("status", "final");
        observation.put("category", Fhir.list(Fhir.status("observation-category", category)));
        observation.put("subject", chart.subject()).put("encounter", Fhir.reference(visit.reference()));
        return observation.put("effectiveDateTime", Fhir.instant(at));
    }

    private static Json.Obj code(Analyte analyte) {
        return analyte.loinc().isEmpty()
                ? Fhir.text(analyte.label())
                : Fhir.concept(analyte.label(), Fhir.coding(Fhir.LOINC, analyte.loinc(), analyte.label()));
    }

    private static void result(Json.Obj target, Analyte analyte, double value, Chart chart, LocalDateTime at) {
        target.put("valueQuantity", Fhir.quantity(value, analyte.decimals(), analyte.unit(), analyte.ucum()));
        var sex = chart.person().sex();
        if (!Ages.hasAdultRange(analyte, chart.person().yearsAt(at.toLocalDate()))) {
            return;
        }
        double low = analyte.low(sex);
        double high = analyte.high(sex);
        if (Double.isNaN(low) && Double.isNaN(high)) {
            return;
        }
        String flag = flag(analyte, value, low, high);
        if (flag != null) {
            target.put("interpretation", Fhir.list(Fhir.status("v3-ObservationInterpretation", flag)));
        }
        Json.Obj range = new Json.Obj(2);
        if (!Double.isNaN(low)) {
            range.put("low", Fhir.quantity(low, analyte.decimals(), analyte.unit(), analyte.ucum()));
        }
        if (!Double.isNaN(high)) {
            range.put("high", Fhir.quantity(high, analyte.decimals(), analyte.unit(), analyte.ucum()));
        }
        target.put("referenceRange", Fhir.list(range));
    }

    private static @Nullable String flag(Analyte analyte, double value, double low, double high) {
        double half = 0.5 / StrictMath.pow(10, analyte.decimals());
        if (value < analyte.panicLow()) {
            return "LL";
        }
        if (value > analyte.panicHigh()) {
            return "HH";
        }
        if (value < low - half) {
            return "L";
        }
        return value >= high + half ? "H" : "N";
    }
}
