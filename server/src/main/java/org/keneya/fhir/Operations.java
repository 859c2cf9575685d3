// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The operations there are, by name. */
@Component
class Operations {
    private final Map<String, List<Operation>> byName;

    Operations(ObjectProvider<Operation> operations) {
        byName = operations.stream().collect(Collectors.groupingBy(Operation::name, TreeMap::new, Collectors.toList()));
    }

    /** In order of name. */
    List<Operation> all() {
        return byName.values().stream().flatMap(List::stream).toList();
    }

    /** @param name as in the address, with its dollar sign */
    Answer answer(Exchange exchange, String name, @Nullable String type, @Nullable String id) {
        Operation.Level level =
                type == null ? Operation.Level.SYSTEM : id == null ? Operation.Level.TYPE : Operation.Level.INSTANCE;
        Operation operation = byName.getOrDefault(name.substring(1), List.of()).stream()
                .filter(one -> one.levels().contains(level) && (type == null || one.isFor(type)))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("The operation is not offered here"));
        boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        if (!exchange.method().equals("POST") && (operation.affectsState() || !reads)) {
            throw new ProblemException(new Problem.NotAllowed(
                    List.of(Issue.error(
                            "not-supported",
                            operation.affectsState()
                                    ? "The operation takes POST"
                                    : "The operation takes GET and POST")),
                    operation.affectsState() ? List.of("POST") : List.of("GET", "HEAD", "POST")));
        }
        return operation.answer(exchange, type, id);
    }
}
