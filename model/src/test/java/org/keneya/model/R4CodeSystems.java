// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Writes {@code terminology.txt.gz}: the CodeSystems and ValueSets of R4, each on a line of its own. */
final class R4CodeSystems {
    static final String FILE = "terminology.txt.gz";

    private static final Pattern RESOURCE = Pattern.compile("<(CodeSystem|ValueSet) xmlns=.*?</\\1>", Pattern.DOTALL);

    /** What no question about codes needs. */
    private static final Set<String> LEFT_OUT = Set.of(
            "text",
            "meta",
            "extension",
            "contact",
            "publisher",
            "identifier",
            "useContext",
            "jurisdiction",
            "purpose",
            "copyright",
            "description",
            "contained",
            "_version");

    private R4CodeSystems() {}

    /** Lines of {@code <type> <url> <JSON>}, in their order. */
    static String compile(String folder) {
        Map<String, String> lines = new TreeMap<>();
        for (String file : List.of("valuesets.xml", "v3-codesystems.xml", "v2-tables.xml")) {
            Matcher resource = RESOURCE.matcher(R4Compiler.utf8(R4Compiler.read(folder + file)));
            while (resource.find()) {
                Json.Obj definition = XmlText.readObject(resource.group().getBytes(StandardCharsets.UTF_8));
                strip(definition, true);
                lines.put(
                        definition.string("resourceType") + " " + definition.string("url"), JsonText.write(definition));
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach((name, json) -> text.append(name).append(' ').append(json).append('\n'));
        return text.toString();
    }

    private static void strip(Json json, boolean root) {
        switch (json) {
            case Json.Obj object -> {
                if (root) {
                    LEFT_OUT.forEach(object::remove);
                }
                object.remove("extension");
                for (int i = object.size() - 1; i >= 0; i--) {
                    if (object.name(i).startsWith("_")) {
                        object.remove(object.name(i));
                    } else {
                        strip(object.value(i), false);
                    }
                }
            }
            case Json.Arr array -> array.forEach(item -> strip(item, false));
            default -> {}
        }
    }

    static byte[] pack(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static String unpack(byte[] packed) {
        try (var in = new GZIPInputStream(new java.io.ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
