// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Subject;
import org.keneya.access.SubjectText;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;

/**
 * One export or import.
 *
 * @param id random, names its folder
 * @param owner with whose rights it runs
 * @param request the address it was asked at
 * @param made when; an export's transaction time
 * @param key 32 bytes its files are encrypted with
 * @param asked what is exported; null for an import
 * @param files finished files, in order
 * @param message why it failed, or null
 */
record Job(
        String id,
        State state,
        Subject owner,
        String request,
        Instant made,
        Instant expires,
        byte[] key,
        @Nullable ExportRequest asked,
        List<File> files,
        @Nullable String message) {
    Job {
        files = List.copyOf(files);
    }

    /** How it stands. */
    enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A finished file.
     *
     * @param name of the file, without suffix
     * @param type resource type of its lines
     * @param count lines
     * @param chunks encrypted pieces
     */
    record File(String name, String type, long count, int chunks) {}

    Job with(State now) {
        return new Job(id, now, owner, request, made, expires, key, asked, files, message);
    }

    Job failed(String why) {
        return new Job(id, State.FAILED, owner, request, made, expires, key, asked, files, why);
    }

    Job until(Instant end) {
        return new Job(id, state, owner, request, made, end, key, asked, files, message);
    }

    Job and(File file) {
        List<File> more = new ArrayList<>(files);
        more.add(file);
        return new Job(id, state, owner, request, made, expires, key, asked, more, message);
    }

    boolean isDone(String type) {
        return files.stream().anyMatch(file -> file.type().equals(type));
    }

    /** What of it is kept sealed. */
    Json.Obj json() {
        Json.Arr list = new Json.Arr();
        for (File file : files) {
            list.add(new Json.Obj()
                    .put("name", file.name)
                    .put("type", file.type)
                    .put("count", new Json.Num(Long.toString(file.count)))
                    .put("chunks", new Json.Num(Integer.toString(file.chunks))));
        }
        Json.Obj json = new Json.Obj()
                .put("owner", SubjectText.write(owner))
                .put("request", request)
                .put("key", Base64.getEncoder().encodeToString(key))
                .put("files", list);
        ExportRequest export = asked;
        if (export != null) {
            json.put("export", export.json());
        }
        if (message != null) {
            json.put("message", message);
        }
        return json;
    }

    static Job of(String id, Tenant tenant, State state, Instant made, Instant expires, Json.Obj sealed) {
        List<File> files = sealed.objects("files").stream()
                .map(file -> new File(
                        text(file, "name"), text(file, "type"), number(file, "count"), (int) number(file, "chunks")))
                .toList();
        Json.Obj export = sealed.object("export");
        Json.Obj owner = sealed.object("owner");
        if (owner == null) {
            throw new IllegalStateException("a bulk job has no owner");
        }
        return new Job(
                id,
                state,
                SubjectText.read(tenant, owner),
                text(sealed, "request"),
                made,
                expires,
                Base64.getDecoder().decode(text(sealed, "key")),
                export == null ? null : ExportRequest.of(export),
                files,
                sealed.string("message"));
    }

    private static String text(Json.Obj json, String name) {
        String text = json.string(name);
        if (text == null) {
            throw new IllegalStateException("a bulk job has no " + name);
        }
        return text;
    }

    private static long number(Json.Obj json, String name) {
        return json.get(name) instanceof Json.Num number ? number.decimal().longValueExact() : 0;
    }
}
