// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.keneya.model.Json;

/** Writes OperationDefinitions (http://hl7.org/fhir/R4/operationdefinition.html). */
final class OperationText {
    private final Json.Obj definition = new Json.Obj();
    private final Json.Arr parameters = new Json.Arr();

    /** @param url canonical, that of the specification where there is one */
    OperationText(String url, Operation operation, List<String> types) {
        String id = url.substring(url.lastIndexOf('/') + 1);
        Json.Arr resources = new Json.Arr();
        types.forEach(type -> resources.add(new Json.Str(type)));
        definition
                .put("resourceType", "OperationDefinition")
                .put("id", id)
                .put("url", url)
                .put("version", "4.0.1")
                .put("name", id.replaceAll("[^A-Za-z0-9]", "_"))
                .put("status", "active")
                .put("kind", "operation")
                .put("affectsState", Json.Bool.of(operation.affectsState()))
                .put("code", operation.name())
                .put("resource", resources)
                .put("system", Json.Bool.of(operation.levels().contains(Operation.Level.SYSTEM)))
                .put("type", Json.Bool.of(operation.levels().contains(Operation.Level.TYPE)))
                .put("instance", Json.Bool.of(operation.levels().contains(Operation.Level.INSTANCE)));
    }

    OperationText in(String name, int min, String max, String type, String documentation) {
        return parameter("in", name, min, max, type, documentation);
    }

    OperationText out(String name, int min, String max, String type, String documentation) {
        return parameter("out", name, min, max, type, documentation);
    }

    Json.Obj json() {
        if (parameters.size() > 0) {
            definition.put("parameter", parameters);
        }
        return definition;
    }

    private OperationText parameter(String use, String name, int min, String max, String type, String documentation) {
        parameters.add(new Json.Obj()
                .put("name", name)
                .put("use", use)
                .put("min", new Json.Num(Integer.toString(min)))
                .put("max", max)
                .put("documentation", documentation)
                .put("type", type));
        return this;
    }
}
