// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs. It refuses root, so a Keneya started as root runs it inside a user namespace without any
 * right of root (the files stay root's), or as an ordinary user where the system has no user namespaces.
 *
 * @param prefix words put before a command
 * @param owner numeric user who must own the files; {@code -1} when they need no other owner
 */
record Account(List<String> prefix, int owner) {
    private static final int ROOT = 0;
    private static final List<String> ORDINARY_USERS = List.of("postgres", "nobody");

    Account {
        prefix = List.copyOf(prefix);
    }

    /** @param user numeric id of the user this process runs as */
    static Account of(int user, DataDirectory directory, Binaries binaries) {
        if (user != ROOT) return new Account(List.of(), -1);
        try {
            var owner = directory.hasCluster() ? DataDirectory.userOf(directory.cluster()) : ROOT;
            if (owner != ROOT) return ordinary(owner, directory, binaries);
            var namespace = new Account(List.of("unshare", "--user"), -1);
            if (namespace.worksIn(directory, binaries)) return namespace;
            for (var name : ORDINARY_USERS) {
                var id = Commands.output(List.of("id", "-u", name));
                if (id.matches("\\d+")) return ordinary(Integer.parseInt(id), directory, binaries);
            }
        } catch (IOException e) {
            throw DataDirectory.unusable(directory.root(), e);
        }
        throw refused(directory);
    }

    List<String> command(List<String> words) {
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    /** Hands a file or a whole folder to the user PostgreSQL runs as. */
    void own(Path path) throws IOException {
        if (owner < 0) return;
        try (Stream<Path> tree = Files.walk(path)) {
            for (var each : tree.toList()) Files.setAttribute(each, "unix:uid", owner);
        }
    }

    private static Account ordinary(int owner, DataDirectory directory, Binaries binaries) throws IOException {
        var words = new ArrayList<>(List.of("setpriv", "--reuid=" + owner, "--clear-groups"));
        var group = Commands.output(List.of("id", "-g", Integer.toString(owner)));
        words.add("--regid=" + (group.matches("\\d+") ? group : Integer.toString(owner)));
        var account = new Account(words, owner);
        letPass(directory.root());
        if (account.worksIn(directory, binaries)) return account;
        throw refused(directory);
    }

    private boolean worksIn(DataDirectory directory, Binaries binaries) throws IOException {
        var test = "[ \"$(id -u)\" != 0 ] && [ -x \"$1\" ] && [ -x \"$2\" ]";
        var words = List.of(
                "/bin/sh",
                "-c",
                test,
                "probe",
                directory.root().toString(),
                binaries.program("postgres").toString());
        return Commands.succeeds(command(words));
    }

    /** Another user must be able to reach, not to list, what is his inside the data directory. */
    private static void letPass(Path root) throws IOException {
        var permissions = Files.getPosixFilePermissions(root);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
        Files.setPosixFilePermissions(root, permissions);
    }

    private static DatabaseUnavailable refused(DataDirectory directory) {
        return new DatabaseUnavailable(
                "PostgreSQL refuses to run as root, and this system lets it run neither in a user namespace (unshare) nor as another user (setpriv) in %s: start Keneya as an ordinary user, or choose a --data directory that others can reach."
                        .formatted(directory.root()));
    }
}
