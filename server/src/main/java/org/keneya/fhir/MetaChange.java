// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Interaction;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code $meta-add} and {@code $meta-delete} (http://hl7.org/fhir/R4/resource-operation-meta-add.html,
 * resource-operation-meta-delete.html). Each writes the version after the one it read, and starts again when another
 * writer was faster; when nothing changes, no version is added.
 */
final class MetaChange implements Operation {
    private static final int ATTEMPTS = 20;

    private final FhirStore store;
    private final String name;
    private final BiConsumer<Json.Obj, Json.Obj> change;

    private MetaChange(FhirStore store, String name, BiConsumer<Json.Obj, Json.Obj> change) {
        this.store = store;
        this.name = name;
        this.change = change;
    }

    /** The two of them. */
    @Configuration
    static class Both {
        @Bean
        Operation metaAdd(FhirStore store) {
            return new MetaChange(store, "meta-add", MetaLabels::add);
        }

        @Bean
        Operation metaDelete(FhirStore store) {
            return new MetaChange(store, "meta-delete", MetaLabels::remove);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.INSTANCE);
    }

    @Override
    public boolean affectsState() {
        return true;
    }

    @Override
    public Json.Obj definition() {
        return new OperationText("http://hl7.org/fhir/OperationDefinition/Resource-" + name, this, List.of("Resource"))
                .in("meta", 1, "1", "Meta", "Profiles, tags and security labels")
                .out("return", 1, "1", "Meta", "All of them as they are now")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        String root = String.valueOf(type);
        String which = String.valueOf(id);
        exchange.caller().requireRead(root);
        exchange.caller().require(Interaction.UPDATE, root);
        Json.Obj given = Meta.given(exchange);
        for (int attempt = 1; ; attempt++) {
            Stored stored = Read.found(store.read(exchange.caller().scope(), root, which), root);
            Json.Obj resource = JsonText.readObject(stored.body());
            Json.Obj meta = resource.object("meta");
            Json.Obj changed = meta == null ? new Json.Obj() : meta;
            String before = JsonText.write(changed);
            change.accept(changed, given);
            if (before.equals(JsonText.write(changed))) {
                return Meta.parameters(changed).version(stored.version(), stored.updated());
            }
            resource.put("meta", changed);
            try {
                Stored written = store.write(
                                exchange.caller().scope(),
                                List.of(new Change.Update(which, resource, stored.version())))
                        .getFirst()
                        .stored();
                Json.Obj now = JsonText.readObject(written.body()).object("meta");
                return Meta.parameters(now == null ? changed : now).version(written.version(), written.updated());
            } catch (ProblemException raced) {
                if (!(raced.problem() instanceof Problem.PreconditionFailed) || attempt == ATTEMPTS) {
                    throw raced;
                }
            }
        }
    }
}
