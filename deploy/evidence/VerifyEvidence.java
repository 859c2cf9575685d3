// SPDX-License-Identifier: Apache-2.0

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks an evidence file of the audit log. Needs a JDK (17 or later) and nothing else, least of all the program that made
 * the file:
 *
 * <pre>java VerifyEvidence.java FILE [KEY]</pre>
 *
 * KEY is {@code audit.pub}, as the establishment published it: with it, a file signed with any other key is refused; without
 * it, the key in the file is believed, and printed. What is checked: each entry's bytes give a hash (RFC 9162, 2.1.1); the hash
 * and its proof give the root of the signed head (2.1.3.2); the head bears an Ed25519 signature (RFC 8032) of the key; the time
 * stamp, if there is one, is of this head and bears its authority's signature (RFC 3161). Ends with 0 when all holds, 1 when
 * something does not, 2 when the file cannot be read.
 */
public class VerifyEvidence {
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: java VerifyEvidence.java FILE [KEY]");
            System.exit(2);
        }
        Map<String, Object> file;
        byte[] key;
        try {
            file = object(new Text(Files.readString(Path.of(arguments[0]))).value());
            key = arguments.length < 2
                    ? Base64.getDecoder().decode((String) file.get("key"))
                    : Base64.getDecoder().decode(Files.readString(Path.of(arguments[1])).strip());
        } catch (Exception unreadable) {
            System.err.println("UNREADABLE: " + unreadable.getMessage());
            System.exit(2);
            return;
        }
        try {
            check(file, key, arguments.length == 2);
        } catch (Wrong wrong) {
            System.out.println("NOT SOUND: " + wrong.getMessage());
            System.exit(1);
        } catch (RuntimeException garbled) {
            System.out.println("NOT SOUND: a part is missing or garbled (" + garbled + ")");
            System.exit(1);
        }
    }

    static class Wrong extends Exception {
        Wrong(String why) {
            super(why);
        }
    }

    static void check(Map<String, Object> file, byte[] key, boolean published) throws Exception {
        require("keneya-audit-evidence-1".equals(file.get("format")), "the format is not keneya-audit-evidence-1");
        require(
                Arrays.equals(key, Base64.getDecoder().decode((String) file.get("key"))),
                "the file was signed with another key than the one published");
        Map<String, Object> head = object(file.get("head"));
        long size = number(head.get("size"));
        byte[] root = HexFormat.of().parseHex((String) head.get("root"));
        byte[] signed = ("keneya audit head\n" + number(head.get("tenant")) + "\n" + size + "\n" + head.get("root") + "\n"
                        + head.get("at") + "\n")
                .getBytes(StandardCharsets.UTF_8);
        require(number(head.get("tenant")) == number(file.get("tenant")), "the head is another establishment's");
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
        signature.update(signed);
        require(
                isGood(signature, Base64.getDecoder().decode((String) head.get("signature"))),
                "the head does not bear the key's signature");
        List<?> entries = (List<?>) file.get("entries");
        long before = -1;
        for (Object each : entries) {
            Map<String, Object> entry = object(each);
            long number = number(entry.get("number"));
            require(number > before, "entry " + number + " stands out of order or twice");
            before = number;
            byte[] bytes = ((String) entry.get("entry")).getBytes(StandardCharsets.UTF_8);
            require(
                    Arrays.equals(root, root(number, size, hash((byte) 0, bytes), (List<?>) entry.get("proof"))),
                    "entry " + number + " is not the one that is in the log");
        }
        System.out.println(entries.size() + " entries hold: each is in the log of " + size + " entries signed at "
                + head.get("at") + ".");
        System.out.println(published
                ? "The signature is of the published key."
                : "The signature is of the key in the file; compare with the published one: " + file.get("key"));
        Object stamp = file.get("timestamp");
        System.out.println(
                stamp == null
                        ? "There is no time stamp."
                        : stamp(Base64.getDecoder().decode((String) stamp), signed));
        System.out.println("SOUND");
    }

    static boolean isGood(Signature signature, byte[] bytes) {
        try {
            return signature.verify(bytes);
        } catch (java.security.SignatureException garbled) {
            return false;
        }
    }

    /** RFC 9162, section 2.1.3.2. */
    static byte[] root(long leaf, long size, byte[] hash, List<?> proof) throws Exception {
        require(leaf < size, "entry " + leaf + " is beyond the signed head");
        long place = leaf;
        long last = size - 1;
        byte[] root = hash;
        for (Object each : proof) {
            byte[] sibling = HexFormat.of().parseHex((String) each);
            require(last != 0, "the proof of entry " + leaf + " is too long");
            if ((place & 1) == 1 || place == last) {
                root = hash((byte) 1, sibling, root);
                while ((place & 1) == 0 && place != 0) {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                root = hash((byte) 1, root, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        require(last == 0, "the proof of entry " + leaf + " is too short");
        return root;
    }

    static byte[] hash(byte kind, byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(kind);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static void require(boolean holds, String otherwise) throws Wrong {
        if (!holds) {
            throw new Wrong(otherwise);
        }
    }

    // ---------------------------------------------------------------- time stamps (RFC 3161 in CMS, RFC 5652)

    static String stamp(byte[] token, byte[] message) throws Exception {
        List<Der> signed = Der.of(token, 0).child(1).child(0).children();
        byte[] info = signed.get(2).child(1).child(0).content;
        List<Der> fields = Der.of(info, 0).children();
        require(
                Arrays.equals(
                        fields.get(2).child(1).content,
                        MessageDigest.getInstance("SHA-256").digest(message)),
                "the time stamp is of something else");
        List<Der> signer = signed.get(signed.size() - 1).child(0).children();
        String digest =
                switch (HexFormat.of().formatHex(signer.get(2).child(0).content)) {
                    case "608648016503040201" -> "SHA256";
                    case "608648016503040202" -> "SHA384";
                    case "608648016503040203" -> "SHA512";
                    default -> throw new Wrong("the time stamp's digest is unknown");
                };
        byte[] hash = MessageDigest.getInstance(digest.replace("SHA", "SHA-")).digest(info);
        boolean same = false;
        for (Der attribute : signer.get(3).children()) {
            if (HexFormat.of().formatHex(attribute.child(0).content).equals("2a864886f70d010904")) {
                same = Arrays.equals(hash, attribute.child(1).child(0).content);
            }
        }
        require(same, "the time stamp's content was changed");
        byte[] attributes = signer.get(3).whole.clone();
        attributes[0] = 0x31;
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Der each : signed.get(3).children()) {
            X509Certificate certificate =
                    (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each.whole));
            String algorithm = certificate.getPublicKey().getAlgorithm();
            Signature signature = Signature.getInstance(digest + "with" + (algorithm.equals("EC") ? "ECDSA" : algorithm));
            signature.initVerify(certificate.getPublicKey());
            signature.update(attributes);
            if (isGood(signature, signer.get(5).content)) {
                List<String> usages = certificate.getExtendedKeyUsage();
                require(
                        usages != null && usages.contains("1.3.6.1.5.5.7.3.8"),
                        "the time stamp's certificate is not for time stamps");
                return "Time stamp of " + new String(fields.get(4).content, StandardCharsets.US_ASCII) + " by "
                        + certificate.getSubjectX500Principal() + ", certificate SHA-256 "
                        + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(each.whole));
            }
        }
        throw new Wrong("the time stamp does not bear its authority's signature");
    }

    /** A value in DER. */
    static class Der {
        byte[] content;
        byte[] whole;

        static Der of(byte[] bytes, int from) {
            int length = bytes[from + 1] & 0xff;
            int start = from + 2;
            if (length > 0x80) {
                int octets = length - 0x80;
                length = new BigInteger(1, Arrays.copyOfRange(bytes, start, start + octets)).intValueExact();
                start += octets;
            }
            Der der = new Der();
            der.content = Arrays.copyOfRange(bytes, start, Math.addExact(start, length));
            der.whole = Arrays.copyOfRange(bytes, from, start + length);
            return der;
        }

        List<Der> children() {
            List<Der> children = new ArrayList<>();
            for (int at = 0; at < content.length; ) {
                Der child = of(content, at);
                children.add(child);
                at += child.whole.length;
            }
            return children;
        }

        Der child(int index) {
            return children().get(index);
        }
    }

    // ---------------------------------------------------------------- JSON (RFC 8259), enough to read the file

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    static long number(Object value) {
        return Long.parseLong((String) value);
    }

    /** Objects become maps, arrays lists; texts, numbers and words become strings. */
    static class Text {
        final String text;
        int at;

        Text(String text) {
            this.text = text;
        }

        Object value() {
            char c = next();
            if (c == '{') {
                Map<String, Object> object = new LinkedHashMap<>();
                for (at++; next() != '}'; comma('}')) {
                    String name = string();
                    expect(':');
                    if (object.put(name, value()) != null) {
                        throw new IllegalArgumentException("a name stands twice");
                    }
                }
                at++;
                return object;
            }
            if (c == '[') {
                List<Object> array = new ArrayList<>();
                for (at++; next() != ']'; comma(']')) {
                    array.add(value());
                }
                at++;
                return array;
            }
            if (c == '"') {
                return string();
            }
            int start = at;
            while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        String string() {
            expect('"');
            StringBuilder string = new StringBuilder();
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c != '\\') {
                    string.append(c);
                    continue;
                }
                char escaped = text.charAt(at++);
                int known = "bfnrt".indexOf(escaped);
                if (escaped == 'u') {
                    string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                } else {
                    string.append(known < 0 ? escaped : "\b\f\n\r\t".charAt(known));
                }
            }
            at++;
            return string.toString();
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private void expect(char c) {
            if (next() != c) {
                throw new IllegalArgumentException("expected " + c + " at " + at);
            }
            at++;
        }

        private void comma(char end) {
            if (next() != end) {
                expect(',');
            }
        }
    }
}
