// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.Reply;
import org.keneya.model.Json;

/** An evidence file is checked by a program that has nothing of ours. */
class EvidenceIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void somebody() {
        SERVER.put(
                "{'resourceType':'Patient','id':'evidence','name':[{'use':'official','family':'PREUVE','given':['Ève']}],'gender':'female','birthDate':'1980-05-06'}");
        for (int i = 0; i < 5; i++) {
            SERVER.as("medecin").get("/fhir/Patient/evidence");
            SERVER.as("ide").get("/fhir/Patient?_id=evidence");
        }
    }

    @Test
    void theFileHoldsBeforeAStranger() throws Exception {
        Reply reply = SERVER.as("dpo").get("/api/audit/evidence?patient=evidence");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().objects("entry")).isEmpty();
        assertThat(reply.json().objects("entries")).hasSizeGreaterThan(10);
        Verdict verdict = verify(reply.text(), null);
        assertThat(verdict.said()).contains("SOUND").doesNotContain("NOT SOUND");
        assertThat(verdict.code()).isZero();
    }

    @Test
    void withThePublishedKeyAFileSignedByAnotherIsRefused() throws Exception {
        String file = SERVER.as("dpo")
                .get("/api/audit/evidence?patient=evidence&who=ide")
                .text();
        Path published = folder.resolve("audit.pub");
        Files.writeString(
                published,
                java.util.Base64.getEncoder()
                        .encodeToString(SERVER.bean(Publication.class).key().getEncoded()));
        assertThat(verify(file, published).said()).contains("published key");
        var other = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                published,
                java.util.Base64.getEncoder().encodeToString(other.getPublic().getEncoded()));
        assertThat(verify(file, published).code()).isEqualTo(1);
    }

    /** Each deed replaces the first match of a pattern. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            who read is another          | medecin                      | pharmac
            an entry bears another number| "number":(\\d+)               | "number":0
            a proof is another           | "proof":\\["[0-9a-f]{4}      | "proof":["ffff
            a proof is cut short         | "proof":\\["[0-9a-f]{64}",   | "proof":[
            the head is larger           | "size":(\\d+)                | "size":$10
            the root is another          | "root":"[0-9a-f]{4}          | "root":"0000
            the head is of another day   | "at":"20                     | "at":"19
            the tenant is another        | "tenant":\\d+                | "tenant":77
            """)
    void whoeverChangesTheFileIsFound(String deed, String pattern, String replacement) throws Exception {
        String file = SERVER.as("dpo")
                .get("/api/audit/evidence?patient=evidence&who=medecin")
                .text();
        String changed = file.replaceFirst(pattern, replacement);
        assertThat(changed).isNotEqualTo(file);
        Verdict verdict = verify(changed, null);
        assertThat(verdict.said()).as(deed).contains("NOT SOUND");
        assertThat(verdict.code()).isEqualTo(1);
    }

    @Test
    void everyLeafOfEveryTreeHasAProof() throws Exception {
        for (int size = 1; size <= 20; size++) {
            int leaves = size;
            Json.Obj file = SERVER.as("dpo")
                    .get("/api/audit/evidence?patient=evidence&who=ide")
                    .json();
            assertThat(file.objects("entries")).isNotEmpty();
            MerkleTree tree = new MerkleTree();
            byte[] all = new byte[leaves * MerkleTree.HASH];
            for (int i = 0; i < leaves; i++) {
                byte[] entry = {(byte) i};
                byte[] leaf = MerkleTree.leaf(MerkleTree.sha256(), entry, 0, 1);
                System.arraycopy(leaf, 0, all, i * MerkleTree.HASH, MerkleTree.HASH);
                tree.add(leaf);
            }
            Path published = folder.resolve("p" + size);
            Files.createDirectories(published);
            Files.write(published.resolve("tenant-1.leaves"), all);
            List<Long> wanted =
                    java.util.stream.LongStream.range(0, leaves).boxed().toList();
            try (Publication.Leaves walk = new Publication(published).read(1)) {
                Proofs proofs = new Proofs(walk, leaves, wanted);
                for (long i : wanted) {
                    byte[] leaf = MerkleTree.leaf(MerkleTree.sha256(), new byte[] {(byte) i}, 0, 1);
                    assertThat(root(i, leaves, leaf, proofs.of(i))).isEqualTo(tree.root());
                }
            }
        }
    }

    @Test
    void onlyTheOfficeTakesEvidence() {
        assertThat(SERVER.as("medecin").get("/api/audit/evidence").status()).isEqualTo(403);
        assertThat(SERVER.as("patient").get("/api/audit/evidence").status()).isEqualTo(403);
    }

    private static byte[] root(long leaf, long size, byte[] hash, List<byte[]> proof) {
        byte[] root = hash;
        long place = leaf;
        long last = size - 1;
        int at = 0;
        while (last > 0) {
            if ((place & 1) == 1) {
                root = MerkleTree.node(MerkleTree.sha256(), proof.get(at++), root);
            } else if (place < last) {
                root = MerkleTree.node(MerkleTree.sha256(), root, proof.get(at++));
            }
            place >>= 1;
            last >>= 1;
        }
        assertThat(at).isEqualTo(proof.size());
        return root;
    }

    /** What the program says and ends with. */
    record Verdict(int code, String said) {}

    private Verdict verify(String text, @org.jspecify.annotations.Nullable Path key) throws Exception {
        Path file = folder.resolve("evidence.json");
        Files.writeString(file, text);
        return run(file, key);
    }

    static Verdict run(Path file, @org.jspecify.annotations.Nullable Path key) throws Exception {
        Path program = Path.of("..", "deploy", "evidence", "VerifyEvidence.java");
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                program.toString(),
                file.toString()));
        if (key != null) {
            command.add(key.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(process.waitFor(), said);
    }
}
