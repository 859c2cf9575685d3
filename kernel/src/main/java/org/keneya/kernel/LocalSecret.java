// SPDX-License-Identifier: Apache-2.0
package org.keneya.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a server keeps the secret by which programs of the same user on the same machine ask it for tokens: one file per
 * port, in a folder that only this user can enter. Its first line is the secret; a second one, if any, the path of the certificate
 * the server speaks TLS with.
 */
public final class LocalSecret {
    private LocalSecret() {}

    /** The folder; its owner alone may enter it. */
    public static Path folder() {
        String temporary = System.getenv("TMPDIR");
        return Path.of(temporary == null || temporary.isBlank() ? "/tmp" : temporary, "keneya-" + uid());
    }

    public static Path file(int port) {
        return folder().resolve(Integer.toString(port));
    }

    private static String uid() {
        try {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return String.valueOf(uid);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException elsewhere) {
            return System.getProperty("user.name");
        }
    }
}
