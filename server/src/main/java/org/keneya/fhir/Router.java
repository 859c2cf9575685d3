// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.R4;
import org.springframework.stereotype.Component;

/** Which interaction a method and a path mean (http://hl7.org/fhir/R4/http.html#summary). */
@Component
class Router {
    private static final java.util.regex.Pattern ID = java.util.regex.Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

    private final Read read;
    private final Create create;
    private final Update update;
    private final Delete delete;
    private final Patch patch;
    private final Search search;
    private final SearchAcross searchAcross;
    private final History history;
    private final Bundles bundles;
    private final Capabilities capabilities;
    private final Operations operations;
    private final Annexes annexes;

    Router(
            Read read,
            Create create,
            Update update,
            Delete delete,
            Patch patch,
            Search search,
            SearchAcross searchAcross,
            History history,
            Bundles bundles,
            Capabilities capabilities,
            Operations operations,
            Annexes annexes) {
        this.read = read;
        this.create = create;
        this.update = update;
        this.delete = delete;
        this.patch = patch;
        this.search = search;
        this.searchAcross = searchAcross;
        this.history = history;
        this.bundles = bundles;
        this.capabilities = capabilities;
        this.operations = operations;
        this.annexes = annexes;
    }

    Answer answer(Exchange exchange) {
        List<String> path = exchange.path();
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        if (path.isEmpty()) {
            if (method.equals("POST")) {
                return bundles.answer(exchange, this);
            }
            if (method.equals("GET")) {
                return searchAcross.system(exchange);
            }
            throw notAllowed(
                    "The base takes POST of a batch or transaction Bundle, and GET (search)", "GET", "HEAD", "POST");
        }
        if (path.size() == 1 && path.getFirst().equals("metadata")) {
            requireGet(method);
            return capabilities.answer(exchange);
        }
        if (path.size() == 1 && path.getFirst().equals("_search")) {
            requirePost(method);
            return searchAcross.system(exchange);
        }
        if (path.size() == 1 && path.getFirst().equals("_history")) {
            requireGet(method);
            return history.answer(exchange, null, null);
        }
        if (path.size() == 1 && path.getFirst().startsWith("$")) {
            return operations.answer(exchange, path.getFirst(), null, null);
        }
        String type = path.getFirst();
        if (!R4.definitions().isResourceType(type)) {
            throw ProblemException.notFound("FHIR R4 has no resource type of that name");
        }
        return switch (path.size()) {
            case 1 -> type(exchange, method, type);
            case 2 -> two(exchange, method, type, path.get(1));
            case 3 -> three(exchange, method, type, path);
            case 4 -> {
                if (path.get(3).equals("_search") && isCompartment(path)) {
                    requirePost(method);
                    yield searchAcross.compartment(exchange, type, id(path.get(1)), path.get(2));
                }
                if (!path.get(2).equals("_history")) {
                    throw ProblemException.notFound("There is nothing at this address");
                }
                requireGet(method);
                yield read.version(exchange, type, id(path.get(1)), path.get(3));
            }
            default -> throw ProblemException.notFound("There is nothing at this address");
        };
    }

    private Answer type(Exchange exchange, String method, String type) {
        return switch (method) {
            case "GET" -> search.answer(exchange, type);
            case "POST" -> create.answer(exchange, type);
            case "PUT" -> update.conditional(exchange, type);
            case "PATCH" -> patch.conditional(exchange, type);
            case "DELETE" -> delete.conditional(exchange, type);
            default ->
                throw notAllowed(
                        "A resource type takes GET (search), POST (create), and PUT, PATCH and DELETE with a condition",
                        "GET",
                        "HEAD",
                        "POST",
                        "PUT",
                        "PATCH",
                        "DELETE");
        };
    }

    private Answer two(Exchange exchange, String method, String type, String second) {
        if (second.equals("_search")) {
            requirePost(method);
            return search.answer(exchange, type);
        }
        if (second.equals("_history")) {
            requireGet(method);
            return history.answer(exchange, type, null);
        }
        if (second.startsWith("$")) {
            return operations.answer(exchange, second, type, null);
        }
        String id = id(second);
        if (!method.equals("GET")) {
            annexes.refuseWrite(type, id);
        }
        return switch (method) {
            case "GET" -> read.current(exchange, type, id);
            case "PUT" -> update.answer(exchange, type, id);
            case "DELETE" -> delete.answer(exchange, type, id);
            case "PATCH" -> patch.answer(exchange, type, id);
            default ->
                throw notAllowed(
                        "A resource takes GET, PUT, PATCH and DELETE", "GET", "HEAD", "PUT", "PATCH", "DELETE");
        };
    }

    private Answer three(Exchange exchange, String method, String type, List<String> path) {
        if (path.get(2).startsWith("$")) {
            return operations.answer(exchange, path.get(2), type, id(path.get(1)));
        }
        if (isCompartment(path)) {
            requireGet(method);
            return searchAcross.compartment(exchange, type, id(path.get(1)), path.get(2));
        }
        if (!path.get(2).equals("_history")) {
            throw ProblemException.notFound("There is nothing at this address");
        }
        requireGet(method);
        return history.answer(exchange, type, id(path.get(1)));
    }

    private static boolean isCompartment(List<String> path) {
        String inside = path.get(2);
        return R4.definitions().compartments().contains(path.getFirst())
                && (inside.equals("*") || R4.definitions().isResourceType(inside));
    }

    static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw ProblemException.invalid("value", "An id has 1 to 64 letters, digits, hyphens and dots");
        }
        return text;
    }

    private static void requirePost(String method) {
        if (!method.equals("POST")) {
            throw notAllowed("_search takes POST", "POST");
        }
    }

    private static void requireGet(String method) {
        if (!method.equals("GET")) {
            throw notAllowed("This address takes GET only", "GET", "HEAD");
        }
    }

    private static ProblemException notAllowed(String why, String... allowed) {
        return new ProblemException(
                new Problem.NotAllowed(List.of(Issue.error("not-supported", why)), List.of(allowed)));
    }
}
