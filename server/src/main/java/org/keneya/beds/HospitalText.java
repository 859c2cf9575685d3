// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.ArrayList;
import java.util.List;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Place;
import org.keneya.allocation.Sex;
import org.keneya.model.Json;

/** Hospitals and beds as JSON, in answers and in the log. */
final class HospitalText {
    private HospitalText() {}

    static Json.Obj of(Hospital hospital) {
        Json.Obj text = place(hospital).put("country", hospital.country());
        String region = hospital.region();
        if (region != null) {
            text.put("region", region);
        }
        return text.put("diversion", hospital.diversion().code());
    }

    /** What an answer says of it. */
    static Json.Obj place(Hospital hospital) {
        return new Json.Obj()
                .put("id", hospital.id())
                .put("name", hospital.name())
                .put("latitude", EmergencyText.number(hospital.place().latitude()))
                .put("longitude", EmergencyText.number(hospital.place().longitude()));
    }

    static Json.Obj of(Bed bed) {
        Json.Obj text = new Json.Obj(12)
                .put("id", bed.id())
                .put("unit", bed.unit())
                .put("specialities", EmergencyText.texts(bed.specialities()))
                .put("equipment", EmergencyText.texts(bed.equipment()))
                .put("isolation", bed.isolation().code());
        Sex sex = bed.sex();
        if (sex != null) {
            text.put("sex", sex.code());
        }
        return text.put("youngest", EmergencyText.number(bed.youngest()))
                .put("oldest", EmergencyText.number(bed.oldest()))
                .put("state", bed.state().code());
    }

    static Hospital hospital(Json.Obj text) {
        return new Hospital(
                EmergencyText.required(text, "id"),
                EmergencyText.required(text, "name"),
                new Place(EmergencyText.decimal(text, "latitude"), EmergencyText.decimal(text, "longitude")),
                Diversion.of(EmergencyText.required(text, "diversion")),
                EmergencyText.required(text, "country"),
                text.string("region"));
    }

    static List<Bed> beds(String hospital, List<Json.Obj> texts) {
        List<Bed> beds = new ArrayList<>(texts.size());
        for (Json.Obj text : texts) {
            String sex = text.string("sex");
            beds.add(new Bed(
                    EmergencyText.required(text, "id"),
                    hospital,
                    EmergencyText.required(text, "unit"),
                    EmergencyText.set(text.array("specialities")),
                    EmergencyText.set(text.array("equipment")),
                    Isolation.of(EmergencyText.required(text, "isolation")),
                    sex == null ? null : Sex.of(sex),
                    EmergencyText.decimal(text, "youngest"),
                    EmergencyText.decimal(text, "oldest"),
                    BedState.of(EmergencyText.required(text, "state"))));
        }
        return beds;
    }
}
