// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.nio.charset.StandardCharsets;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** An allocation as its answer: what was written when it was decided goes out as it is. */
final class AllocationText {
    private final Board board;

    AllocationText(Board board) {
        this.board = board;
    }

    byte[] bytes(Allocation allocation) {
        return text(allocation).getBytes(StandardCharsets.UTF_8);
    }

    String text(Allocation allocation) {
        String head = JsonText.write(head(allocation));
        StringBuilder text =
                new StringBuilder(head.length() + allocation.choice().length() + 300);
        text.append(head, 0, head.length() - 1);
        text.append(',').append(allocation.choice(), 1, allocation.choice().length() - 1);
        text.append(",\"emergency\":").append(allocation.emergency());
        return text.append('}').toString();
    }

    Json.Obj head(Allocation allocation) {
        Json.Obj hospital = board.ward(allocation.hospital())
                .map(ward -> HospitalText.place(ward.hospital()))
                .orElseGet(() -> new Json.Obj().put("id", allocation.hospital()));
        Json.Obj head = new Json.Obj(16)
                .put("id", allocation.id().toString())
                .put("status", allocation.status().code())
                .put("heldAt", allocation.held().toString())
                .put("expiresAt", allocation.expires().toString())
                .put("changedAt", allocation.changed().toString())
                .put("hospital", hospital)
                .put("bed", new Json.Obj().put("id", allocation.bed()).put("unit", allocation.unit()));
        if (allocation.reason() != null) {
            head.put("reason", allocation.reason());
        }
        if (allocation.replaces() != null) {
            head.put("replaces", allocation.replaces().toString());
        }
        if (allocation.replacedBy() != null) {
            head.put("replacedBy", allocation.replacedBy().toString());
        }
        return head;
    }
}
