// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

/** Rules about allergies and conditions (requirements DQ-1, REC-2). */
final class RecordRules {
    private RecordRules() {}

    /** An allergy nobody has said to be confirmed, suspected or refuted cannot be acted upon. */
    static Rule allergyIsVerified() {
        return new Rule("AllergyIntolerance", (allergy, found) -> {
            var status = allergy.object("verificationStatus");
            if (status == null || status.objects("coding").isEmpty()) {
                found.add(Rule.refuse(
                        "allergy-verification-missing",
                        "required",
                        "AllergyIntolerance.verificationStatus",
                        "An allergy needs a verificationStatus",
                        "Indiquez si l'allergie est confirmée, présumée ou réfutée."));
            }
        });
    }

    static Rule conditionIsNamed() {
        return new Rule("Condition", (condition, found) -> {
            var code = condition.object("code");
            boolean named = code != null
                    && (code.string("text") != null || !code.objects("coding").isEmpty());
            if (!named) {
                found.add(Rule.refuse(
                        "condition-code-missing",
                        "required",
                        "Condition.code",
                        "A condition needs a code or a text",
                        "Nommez le problème : un code CIM-10 ou un libellé."));
            }
        });
    }
}
