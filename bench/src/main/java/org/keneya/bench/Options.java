// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code --name value} pairs of a command line. */
record Options(Map<String, String> values) {

    /** @throws IllegalArgumentException for a name that is not known or has no value */
    static Options of(String[] arguments, String... known) {
        Set<String> names = Set.of(known);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!names.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("%s is not known or has no value; known are %s"
                        .formatted(arguments[i], Arrays.toString(known)));
            }
            values.put(name, arguments[i + 1]);
        }
        return new Options(values);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
    }

    List<Integer> numbers(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(","))
                .map(Integer::valueOf)
                .toList();
    }

    /** The token given, or what the given command prints (tokens end, and a long run needs several); empty for none. */
    String token() throws IOException {
        return token("");
    }

    /** The same with other names of the options, {@code --<prefix>token} and {@code --<prefix>token-command}. */
    String token(String prefix) throws IOException {
        String command = values.get(prefix + "token-command");
        if (command == null) {
            return text(prefix + "token", "");
        }
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
