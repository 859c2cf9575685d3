// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keneya.kernel.Issue;

/**
 * Holds a resource of sound structure to the constraints of R4 (http://hl7.org/fhir/R4/conformance-rules.html#constraints).
 * One instance checks one resource. What the structure check knows already is not looked at again; the rules on contained
 * resources are written out here, for their FHIRPath walks the whole resource once per contained one.
 */
final class InvariantCheck {
    static {
        Invariants.hang(Definitions.R4);
    }

    private final Findings findings = new Findings();
    private Invariants.Scope scope = new Invariants.Scope(null, null);

    private InvariantCheck() {}

    static List<Issue> check(Json.Obj resource) {
        InvariantCheck check = new InvariantCheck();
        String type = resource.string("resourceType");
        check.findings.enter(type == null ? "Resource" : type);
        check.resource(resource, false);
        return List.copyOf(check.findings.issues());
    }

    private void resource(Json.Obj resource, boolean contained) {
        String type = resource.string("resourceType");
        Shape shape = type == null ? null : Definitions.R4.resource(type);
        if (shape == null) {
            return;
        }
        Invariants.Scope outer = scope;
        scope = scope.enter(resource, contained);
        if (resource.has("contained")) {
            contained(resource);
        }
        object(resource, shape);
        scope = outer;
    }

    private void object(Json.Obj object, Shape shape) {
        for (Invariants.Rule rule : shape.rules) {
            if (rule.isBroken(object, shape, scope)) {
                findings.broken(rule.key(), rule.words());
            }
        }
        for (int i = 0; i < object.size(); i++) {
            Json value = object.value(i);
            if (!(value instanceof Json.Obj) && !(value instanceof Json.Arr)) {
                continue;
            }
            Shape.Property property = shape.property(object.name(i));
            if (property == null || property.primitive != null) {
                continue;
            }
            findings.enter(property.element.name);
            if (value instanceof Json.Arr array) {
                for (int item = 0; item < array.size(); item++) {
                    findings.item(item);
                    value(array.get(item), property);
                }
            } else {
                value(value, property);
            }
            findings.leave();
        }
    }

    private void value(Json value, Shape.Property property) {
        if (!(value instanceof Json.Obj object)) {
            return;
        }
        Shape shape = property.shape;
        if (shape == null) {
            resource(object, property.name.equals("contained"));
            return;
        }
        for (Invariants.Rule rule : property.element.rules) {
            if (rule.isBroken(object, shape, scope)) {
                findings.broken(rule.key(), rule.words());
            }
        }
        object(object, shape);
    }

    /** The rules dom-3, dom-4 and dom-5 (http://hl7.org/fhir/R4/domainresource.html#invs). */
    private void contained(Json.Obj resource) {
        Set<String> fragments = new HashSet<>();
        fragments(resource, fragments);
        findings.enter("contained");
        List<Json.Obj> all = resource.objects("contained");
        for (int i = 0; i < all.size(); i++) {
            findings.item(i);
            Json.Obj one = all.get(i);
            Set<String> own = new HashSet<>();
            fragments(one, own);
            if (!fragments.contains("#" + one.string("id")) && !own.contains("#")) {
                findings.broken("dom-3", "A contained resource must be referred to by the resource, or refer to it");
            }
            Json.Obj meta = one.object("meta");
            if (meta != null && (meta.has("versionId") || meta.has("lastUpdated"))) {
                findings.broken("dom-4", "A contained resource must not have a version or a time of update");
            }
            if (meta != null && meta.has("security")) {
                findings.broken("dom-5", "A contained resource must not have a security label");
            }
        }
        findings.leave();
    }

    private static void fragments(Json value, Set<String> found) {
        switch (value) {
            case Json.Obj object -> {
                for (int i = 0; i < object.size(); i++) {
                    fragments(object.value(i), found);
                }
            }
            case Json.Arr array -> array.forEach(item -> fragments(item, found));
            case Json.Str(String text) -> {
                if (text.startsWith("#")) {
                    found.add(text);
                }
            }
            default -> {}
        }
    }
}
