// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes {@code elements.txt}, {@code value-sets.txt}, {@code invariants.txt}, {@code search-parameters.txt} and {@code terminology.txt.gz} from HL7's R4 definitions
 * (http://hl7.org/fhir/R4/downloads.html, CC0), as packed in a test dependency. Run the main to rewrite the files.
 */
final class R4Compiler {
    private static final String MODEL = "org/hl7/fhir/r4/model/";
    private static final Set<String> INHERITED = Set.of("Element", "BackboneElement", "Resource", "DomainResource");
    private static final String STRUCTURE = "http://hl7.org/fhir/StructureDefinition/";

    private final Map<String, List<String>> types = new TreeMap<>();
    private final Map<String, List<String>> resources = new TreeMap<>();
    private final Map<String, String> parents = new TreeMap<>();
    private final Set<String> bindings = new TreeSet<>();
    private final Map<String, List<String>> invariants = new TreeMap<>();

    /** File name to content. */
    static Map<String, String> compile() {
        R4Compiler compiler = new R4Compiler();
        XmlNode.each(MODEL + "profile/profiles-types.xml", "StructureDefinition", compiler::structure);
        XmlNode.each(MODEL + "profile/profiles-resources.xml", "StructureDefinition", compiler::structure);
        Map<String, String> files = new TreeMap<>();
        files.put("value-sets.txt", R4ValueSets.compile(MODEL + "valueset/", compiler.bindings));
        files.put("elements.txt", compiler.elements(R4ValueSets.names(files.get("value-sets.txt"))));
        files.put("invariants.txt", compiler.invariants());
        files.put("search-parameters.txt", R4SearchParameters.compile(MODEL + "sp/search-parameters.json"));
        return files;
    }

    /** What {@link R4Terminology} reads, unpacked. */
    static String terminology() {
        return R4CodeSystems.compile(MODEL + "valueset/");
    }

    /** @param arguments the folder to write to */
    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, String> file : compile().entrySet()) {
            Files.writeString(Path.of(arguments[0]).resolve(file.getKey()), file.getValue());
        }
        Files.write(Path.of(arguments[0]).resolve(R4CodeSystems.FILE), R4CodeSystems.pack(terminology()));
    }

    static InputStream open(String resource) throws IOException {
        InputStream in = R4Compiler.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("not on the class path: " + resource);
        }
        return in;
    }

    static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private void structure(XmlNode definition) {
        String kind = definition.text("kind");
        String name = definition.text("type");
        if (definition.text("derivation").equals("constraint")
                || !(kind.equals("resource") || kind.equals("complex-type"))) {
            return;
        }
        List<String> lines = new ArrayList<>();
        List<XmlNode> elements = definition.first("snapshot").all("element");
        invariants(name, elements.getFirst());
        for (XmlNode element : elements.subList(1, elements.size())) {
            String origin = element.has("base") ? element.first("base").text("path") : element.text("path");
            String root = origin.substring(0, origin.indexOf('.'));
            if (!INHERITED.contains(root) || root.equals(name)) {
                lines.add(element(name, element));
                invariants(name, element);
            }
        }
        String parent = definition.text("baseDefinition");
        parents.put(name, parent.isEmpty() ? "" : parent.substring(STRUCTURE.length()));
        boolean concrete =
                kind.equals("resource") && definition.text("abstract").equals("false");
        (concrete ? resources : types).put(name, lines);
    }

    private String element(String owner, XmlNode element) {
        String path = element.text("path");
        StringBuilder line = new StringBuilder(path.substring(owner.length() + 1)).append(' ');
        if (element.has("contentReference")) {
            line.append('@').append(element.text("contentReference").substring(1));
        } else {
            line.append(String.join("|", types(path, element)));
        }
        line.append(' ').append(element.text("min")).append("..").append(element.text("max"));
        if (element.text("isSummary").equals("true")) {
            line.append(" S");
        }
        if (element.has("binding") && element.first("binding").text("strength").equals("required")) {
            String url = element.first("binding").text("valueSet");
            bindings.add(withoutVersion(url));
            line.append(" =").append(R4ValueSets.name(withoutVersion(url)));
        }
        return line.toString();
    }

    /** Keeps a constraint where it is written, not where it is inherited. */
    private void invariants(String owner, XmlNode element) {
        for (XmlNode constraint : element.all("constraint")) {
            String source = constraint.text("source");
            String origin = source.startsWith(STRUCTURE) ? source.substring(STRUCTURE.length()) : source;
            if (constraint.text("severity").equals("error") && (origin.isEmpty() || origin.equals(owner))) {
                invariants
                        .computeIfAbsent(element.text("path"), _ -> new ArrayList<>())
                        .add("%s %s%n %s"
                                .formatted(
                                        constraint.text("key"),
                                        constraint.text("human").strip().replaceAll("\\s+", " "),
                                        constraint.text("expression").strip()));
            }
        }
    }

    private String invariants() {
        StringBuilder text = new StringBuilder("""
                # Constraints of severity error. Generated by R4Compiler from HL7's definitions (CC0); do not edit.
                # <path>, then per constraint " <key> <what it says>" and "  <FHIRPath>".
                """);
        invariants.forEach((path, lines) -> {
            text.append(path).append('\n');
            lines.forEach(line ->
                    line.lines().forEach(part -> text.append(' ').append(part).append('\n')));
        });
        return text.toString();
    }

    private static Set<String> types(String path, XmlNode element) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (XmlNode type : element.all("type")) {
            String code = type.text("code");
            if (code.startsWith("http://hl7.org/fhirpath/")) {
                code = path.equals("Resource.id") ? "id" : path.equals("Extension.url") ? "uri" : "string";
            }
            Set<String> targets = found.computeIfAbsent(code, _ -> new TreeSet<>());
            for (XmlNode target : type.all("targetProfile")) {
                targets.add(java.util.Objects.requireNonNull(target.attribute()).substring(STRUCTURE.length()));
            }
        }
        Set<String> written = new TreeSet<>();
        found.forEach((code, targets) -> {
            boolean any = !code.equals("Reference") || targets.isEmpty() || targets.contains("Resource");
            written.add(any ? code : code + "(" + String.join(",", targets) + ")");
        });
        return written;
    }

    private String elements(Set<String> valueSets) {
        StringBuilder text = new StringBuilder("""
                # Elements of every FHIR R4 (4.0.1) type. Generated by R4Compiler from HL7's definitions (CC0); do not edit.
                # type <name> : <parent>, or resource <name> : <parent> #<stable number>; then one line per element:
                # <path> <type>|<type>... <min>..<max> [S] [=<required value set>]; S is part of a summary; @ refers to the elements of another path.
                """);
        types.forEach((name, lines) -> write(text, "type " + name + " : " + parents.get(name), lines, valueSets));
        int code = 0;
        for (Map.Entry<String, List<String>> resource : resources.entrySet()) {
            String head = "resource %s : %s #%d".formatted(resource.getKey(), parents.get(resource.getKey()), ++code);
            write(text, head, resource.getValue(), valueSets);
        }
        return text.toString();
    }

    /** Bindings whose value set cannot be enumerated from the definitions are left out. */
    private static void write(StringBuilder text, String head, List<String> lines, Set<String> valueSets) {
        text.append(head.strip()).append('\n');
        for (String line : lines) {
            int at = line.indexOf(" =");
            boolean unknown = at > 0 && !valueSets.contains(line.substring(at + 2));
            text.append(' ').append(unknown ? line.substring(0, at) : line).append('\n');
        }
    }

    private static String withoutVersion(String canonical) {
        int bar = canonical.indexOf('|');
        return bar < 0 ? canonical : canonical.substring(0, bar);
    }

    static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
