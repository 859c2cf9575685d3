// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.time.Clock;
import java.util.List;
import org.keneya.bulk.Exported;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Records whose data an export held: for each few thousand patients an entry of its own, so that they are found as by any
 * other access. When it cannot be kept, the export fails.
 */
@Component
class ExportEvents {
    private final AuditLog log;
    private final Clock clock;

    ExportEvents(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @EventListener
    void exported(Exported event) {
        log.add(
                event.owner().tenant(),
                new Entry(
                        clock.millis(),
                        'E',
                        "$export",
                        "0",
                        0,
                        event.owner().login(),
                        event.owner().role().code(),
                        event.owner().fhirUser(),
                        null,
                        event.job(),
                        event.type(),
                        List.of(),
                        List.of(),
                        event.resources(),
                        event.patients(),
                        null));
    }
}
