// SPDX-License-Identifier: Apache-2.0
package org.keneya.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.beds.DemoBeds;
import org.keneya.edge.TlsSettings;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.signin.Account;
import org.keneya.signin.Accounts;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Scope;
import org.keneya.synthetic.Generator;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The demonstration hospital: loaded on the first start, with an account for every role. */
@Component
public final class Demo {
    static final String PASSWORD = "keneya-demo";
    private static final String HOSPITAL = "chu-keneya";
    private static final String OWN_HOSPITAL = "CHU Keneya";
    /** Patients of the demonstration hospital. */
    public static final int PATIENTS = 320;

    private static final int EXERCISE_PATIENTS = 60;
    private static final long SEED = 20_261_121;

    private final FhirStore store;
    private final Accounts accounts;
    private final DemoBeds region;
    private final Tenant tenant;
    private final Clock clock;
    private final ServletWebServerApplicationContext context;
    private final LocalKey localKey;
    private final TlsSettings tls;
    private final String host;

    Demo(
            FhirStore store,
            Accounts accounts,
            DemoBeds region,
            Tenants tenants,
            Clock clock,
            ServletWebServerApplicationContext context,
            LocalKey localKey,
            TlsSettings tls,
            Environment environment) {
        this.store = store;
        this.accounts = accounts;
        this.region = region;
        this.tenant = tenants.local();
        this.clock = clock;
        this.context = context;
        this.localKey = localKey;
        this.tls = tls;
        String address = environment.getProperty("server.address", "127.0.0.1");
        this.host = address.startsWith("127.") ? "localhost" : address;
    }

    /** Loads the hospital unless it is there; safe to break off and repeat. */
    public void loadUnlessThere(int patients, PrintStream progress) {
        addAccounts();
        long began = System.nanoTime();
        int beds = region.loadUnlessThere(OWN_HOSPITAL);
        if (beds > 0) {
            progress.printf(
                    "The demonstration region is loaded: %d beds in %.1f s%n", beds, (System.nanoTime() - began) / 1e9);
        }
        Scope scope = Scope.system(tenant);
        if (store.read(scope, "Basic", "demo-loaded").isPresent()) {
            return;
        }
        long started = System.nanoTime();
        LocalDate today = LocalDate.now(clock.withZone(ZoneId.of("Europe/Paris")));
        Generator generator = new Generator(SEED, today);
        int resources = write(scope, generator.organisation());
        AtomicInteger written = new AtomicInteger(resources);
        AtomicInteger done = new AtomicInteger();
        AtomicLong told = new AtomicLong(started);
        LongStream.range(0, patients).parallel().forEach(number -> {
            written.addAndGet(write(scope, generator.patient(number)));
            done.incrementAndGet();
            long last = told.get();
            if (System.nanoTime() - last > 2_000_000_000L && told.compareAndSet(last, System.nanoTime())) {
                progress.printf("Loading the demonstration hospital: %d of %d patients%n", done.get(), patients);
            }
        });
        store.write(scope, List.of(new Change.Update("demo-loaded", marker(), 0)));
        progress.printf(
                "The demonstration hospital is loaded: %d resources in %.1f s%n",
                written.get(), (System.nanoTime() - started) / 1e9);
    }

    private int write(Scope scope, Json.Obj bundle) {
        List<Change> changes = changes(bundle);
        store.write(scope, changes);
        return changes.size();
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
                        account("medecin", Role.PHYSICIAN),
                        account("ide", Role.NURSE),
                        account("secretaire", Role.SECRETARY),
                        account("pharmacien", Role.PHARMACIST),
                        account("technicien", Role.TECHNICIAN),
                        account("dim", Role.DIM),
                        account("dpo", Role.DPO),
                        account("admin", Role.ADMIN),
                        account("regulateur", Role.REGULATOR),
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

    private Account account(String login, Role role) {
        String practitioner = "demo-" + login;
        return new Account(
                tenant,
                login,
                role,
                Generator.nameOf(practitioner),
                "Practitioner/" + practitioner,
                "Organization/" + HOSPITAL,
                true);
    }

    /** Whether there are accounts whose password everybody knows. */
    public boolean hasAccounts() {
        return !accounts.demo().isEmpty();
    }

    /** Says where the server is and who can sign in; answers its port. */
    public int announce(PrintStream to) {
        int port = java.util.Objects.requireNonNull(context.getWebServer()).getPort();
        localKey.write(port, tls.certificate());
        to.printf("%nKeneya is ready: %s://%s:%d%n", tls.isOn() ? "https" : "http", host, port);
        List<Account> demo = accounts.demo();
        if (!demo.isEmpty()) {
            to.printf("Demonstration accounts, password %s:%n", PASSWORD);
            demo.forEach(account ->
                    to.printf("  %-12s %s%n", account.login(), account.role().code()));
        }
        to.println("Stop with Ctrl-C.");
        to.flush();
        return port;
    }

    /** Uses what a first minute of work uses, so that it is known to the start-up cache. */
    public void exercise() {
        int port = announce(System.out);
        List<Json.Obj> bundles = new Generator(SEED, LocalDate.now(clock))
                .patients(PATIENTS, PATIENTS + EXERCISE_PATIENTS)
                .toList();
        new Exercise(port, localKey.secret(), bundles).run();
    }
}
