// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Ins;
import org.keneya.model.Json;
import org.keneya.store.Folded;

/** A patient as one line of a list of results. */
final class PatientView {
    private static final String RELIABILITY =
            "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability";

    private PatientView() {}

    static Json.Obj of(Found found) {
        Json.Obj patient = found.patient();
        Json.Obj official = name(patient, "official");
        Json.Obj usual = name(patient, "usual");
        Json.Obj born = official != null ? official : usual;
        Json.Obj view = new Json.Obj().put("id", found.id());
        put(view, "birthName", born == null ? null : born.string("family"));
        put(view, "usedName", usual == null || usual == born ? null : usual.string("family"));
        view.put("givenNames", given(born));
        put(view, "usedGivenName", usual == null || usual == born ? null : firstGiven(usual));
        put(view, "birthDate", patient.string("birthDate"));
        put(view, "sex", patient.string("gender"));
        String ins = identifier(patient, true);
        put(view, "ins", ins);
        view.put("insStatus", insStatus(patient, ins != null));
        put(view, "ipp", identifier(patient, false));
        put(view, "phone", phone(patient));
        put(view, "city", city(patient));
        return view.put(
                "match",
                new Json.Obj()
                        .put("kind", found.kind().name().toLowerCase(Locale.ROOT))
                        .put(
                                "score",
                                new Json.Num("%.2f".formatted(found.score()).replace(',', '.'))));
    }

    static String sortName(Json.Obj patient) {
        Json.Obj name = name(patient, "official");
        Json.Obj either = name != null ? name : name(patient, "usual");
        String family = either == null ? null : either.string("family");
        return Folded.of((family == null ? "" : family) + " " + (either == null ? "" : firstGiven(either)));
    }

    /** RNIV: validated or not, with an INS or not, make the four statuses. */
    static String insStatus(Json.Obj patient, boolean hasIns) {
        boolean validated = false;
        for (Json.Obj extension : patient.objects("extension")) {
            if (RELIABILITY.equals(extension.string("url"))) {
                for (Json.Obj part : extension.objects("extension")) {
                    Json.Obj coding = part.object("valueCoding");
                    validated |= coding != null && "VALI".equals(coding.string("code"));
                }
            }
        }
        if (validated) {
            return hasIns ? "qualifiee" : "validee";
        }
        return hasIns ? "recuperee" : "provisoire";
    }

    private static Json.@Nullable Obj name(Json.Obj patient, String use) {
        var names = patient.objects("name");
        for (Json.Obj name : names) {
            if (use.equals(name.string("use"))) {
                return name;
            }
        }
        return use.equals("official") && !names.isEmpty() ? names.getFirst() : null;
    }

    private static Json.Arr given(Json.@Nullable Obj name) {
        Json.Arr given = name == null ? null : name.array("given");
        return given == null ? new Json.Arr() : given;
    }

    private static String firstGiven(Json.Obj name) {
        Json.Arr given = given(name);
        return given.size() > 0 && given.get(0) instanceof Json.Str(String text) ? text : "";
    }

    private static @Nullable String identifier(Json.Obj patient, boolean ins) {
        for (Json.Obj identifier : patient.objects("identifier")) {
            String system = identifier.string("system");
            boolean isIns = system != null && Ins.Authority.ofSystem(system).isPresent();
            boolean isIpp = isLocal(identifier);
            if (ins ? isIns : isIpp) {
                return identifier.string("value");
            }
        }
        return null;
    }

    private static boolean isLocal(Json.Obj identifier) {
        Json.Obj type = identifier.object("type");
        return type != null && type.objects("coding").stream().anyMatch(coding -> "PI".equals(coding.string("code")));
    }

    private static @Nullable String phone(Json.Obj patient) {
        return patient.objects("telecom").stream()
                .filter(telecom -> "phone".equals(telecom.string("system")))
                .map(telecom -> telecom.string("value"))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String city(Json.Obj patient) {
        return patient.objects("address").stream()
                .map(address -> address.string("city"))
                .findFirst()
                .orElse(null);
    }

    private static void put(Json.Obj view, String name, @Nullable String value) {
        if (value != null) {
            view.put(name, value);
        }
    }
}
