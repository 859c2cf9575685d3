// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * {@code keneya import-hospitals FILE}: a file of hospitals through the public interface, in pieces. What is there already is
 * brought up to date, so that a run that was broken off is simply run again.
 */
public final class ImportHospitalsCommand {
    private static final int ATTEMPTS = 6;
    private static final int MOST_SHOWN = 50;
    private static final String USAGE =
            "usage: keneya import-hospitals FILE [--port 8080] [--establishment NAME] [--url URL --token TOKEN]";

    private final HttpClient client;
    private final URI target;
    private final String token;
    private final PrintStream out;
    private long hospitals;
    private long beds;
    private int refused;

    private ImportHospitalsCommand(HttpClient client, URI target, String token, PrintStream out) {
        this.client = client;
        this.target = target;
        this.token = token;
        this.out = out;
    }

    private record Options(
            Path file,
            int port,
            @Nullable String url,
            @Nullable String token,
            @Nullable String establishment) {}

    /** Runs the command; 0 when everything was taken, 1 when something was refused, 2 when the command line is unclear. */
    public static int run(String[] arguments) {
        try {
            Options options = parse(arguments);
            String url = options.url();
            LocalServer local = url == null ? LocalServer.on(options.port()) : new LocalServer(options.port(), "");
            String token = options.token();
            String establishment = options.establishment();
            URI target = URI.create((url == null ? local.origin() : url)
                    + "/api/hospitals/import"
                    + (establishment == null
                            ? ""
                            : "?establishment=" + URLEncoder.encode(establishment, StandardCharsets.UTF_8)));
            return new ImportHospitalsCommand(
                            local.client(),
                            target,
                            token == null ? LocalToken.fetch(options.port()) : token,
                            System.out)
                    .load(HospitalPieces.of(Files.readAllBytes(options.file())));
        } catch (IllegalArgumentException unclear) {
            System.err.println(unclear.getMessage());
            System.err.println(USAGE);
            return 2;
        } catch (UnreachableException unreachable) {
            System.err.println(unreachable.getMessage());
            return 1;
        } catch (IOException unreadable) {
            System.err.println("Cannot read " + unreadable.getMessage());
            return 1;
        }
    }

    private static Options parse(String[] arguments) {
        Path file = null;
        int port = 8080;
        String url = null;
        String token = null;
        String establishment = null;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--port" -> port = ImportCommand.Options.port(ImportCommand.Options.value(arguments, ++i));
                case "--url" -> url = ImportCommand.Options.value(arguments, ++i);
                case "--token" -> token = ImportCommand.Options.value(arguments, ++i);
                case "--establishment" -> establishment = ImportCommand.Options.value(arguments, ++i);
                default -> file = Path.of(arguments[i]);
            }
        }
        if (file == null) {
            throw new IllegalArgumentException("import-hospitals needs a file");
        }
        return new Options(file, port, url, token, establishment);
    }

    private int load(List<HospitalPieces.Piece> pieces) {
        long start = System.nanoTime();
        int done = 0;
        for (HospitalPieces.Piece piece : pieces) {
            send(piece);
            done++;
            System.err.printf(
                    "%3d %%  %d hospitals, %d beds, %d refused%n",
                    100L * done / pieces.size(), hospitals, beds, refused);
        }
        out.printf(
                "%d hospitals, %d beds in %.1f s; %d refused.%n",
                hospitals, beds, (System.nanoTime() - start) / 1e9, refused);
        return refused == 0 ? 0 : 1;
    }

    private void send(HospitalPieces.Piece piece) {
        HttpResponse<byte[]> response = post(piece.text());
        Json.Obj answer = answer(response.body());
        if (response.statusCode() != 200) {
            String detail = answer.string("detail");
            throw new UnreachableException("The server refuses the file (HTTP %d%s)"
                    .formatted(response.statusCode(), detail == null ? "" : ": " + detail));
        }
        hospitals += number(answer, "hospitals");
        beds += number(answer, "beds");
        for (Json.Obj one : answer.objects("refused")) {
            refused++;
            if (refused <= MOST_SHOWN) {
                String hospital = one.string("hospital");
                out.printf(
                        "%s: %s%n",
                        hospital == null ? "line " + piece.line((int) number(one, "line")) : hospital,
                        one.string("why"));
            }
        }
    }

    private HttpResponse<byte[]> post(String text) {
        HttpRequest request = HttpRequest.newBuilder(target)
                .header("Content-Type", "text/csv;charset=UTF-8")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        try {
            for (int attempt = 1; ; attempt++) {
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                boolean again = response.statusCode() == 503 || response.statusCode() == 429;
                if (!again || attempt == ATTEMPTS) {
                    return response;
                }
                Thread.sleep(500L * attempt);
            }
        } catch (IOException gone) {
            throw new UnreachableException("The server at %s does not answer any more".formatted(target));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("Interrupted");
        }
    }

    private static Json.Obj answer(byte[] body) {
        try {
            return JsonText.readObject(body);
        } catch (ProblemException notJson) {
            return new Json.Obj();
        }
    }

    private static long number(Json.Obj object, String name) {
        return object.get(name) instanceof Json.Num number ? number.decimal().longValue() : 0;
    }
}
