// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.keneya.events.Event;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** An event of the log as a line of CloudEvents 1.0 in JSON (https://github.com/cloudevents/spec). */
final class LogLine {
    private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "}\n".getBytes(StandardCharsets.UTF_8);

    private LogLine() {}

    static void write(Event event, OutputStream out) throws IOException {
        byte[] about = JsonText.bytes(new Json.Obj()
                .put("specversion", "1.0")
                .put("id", event.id().toString())
                .put("source", "/beds")
                .put("type", "org.keneya.beds." + event.type() + ".v1")
                .put("subject", event.key())
                .put("time", event.time().toString())
                .put("datacontenttype", "application/json")
                .put("sequence", "%019d".formatted(event.sequence())));
        out.write(about, 0, about.length - 1);
        out.write(DATA);
        out.write(event.data());
        out.write(END);
    }
}
