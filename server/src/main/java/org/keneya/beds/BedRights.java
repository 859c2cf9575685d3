// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.Set;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Interaction;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.kernel.ProblemException;
import org.keneya.store.FhirStore;

/** Who may do what with beds. */
final class BedRights {
    private static final Set<Role> BOARDS = Set.of(Role.REGULATOR, Role.PHYSICIAN, Role.NURSE, Role.ADMIN, Role.SYSTEM);
    private static final Set<Role> KEEPERS = Set.of(Role.PHYSICIAN, Role.NURSE, Role.ADMIN, Role.SYSTEM);

    private final Tenants tenants;
    private final FhirStore store;

    BedRights(Tenants tenants, FhirStore store) {
        this.tenants = tenants;
        this.store = store;
    }

    /** For asking for a bed. */
    Asker allocating() {
        Caller caller = Callers.current();
        if (!allocates(caller)) {
            throw refused("ask for beds", "Vos droits ne permettent pas de demander un lit d'urgence.");
        }
        return asker(caller);
    }

    /** For acting on an allocation or seeing one: the asker's own, or those of beds they keep. */
    Asker following() {
        Caller caller = Callers.current();
        if (!allocates(caller) && !KEEPERS.contains(caller.role())) {
            throw refused("see allocations", "Vos droits ne permettent pas de suivre les réservations de lits.");
        }
        return asker(caller);
    }

    /** For the boards of hospitals and beds. */
    Asker watching() {
        Caller caller = Callers.current();
        if (!BOARDS.contains(caller.role())) {
            throw refused("see the beds", "Vos droits ne permettent pas de consulter les lits.");
        }
        return asker(caller);
    }

    /** For saying what a bed is doing. */
    Asker keeping() {
        Caller caller = Callers.current();
        if (!KEEPERS.contains(caller.role())) {
            throw refused("change beds", "Vos droits ne permettent pas de changer l'état des lits.");
        }
        return asker(caller);
    }

    /** For saying whether ambulances may come. */
    Asker diverting() {
        Caller caller = Callers.current();
        if (!BOARDS.contains(caller.role())) {
            throw refused("divert", "Vos droits ne permettent pas de changer l'accueil d'un hôpital.");
        }
        return asker(caller);
    }

    /** For what concerns the whole nation: files of hospitals, policies, the log. */
    Asker governing() {
        Caller caller = Callers.current();
        boolean office = caller.role() == Role.SYSTEM || caller.role() == Role.ADMIN;
        if (!office || !caller.tenant().equals(tenants.local())) {
            throw refused("govern the beds", "Seule l'administration de la plateforme peut faire cela.");
        }
        return asker(caller);
    }

    private static boolean allocates(Caller caller) {
        return caller.role() == Role.REGULATOR || caller.may(Interaction.CREATE, "ServiceRequest");
    }

    private Asker asker(Caller caller) {
        boolean platform = caller.tenant().equals(tenants.local());
        boolean nation = platform && (caller.role() == Role.SYSTEM || caller.role() == Role.REGULATOR);
        return new Asker(
                caller.tenant(),
                store.keyed(caller.tenant(), "beds " + caller.login()),
                nation,
                allocates(caller),
                KEEPERS.contains(caller.role()));
    }

    private static ProblemException refused(String what, String text) {
        return new ProblemException(Refusals.role(what, text));
    }
}
