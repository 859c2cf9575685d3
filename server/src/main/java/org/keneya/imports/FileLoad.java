// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Loads one file. What is refused is reported with its line or path, and stops neither the file's rest nor other files. */
final class FileLoad implements Runnable {
    private static final int MOST_ENTRIES = 500;
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final Pattern ENTRY = Pattern.compile("^Bundle\\.entry\\[(\\d+)]");

    private final Path file;
    private final Server server;
    private final Directory directory;
    private final Report report;

    FileLoad(Path file, Server server, Directory directory, Report report) {
        this.directory = directory;
        this.file = file;
        this.server = server;
        this.report = report;
    }

    /** A resource waiting to be sent, and the line it came from. */
    private record Waiting(int line, Json.Obj entry) {}

    @Override
    public void run() {
        try {
            if (file.toString().endsWith(".ndjson")) {
                lines();
            } else {
                whole(Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            report.refused(
                    file,
                    "",
                    "cannot be read (%s)".formatted(unreadable.getClass().getSimpleName()));
        } catch (UnreachableException unreachable) {
            report.refused(file, "", String.valueOf(unreachable.getMessage()));
        } finally {
            report.fileDone();
        }
    }

    private void whole(byte[] bytes) {
        try {
            Json.Obj resource = JsonText.readObject(bytes);
            if ("Bundle".equals(resource.string("resourceType"))) {
                send(asTransaction(resource), "");
            } else {
                sendAll(new ArrayList<>(List.of(new Waiting(1, put(resource)))));
            }
        } catch (ProblemException unreadable) {
            report.refused(file, "", String.valueOf(unreadable.getMessage()));
        }
        report.read(bytes.length);
    }

    private void lines() throws IOException {
        List<Waiting> waiting = new ArrayList<>();
        long bytes = 0;
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    bytes += line.length() + 1;
                    line(line, number, waiting);
                }
                if (waiting.size() >= MOST_ENTRIES || bytes >= MOST_BYTES) {
                    sendAll(waiting);
                    report.read(bytes);
                    bytes = 0;
                }
            }
        } catch (java.nio.charset.CharacterCodingException notUtf8) {
            report.refused(file, "line " + (number + 1), "is not valid UTF-8");
        }
        sendAll(waiting);
        report.read(bytes);
    }

    private void line(String line, int number, List<Waiting> waiting) {
        try {
            Json.Obj resource = JsonText.readObject(line);
            if ("Bundle".equals(resource.string("resourceType"))) {
                send(asTransaction(resource), "line " + number);
            } else {
                waiting.add(new Waiting(number, put(resource)));
            }
        } catch (ProblemException unreadable) {
            report.refused(file, "line " + number, String.valueOf(unreadable.getMessage()));
        }
    }

    /** Sends what waits as one transaction; takes out what is refused, reports it, and sends the rest again. */
    private void sendAll(List<Waiting> waiting) {
        while (!waiting.isEmpty()) {
            Json.Arr entries = new Json.Arr();
            waiting.forEach(one -> entries.add(one.entry));
            Server.Reply reply = server.post(JsonText.bytes(transaction(entries)));
            if (reply.status() == 200) {
                report.taken(reply.body());
                break;
            }
            List<Integer> faulty = new ArrayList<>();
            for (Json.Obj issue : reply.body().objects("issue")) {
                Integer index = entry(issue);
                if (index != null && index < waiting.size() && !faulty.contains(index)) {
                    faulty.add(index);
                    report.refused(file, "line " + waiting.get(index).line, words(issue));
                }
            }
            if (faulty.isEmpty()) {
                report.refused(
                        file,
                        "lines %d to %d".formatted(waiting.getFirst().line, waiting.getLast().line),
                        words(reply));
                break;
            }
            faulty.stream().sorted((a, b) -> b - a).forEach(index -> waiting.remove(index.intValue()));
        }
        waiting.clear();
    }

    private void send(Json.Obj bundle, String where) {
        Server.Reply reply = server.post(JsonText.bytes(bundle));
        if (reply.status() == 200) {
            report.taken(reply.body());
        } else {
            report.refused(file, where, words(reply));
        }
    }

    private static Json.Obj transaction(Json.Arr entries) {
        return new Json.Obj()
                .put("resourceType", "Bundle")
                .put("type", "transaction")
                .put("entry", entries);
    }

    private static Json.Obj put(Json.Obj resource) {
        String type = resource.string("resourceType");
        String id = resource.string("id");
        if (type == null || id == null) {
            throw ProblemException.invalid("required", "a resource to import needs resourceType and id");
        }
        return new Json.Obj()
                .put("resource", resource)
                .put("request", new Json.Obj().put("method", "PUT").put("url", type + "/" + id));
    }

    /** The bundle as a transaction in which creations keep the ids of their resources. */
    private Json.Obj asTransaction(Json.Obj bundle) {
        bundle.put("type", "transaction");
        for (Json.Obj entry : bundle.objects("entry")) {
            Json.Obj resource = entry.object("resource");
            Json.Obj request = entry.object("request");
            String method = request == null ? "POST" : request.string("method");
            if (resource != null && "POST".equals(method) && (request == null || !request.has("ifNoneExist"))) {
                String id = stableId(entry, resource);
                if (id != null) {
                    resource.put("id", id);
                    String type = String.valueOf(resource.string("resourceType"));
                    entry.put("resource", directory.described(type, id, resource));
                    entry.put("request", new Json.Obj().put("method", "PUT").put("url", type + "/" + id));
                }
            }
            entry.remove("search");
            entry.remove("response");
        }
        for (String name : List.of("total", "link", "signature")) {
            bundle.remove(name);
        }
        return bundle;
    }

    private static @Nullable String stableId(Json.Obj entry, Json.Obj resource) {
        String id = resource.string("id");
        String fullUrl = entry.string("fullUrl");
        return id != null || fullUrl == null || !fullUrl.startsWith("urn:uuid:")
                ? id
                : fullUrl.substring("urn:uuid:".length());
    }

    private static @Nullable Integer entry(Json.Obj issue) {
        Json.Arr expression = issue.array("expression");
        if (expression != null && expression.size() > 0 && expression.get(0) instanceof Json.Str(String path)) {
            Matcher matcher = ENTRY.matcher(path);
            return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
        }
        return null;
    }

    private static String words(Server.Reply reply) {
        List<Json.Obj> issues = reply.body().objects("issue");
        return issues.isEmpty()
                ? "HTTP " + reply.status()
                : words(issues.getFirst()) + (issues.size() > 1 ? " (and %d more)".formatted(issues.size() - 1) : "");
    }

    private static String words(Json.Obj issue) {
        Json.Arr expression = issue.array("expression");
        String path = expression != null && expression.size() > 0 && expression.get(0) instanceof Json.Str(String text)
                ? text + ": "
                : "";
        String diagnostics = issue.string("diagnostics");
        return path + (diagnostics == null ? issue.string("code") : diagnostics);
    }
}
