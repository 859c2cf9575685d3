// SPDX-License-Identifier: Apache-2.0
package org.keneya.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.keneya.access.Account;
import org.keneya.access.Accounts;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Scope;
import org.keneya.synthetic.Generator;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.stereotype.Component;

/** The demonstration hospital: loaded on the first start, with an account for every role. */
@Component
public final class Demo {
    static final String PASSWORD = "keneya-demo";
    private static final String HOSPITAL = "chu-keneya";
    private static final int PATIENTS = 320;
    private static final long SEED = 20_261_121;

    private final FhirStore store;
    private final Accounts accounts;
    private final Tenant tenant;
    private final Clock clock;
    private final ServletWebServerApplicationContext context;
    private final LocalKey localKey;

    Demo(
            FhirStore store,
            Accounts accounts,
            Tenants tenants,
            Clock clock,
            ServletWebServerApplicationContext context,
            LocalKey localKey) {
        this.store = store;
        this.accounts = accounts;
        this.tenant = tenants.local();
        this.clock = clock;
        this.context = context;
        this.localKey = localKey;
    }

    /** Loads the hospital unless it is there; safe to break off and repeat. */
    public void loadUnlessThere(PrintStream progress) {
        addAccounts();
        Scope scope = Scope.system(tenant);
        if (store.read(scope, "Basic", "demo-loaded").isPresent()) {
            return;
        }
        long started = System.nanoTime();
        LocalDate today = LocalDate.now(clock.withZone(ZoneId.of("Europe/Paris")));
        Iterator<Json.Obj> bundles = new Generator(SEED, today).demoHospital(PATIENTS).iterator();
        int resources = 0;
        int done = 0;
        long told = started;
        while (bundles.hasNext()) {
            List<Change> changes = changes(bundles.next());
            store.write(scope, changes);
            resources += changes.size();
            done++;
            if (System.nanoTime() - told > 2_000_000_000L) {
                told = System.nanoTime();
                progress.printf("Loading the demonstration hospital: %d of about %d records%n", done, PATIENTS);
            }
        }
        store.write(scope, List.of(new Change.Update("demo-loaded", marker(), 0)));
        progress.printf(
                "The demonstration hospital is loaded: %d resources in %.1f s%n",
                resources, (System.nanoTime() - started) / 1e9);
    }

    private static Json.Obj marker() {
        return new Json.Obj()
                .put("resourceType", "Basic")
                .put("code", new Json.Obj().put("text", "The demonstration hospital is loaded"));
    }

    private static List<Change> changes(Json.Obj bundle) {
        List<Change> changes = new ArrayList<>();
        for (Json.Obj entry : bundle.objects("entry")) {
            Json.Obj resource = entry.object("resource");
            String id = resource == null ? null : resource.string("id");
            if (resource != null && id != null) {
                changes.add(new Change.Update(id, resource, 0));
            }
        }
        return changes;
    }

    private void addAccounts() {
        accounts.add(
                List.of(
                        account("medecin", Role.PHYSICIAN, "Dr Claire Moreau"),
                        account("ide", Role.NURSE, "Karim Benali"),
                        account("secretaire", Role.SECRETARY, "Sylvie Garnier"),
                        account("pharmacien", Role.PHARMACIST, "Dr Hugo Lambert"),
                        account("technicien", Role.TECHNICIAN, "Inès Fontaine"),
                        account("dim", Role.DIM, "Dr Paul Mercier"),
                        account("dpo", Role.DPO, "Agnès Colin"),
                        account("admin", Role.ADMIN, "Yann Le Gall"),
                        new Account(
                                tenant,
                                "patient",
                                Role.PATIENT,
                                null,
                                "Patient/demo-patient",
                                "Organization/" + HOSPITAL,
                                true)),
                PASSWORD);
    }

    private Account account(String login, Role role, String name) {
        return new Account(tenant, login, role, name, "Practitioner/demo-" + login, "Organization/" + HOSPITAL, true);
    }

    /** Says where the server is and who can sign in; answers its port. */
    public int announce(PrintStream to) {
        int port = java.util.Objects.requireNonNull(context.getWebServer()).getPort();
        localKey.write(port);
        to.printf("%nKeneya is ready: http://localhost:%d%n", port);
        List<Account> demo = accounts.demo();
        if (!demo.isEmpty()) {
            to.printf("Demonstration accounts, password %s:%n", PASSWORD);
            demo.forEach(account -> to.printf(
                    "  %-12s %s%n", account.login(), account.role().code()));
        }
        to.println("Stop with Ctrl-C.");
        to.flush();
        return port;
    }

    /** Uses what a first minute of work uses, so that it is known to the start-up cache. */
    public void exercise() {
        int port = announce(System.out);
        new Exercise(port, localKey.secret()).run();
    }
}
