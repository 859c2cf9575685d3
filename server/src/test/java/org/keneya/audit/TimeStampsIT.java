// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.keneya.ServerFixture.SERVER;

import com.sun.net.httpserver.HttpServer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keneya.kernel.Tenant;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;

/** Heads are stamped by an authority that speaks RFC 3161, made with another library than reads its answers here. */
@SuppressWarnings("JavaUtilDate") // what the library takes
class TimeStampsIT {
    @TempDir
    Path folder;

    private final MasterKey masterKey = SERVER.bean(MasterKey.class);
    private final FhirStore store = SERVER.bean(FhirStore.class);
    private final PgAudit table = new PgAudit(SERVER.bean(DataSource.class), masterKey);
    private final Tenant tenant = store.tenant("stamped-" + UUID.randomUUID());
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer authority;
    private volatile int refusals;

    @BeforeEach
    void authority() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        var name = new X500Name("CN=Autorité d'horodatage d'essai,O=Keneya test");
        Instant now = Instant.now();
        X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minusSeconds(60)),
                        Date.from(now.plusSeconds(3600)),
                        name,
                        pair.getPublic())
                .addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", pair.getPrivate(), certificate),
                digests.get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                        new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1"))),
                new ASN1ObjectIdentifier("1.2.3.4.5"));
        tokens.addCertificates(new JcaCertStore(List.of(certificate)));
        authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authority.createContext("/", exchange -> {
            byte[] query = exchange.getRequestBody().readAllBytes();
            try {
                boolean refuses = asked.incrementAndGet() <= refusals;
                byte[] answer = refuses
                        ? new byte[0]
                        : new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                                .generate(new TimeStampRequest(query), BigInteger.valueOf(asked.get()), new Date())
                                .getEncoded();
                exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
                exchange.sendResponseHeaders(refuses ? 503 : 200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            } catch (org.bouncycastle.tsp.TSPException failed) {
                throw new java.io.IOException(failed);
            } finally {
                exchange.close();
            }
        });
        authority.start();
    }

    @AfterEach
    void end() {
        authority.stop(0);
    }

    @Test
    void aHeadIsStampedAndItsStampVerified() throws Exception {
        fill();
        Verification.Report report = verify();
        assertThat(report.why()).isEmpty();
        assertThat(report.stamps()).isPositive();
        Publication.Stamp stamp = published().stamps(tenant.id()).getLast();
        TimeStampToken token = TimeStampToken.of(stamp.token());
        assertThat(token.authority()).contains("Autorité d'horodatage d'essai");
        assertThat(token.at())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
    }

    @Test
    void anAuthorityThatFailsIsAskedAgain() throws Exception {
        refusals = 3;
        fill();
        assertThat(asked.get()).isGreaterThan(3);
        assertThat(verify().stamps()).isPositive();
    }

    @Test
    void aStampThatWasChangedIsFound() throws Exception {
        fill();
        Path file = folder.resolve("published").resolve("tenant-%d.stamps".formatted(tenant.id()));
        Publication.Stamp stamp = published().stamps(tenant.id()).getLast();
        for (int at = 60; at < stamp.token().length; at += 97) {
            byte[] changed = stamp.token().clone();
            changed[at] ^= 1;
            Files.writeString(file, new Publication.Stamp(stamp.size(), stamp.root(), changed).line());
            boolean certificateOnly = isSame(changed, stamp);
            if (!certificateOnly) {
                assertThat(verify().why()).as("byte %d", at).contains("time stamp");
            }
        }
    }

    @Test
    void aStampedHeadThatIsTakenAwayIsMissed() throws Exception {
        fill();
        Path heads = folder.resolve("published").resolve("tenant-%d.heads".formatted(tenant.id()));
        Publication.Stamp stamp = published().stamps(tenant.id()).getFirst();
        List<String> lines = Files.readAllLines(heads).stream()
                .filter(line -> !line.contains(stamp.root()))
                .toList();
        Files.write(heads, lines);
        assertThat(verify().why()).isNotEmpty();
    }

    @Test
    void anEvidenceFileCarriesTheStamp() throws Exception {
        fill();
        Publication publication = published();
        Path file = folder.resolve("evidence.json");
        Evidence evidence = new Evidence(new Accesses(table, store), publication, Clock.systemUTC());
        var asked = new Accesses.Asked(null, null, Long.MIN_VALUE, Long.MAX_VALUE, _ -> true);
        // only what a stamped head covers
        long covered = publication.stamps(tenant.id()).getLast().size();
        var within = new Accesses.Asked(null, null, asked.from(), covered - 1, _ -> true);
        String text = org.keneya.model.JsonText.write(evidence.of(tenant, within));
        Files.writeString(file, text);
        EvidenceIT.Verdict verdict = EvidenceIT.run(file, null);
        assertThat(verdict.said()).contains("Time stamp of 20").endsWith("SOUND\n");
        String other = text.replaceFirst("\"timestamp\":\"(.{130}).", "\"timestamp\":\"$1/");
        Files.writeString(file, other);
        assertThat(other.equals(text) || EvidenceIT.run(file, null).code() == 1).isTrue();
    }

    /** Whether the token still says the same with another spelling of what nobody signs. */
    private static boolean isSame(byte[] changed, Publication.Stamp stamp) {
        try {
            TimeStampToken other = TimeStampToken.of(changed);
            TimeStampToken one = TimeStampToken.of(stamp.token());
            return java.util.Arrays.equals(other.imprint(), one.imprint())
                    && other.at().equals(one.at());
        } catch (SecurityException broken) {
            return false;
        }
    }

    private void fill() throws Exception {
        Publication publication = published();
        var signing = SigningKey.of(folder.resolve("secrets"));
        publication.publish(signing.getPublic());
        var settings = new TimeStamps.Settings(
                URI.create(
                        "http://localhost:%d/".formatted(authority.getAddress().getPort())),
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ofMillis(20));
        Journal journal = new Journal(folder.resolve("journal"), masterKey);
        try (TimeStamps stamps = new TimeStamps(settings, publication);
                AuditLog log = new AuditLog(
                        journal,
                        table,
                        new Notary(table, publication, signing, Clock.systemUTC(), stamps),
                        masterKey,
                        store,
                        Clock.systemUTC())) {
            for (int i = 0; i < 4; i++) {
                journal.add(
                        tenant,
                        new Entry(
                                i,
                                'R',
                                "read",
                                "0",
                                0,
                                "ide",
                                "nurse",
                                null,
                                null,
                                "r" + i,
                                "Patient/p",
                                List.of(),
                                List.of("Patient/p/_history/1"),
                                1,
                                Set.of(42L),
                                null));
                log.flush();
                log.signAll();
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !publication.stamps(tenant.id()).isEmpty());
        }
    }

    private Publication published() {
        return new Publication(folder.resolve("published"));
    }

    private Verification.Report verify() throws Exception {
        return new Verification(table, published()).of(tenant.id());
    }
}
