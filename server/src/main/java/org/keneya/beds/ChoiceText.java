// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.List;
import org.keneya.allocation.Alternative;
import org.keneya.allocation.Placed;
import org.keneya.allocation.Reason;
import org.keneya.model.Json;

/** Why a bed was chosen, or none, as JSON: data for programs and a French sentence for people. */
final class ChoiceText {
    private ChoiceText() {}

    static Json.Obj of(Placed placed, int policy) {
        Json.Arr alternatives = new Json.Arr();
        placed.alternatives().forEach(one -> alternatives.add(of(one)));
        return new Json.Obj()
                .put("distanceMetres", whole(placed.distanceMetres()))
                .put("travelSeconds", whole(placed.travelSeconds()))
                .put("travelKind", placed.travelKind().code())
                .put("reasons", of(placed.reasons()))
                .put("alternatives", alternatives)
                .put("policy", whole(policy));
    }

    private static Json.Obj of(Alternative one) {
        return new Json.Obj()
                .put("hospital", HospitalText.place(one.hospital()))
                .put("distanceMetres", whole(one.distanceMetres()))
                .put("travelSeconds", whole(one.travelSeconds()))
                .put("travelKind", one.travelKind().code())
                .put("freeBeds", whole(one.freeBeds()));
    }

    static Json.Arr of(List<Reason> reasons) {
        Json.Arr list = new Json.Arr();
        reasons.forEach(reason -> list.add(of(reason)));
        return list;
    }

    private static Json.Obj of(Reason reason) {
        Json.Obj text = new Json.Obj().put("code", reason.code()).put("text", ReasonSentence.of(reason));
        return switch (reason) {
            case Reason.Chosen chosen ->
                text.put("hospitals", whole(chosen.hospitals()))
                        .put("free", whole(chosen.free()))
                        .put("nearer", whole(chosen.nearer()));
            case Reason.Nearer nearer ->
                text.put("hospital", HospitalText.place(nearer.hospital()))
                        .put("distanceMetres", whole(nearer.distanceMetres()))
                        .put("travelSeconds", whole(nearer.travelSeconds()))
                        .put("free", whole(nearer.free()))
                        .put("beds", whole(nearer.beds()));
            case Reason.Hindrance hindrance -> text.put("hospitals", whole(hindrance.hospitals()));
        };
    }

    private static Json.Num whole(long number) {
        return new Json.Num(Long.toString(number));
    }
}
