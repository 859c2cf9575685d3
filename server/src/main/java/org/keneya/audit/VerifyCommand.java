// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.keneya.store.MasterKey;

/** {@code ./keneya verify-audit}: says of each tenant's log whether it is as it was sealed, and if not, from which entry on. */
public final class VerifyCommand {
    private VerifyCommand() {}

    /**
     * @param published folder of the hashes and signed heads
     * @return 0 when every log is sound, 1 when one is not, 2 when it cannot be told
     */
    public static int run(DataSource database, MasterKey masterKey, Path published, PrintStream out) {
        Verification verification = new Verification(new PgAudit(database, masterKey), new Publication(published));
        boolean sound = true;
        try {
            Set<Integer> tenants = verification.tenants();
            if (tenants.isEmpty()) {
                out.println("The audit log is empty.");
            }
            for (int tenant : tenants) {
                long started = System.nanoTime();
                Verification.Report report = verification.of(tenant);
                double seconds = (System.nanoTime() - started) / 1e9;
                sound &= report.isSound();
                out.println(line(report, seconds));
            }
        } catch (IOException | SQLException unreadable) {
            out.println("The audit log cannot be verified: " + unreadable.getMessage());
            return 2;
        }
        return sound ? 0 : 1;
    }

    private static String line(Verification.Report report, double seconds) {
        if (report.isSound()) {
            return String.format(
                    Locale.ROOT,
                    "tenant %d: sound. %,d entries, %,d of them published, %d signed heads, %d time stamps; %.2f s, %,.0f entries/s",
                    report.tenant(),
                    report.entries(),
                    report.published(),
                    report.heads(),
                    report.stamps(),
                    seconds,
                    report.entries() / seconds);
        }
        return "tenant %d: NOT SOUND from entry %d on: %s (%d entries before it hold)"
                .formatted(report.tenant(), report.bad(), report.why(), report.bad());
    }
}
