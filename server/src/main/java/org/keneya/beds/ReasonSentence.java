// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.Locale;
import org.keneya.allocation.Obstacle;
import org.keneya.allocation.Reason;

/** A reason in French, for the regulator. */
final class ReasonSentence {
    private ReasonSentence() {}

    static String of(Reason reason) {
        return switch (reason) {
            case Reason.Chosen chosen -> of(chosen);
            case Reason.Nearer nearer ->
                "%s, plus proche (%s) : %s."
                        .formatted(nearer.hospital().name(), distance(nearer.distanceMetres()), why(nearer));
            case Reason.Hindrance hindrance ->
                hindrance.obstacle() == Obstacle.UNKNOWN_HOSPITAL
                        ? "L'hôpital demandé n'existe pas."
                        : "%s : %s.".formatted(hospitals(hindrance.hospitals()), plainly(hindrance.obstacle()));
        };
    }

    private static String of(Reason.Chosen chosen) {
        String among = "parmi %s avec un lit libre de la spécialité".formatted(hospitals(chosen.free()));
        return switch (chosen.ground()) {
            case NEAREST ->
                chosen.nearer() == 0
                        ? "Hôpital le plus proche de tous ceux de la spécialité."
                        : "Hôpital le plus proche où un lit convient, " + among + ".";
            case FASTEST -> "Hôpital le plus vite atteint par la route, " + among + ".";
            case BALANCED -> "Meilleur compromis entre le trajet et l'occupation, " + among + ".";
            case CHOSEN -> "Hôpital demandé.";
        };
    }

    private static String why(Reason.Nearer nearer) {
        return nearer.obstacle() == Obstacle.FULL
                ? "aucun de ses %d lits de la spécialité n'est libre".formatted(nearer.beds())
                : plainly(nearer.obstacle());
    }

    private static String plainly(Obstacle obstacle) {
        return switch (obstacle) {
            case UNKNOWN_HOSPITAL -> "inconnu";
            case NOT_SERVED -> "pas de lit de la spécialité";
            case REFUSED -> "a refusé ou est écarté";
            case DIVERTED -> "n'accueille pas d'urgence en ce moment";
            case FULL -> "aucun lit de la spécialité n'est libre";
            case AGE -> "aucun lit libre pour cet âge";
            case SEX -> "aucun lit libre pour ce sexe";
            case ISOLATION -> "aucun lit libre ne permet l'isolement demandé";
            case EQUIPMENT -> "aucun lit libre n'a l'équipement demandé";
            case COMBINATION -> "aucun lit libre ne réunit toutes les conditions";
            case RESERVED -> "ses derniers lits libres sont gardés pour les enfants";
            case SLOWER -> "le trajet par la route est plus long";
            case UNROUTED -> "aucune route n'y mène";
            case SATURATED -> "plus occupé que l'hôpital choisi";
        };
    }

    private static String hospitals(int number) {
        return number == 1 ? "1 hôpital" : "%d hôpitaux".formatted(number);
    }

    private static String distance(long metres) {
        return metres < 1_000 ? metres + " m" : String.format(Locale.FRENCH, "%.1f km", metres / 1_000.0);
    }
}
