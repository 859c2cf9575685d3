// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;

/**
 * Entries of the log as a file that proves itself: each entry's very bytes, its inclusion proof (RFC 9162), the signed head
 * the proofs lead to, the key it is signed with, and the head's time stamp (RFC 3161) when it has one. The program
 * {@code deploy/evidence/VerifyEvidence.java} checks it without anything of ours.
 */
final class Evidence {
    static final String FORMAT = "keneya-audit-evidence-1";

    /** Entries in one file at most. */
    private static final int MOST = 10_000;

    private final Accesses accesses;
    private final Publication publication;
    private final Clock clock;

    Evidence(Accesses accesses, Publication publication, Clock clock) {
        this.accesses = accesses;
        this.publication = publication;
        this.clock = clock;
    }

    Json.Obj of(Tenant tenant, Accesses.Asked asked) throws IOException, SQLException {
        Accesses.Found found = accesses.find(tenant, asked, Long.MAX_VALUE, MOST);
        List<Accesses.Numbered> wanted = found.entries();
        if (found.next() >= 0) {
            throw new ProblemException(new Problem.TooCostly(List.of(new Issue(
                    Issue.Severity.ERROR,
                    "too-costly",
                    "More than %d entries match".formatted(MOST),
                    null,
                    null,
                    "Plus de %d accès correspondent : réduisez la période ou précisez les filtres.".formatted(MOST)))));
        }
        Map<String, Publication.Stamp> stamps = new HashMap<>();
        publication.stamps(tenant.id()).forEach(stamp -> stamps.put(name(stamp.size(), stamp.root()), stamp));
        Publication.Head head =
                head(tenant, wanted.isEmpty() ? -1 : wanted.getFirst().number(), stamps);
        Json.Obj file = new Json.Obj()
                .put("format", FORMAT)
                .put("made", clock.instant().toString())
                .put("tenant", new Json.Num(Integer.toString(tenant.id())))
                .put("key", Base64.getEncoder().encodeToString(publication.key().getEncoded()))
                .put("head", head.json());
        Publication.Stamp stamp = stamps.get(name(head.size(), head.root()));
        if (stamp != null) {
            file.put("timestamp", Base64.getEncoder().encodeToString(stamp.token()));
        }
        Json.Arr entries = new Json.Arr();
        try (Publication.Leaves leaves = publication.read(tenant.id())) {
            Proofs proofs = new Proofs(
                    leaves,
                    head.size(),
                    wanted.stream().map(Accesses.Numbered::number).toList());
            wanted.reversed().forEach(one -> entries.add(entry(one, proofs)));
        }
        return file.put("entries", entries);
    }

    private static Json.Obj entry(Accesses.Numbered one, Proofs proofs) {
        Json.Arr proof = new Json.Arr();
        proofs.of(one.number())
                .forEach(hash -> proof.add(new Json.Str(HexFormat.of().formatHex(hash))));
        return new Json.Obj()
                .put("number", new Json.Num(Long.toString(one.number())))
                .put("entry", new String(one.bytes(), StandardCharsets.UTF_8))
                .put("proof", proof);
    }

    /** The newest head with a time stamp over all that is asked for; else the newest. */
    private Publication.Head head(Tenant tenant, long last, Map<String, Publication.Stamp> stamps) throws IOException {
        List<Publication.Head> heads = publication.heads(tenant.id(), false);
        for (Publication.Head head : heads.reversed()) {
            if (head.size() > last && stamps.containsKey(name(head.size(), head.root()))) {
                return head;
            }
        }
        if (heads.isEmpty() || heads.getLast().size() <= last) {
            throw new ProblemException(new Problem.Busy(
                    List.of(Issue.error("transient", "No head is signed over these entries yet; try again shortly"))));
        }
        return heads.getLast();
    }

    private static String name(long size, String root) {
        return size + " " + root;
    }
}
