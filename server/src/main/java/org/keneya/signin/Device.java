// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a browser says of itself, as a person would say it: «Firefox, Windows». */
final class Device {
    /** What to look for and its name, the more particular first: nearly every browser also claims to be another. */
    private static final List<String[]> BROWSERS = List.of(
            new String[] {"Edg/", "Edge"},
            new String[] {"OPR/", "Opera"},
            new String[] {"Firefox/", "Firefox"},
            new String[] {"Chrome/", "Chrome"},
            new String[] {"Safari/", "Safari"});

    private static final List<String[]> SYSTEMS = List.of(
            new String[] {"Windows", "Windows"},
            new String[] {"Android", "Android"},
            new String[] {"iPhone", "iPhone"},
            new String[] {"iPad", "iPad"},
            new String[] {"Mac OS X", "macOS"},
            new String[] {"CrOS", "ChromeOS"},
            new String[] {"Linux", "Linux"});

    private Device() {}

    static String of(@Nullable String agent) {
        String browser = find(BROWSERS, agent, "Navigateur inconnu");
        String system = find(SYSTEMS, agent, "");
        return system.isEmpty() ? browser : browser + ", " + system;
    }

    private static String find(List<String[]> known, @Nullable String agent, String otherwise) {
        if (agent != null) {
            for (String[] one : known) {
                if (agent.contains(one[0])) {
                    return one[1];
                }
            }
        }
        return otherwise;
    }
}
