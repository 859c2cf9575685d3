// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import org.keneya.model.Json;

/** Writes care plans with their goal, and episodes of care. */
public final class Plans {
    private Plans() {}

    /** A plan with one measurable goal, an upper limit for the analyte. */
    public static void plan(Visit visit, String title, String goalText, Analyte analyte, double target) {
        Chart chart = visit.chart();
        String goal = chart.newId();
        chart.add(Fhir.resource("Goal", goal)
                .put("lifecycleStatus", "active")
                .put("description", Fhir.text(goalText))
                .put("subject", chart.subject())
                .put("startDate", visit.day().toString())
                .put(
                        "target",
                        Fhir.list(new Json.Obj(2)
                                .put("measure", Fhir.concept(analyte.label(), Fhir.coding(Fhir.LOINC, analyte.loinc())))
                                .put(
                                        "detailQuantity",
                                        Fhir.quantity(target, analyte.decimals(), analyte.unit(), analyte.ucum())
                                                .putAt(1, "comparator", new Json.Str("<"))))));
        Json.Obj plan = Fhir.resource("CarePlan", chart.newId())
                .put("status", "active")
                .put("intent", "plan")
                .put("title", title)
                .put("subject", chart.subject())
                .put("encounter", Fhir.reference(visit.reference()))
                .put("period", new Json.Obj(1).put("start", visit.day().toString()))
                .put("author", visit.doctor());
        if (!visit.diagnoses().isEmpty()) {
            plan.put(
                    "addresses",
                    Fhir.list(Fhir.reference(visit.diagnoses().getFirst().reference())));
        }
        chart.add(plan.put("goal", Fhir.list(Fhir.reference("Goal/" + goal))));
        episode(visit, title);
    }

    /** The period during which a unit answers for a problem. */
    public static void episode(Visit visit, String title) {
        Chart chart = visit.chart();
        Json.Obj episode = Fhir.resource("EpisodeOfCare", chart.newId())
                .put("status", chart.isAlive() ? "active" : "finished")
                .put("type", Fhir.list(Fhir.text(title)))
                .put("patient", chart.subject())
                .put("managingOrganization", Fhir.reference(visit.unit().organization()))
                .put("period", new Json.Obj(1).put("start", visit.day().toString()));
        chart.add(episode.put("careManager", visit.doctor()));
    }
}
