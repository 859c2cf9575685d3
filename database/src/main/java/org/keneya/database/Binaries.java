// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL programs of this platform, unpacked once per version.
 *
 * @param home folder that holds {@code bin}, {@code lib} and {@code share}
 * @param version as {@code 18.6}
 */
record Binaries(Path home, String version) {
    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);
    private static final Pattern VERSION = Pattern.compile("-(\\d+\\.\\d+)(?:\\.\\d+)?\\.jar");

    /** Answers the programs under {@code parent}, unpacking them when they are not there yet. */
    static Binaries under(Path parent) {
        var archive = archive();
        var version = versionOf(archive);
        var home = parent.resolve("postgresql-" + version);
        var binaries = new Binaries(home, version);
        if (!Files.isExecutable(binaries.program("postgres"))) binaries.unpack(archive, parent);
        return binaries;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** The part of the version that decides whether a database can be opened: {@code 18}. */
    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }

    private static URL archive() {
        var system = isMac() ? "darwin" : "linux";
        var processor = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
        var name = "postgres-%s-%s.txz".formatted(system, processor);
        var found = Binaries.class.getClassLoader().getResource(name);
        if (found == null) {
            throw new DatabaseUnavailable(
                    "This Keneya brings no PostgreSQL for %s on %s (%s is missing): build it on this machine, or set KENEYA_DATABASE_URL to a PostgreSQL of your own."
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), name));
        }
        return found;
    }

    private static String versionOf(URL archive) {
        var matcher = VERSION.matcher(archive.toString());
        var version = "";
        while (matcher.find()) version = matcher.group(1);
        if (version.isEmpty()) throw new IllegalStateException("no PostgreSQL version in " + archive);
        return version;
    }

    private void unpack(URL archive, Path parent) {
        LOG.info("database=unpacking version={}", version);
        try {
            Files.createDirectories(parent);
            var fresh = Files.createTempDirectory(parent, "postgresql-" + version + ".unpacking");
            try (var input = archive.openStream()) {
                unpack(input, fresh);
                openToAll(fresh);
                Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                LOG.debug("another process unpacked {} first", home, e);
            } finally {
                DataDirectory.discard(fresh);
            }
        } catch (IOException e) {
            throw DataDirectory.unusable(home, e);
        }
    }

    private static void unpack(InputStream input, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(input))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) throw new IOException("entry outside the archive: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        if (entry.getName().endsWith(".a")) return;
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0) openToAll(path);
    }

    /** The programs are public; another user may have to run them when this process is root. */
    private static void openToAll(Path path) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.allOf(PosixFilePermission.class);
        permissions.remove(PosixFilePermission.GROUP_WRITE);
        permissions.remove(PosixFilePermission.OTHERS_WRITE);
        Files.setPosixFilePermissions(path, permissions);
    }
}
