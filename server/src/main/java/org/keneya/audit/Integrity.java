// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;

/** What can be told of the log's soundness: the last signed head, the last time stamp, the last verification since the start. */
final class Integrity {
    private final Verification verification;
    private final Publication publication;
    private final Clock clock;
    private final Map<Integer, Verified> last = new ConcurrentHashMap<>();

    private record Verified(Instant at, Verification.Report report) {}

    Integrity(Verification verification, Publication publication, Clock clock) {
        this.verification = verification;
        this.publication = publication;
        this.clock = clock;
    }

    void verify(Tenant tenant) throws IOException, SQLException {
        Instant at = clock.instant();
        last.put(tenant.id(), new Verified(at, verification.of(tenant.id())));
    }

    Json.Obj told(Tenant tenant) throws IOException {
        Json.Obj told = new Json.Obj();
        List<Publication.Head> heads = publication.heads(tenant.id(), true);
        if (!heads.isEmpty()) {
            Publication.Head head = heads.getLast();
            told.put(
                    "head",
                    new Json.Obj()
                            .put("size", new Json.Num(Long.toString(head.size())))
                            .put("root", head.root())
                            .put("at", head.at()));
        }
        List<Publication.Stamp> stamps = publication.stamps(tenant.id());
        if (!stamps.isEmpty()) {
            Publication.Stamp stamp = stamps.getLast();
            TimeStampToken token = TimeStampToken.of(stamp.token());
            told.put(
                    "timestamp",
                    new Json.Obj()
                            .put("size", new Json.Num(Long.toString(stamp.size())))
                            .put("at", token.at().toString())
                            .put("by", token.authority()));
        }
        Verified verified = last.get(tenant.id());
        if (verified != null) {
            Verification.Report report = verified.report();
            Json.Obj found = new Json.Obj()
                    .put("at", verified.at().toString())
                    .put("sound", report.isSound() ? Json.Bool.TRUE : Json.Bool.FALSE)
                    .put("entries", new Json.Num(Long.toString(report.entries())));
            if (!report.isSound()) {
                found.put("from", new Json.Num(Long.toString(report.bad()))).put("why", report.why());
            }
            told.put("verification", found);
        }
        return told;
    }
}
