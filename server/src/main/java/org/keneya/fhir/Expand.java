// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.terminology.ExpansionAsked;
import org.keneya.terminology.SystemVersions;
import org.keneya.terminology.Terminology;
import org.keneya.terminology.Which;
import org.springframework.stereotype.Component;

/**
 * {@code ValueSet/$expand} (http://hl7.org/fhir/R4/valueset-operation-expand.html). Flat, so that it can be paged, unless
 * {@code excludeNested} is false; a filter's words are the beginnings of words of the codes' names.
 */
@Component
class Expand implements Operation {
    private final Terminology terminology;

    Expand(Terminology terminology) {
        this.terminology = terminology;
    }

    @Override
    public String name() {
        return "expand";
    }

    @Override
    public boolean isFor(String type) {
        return type.equals("ValueSet");
    }

    @Override
    public Json.Obj definition() {
        return new OperationText("http://hl7.org/fhir/OperationDefinition/ValueSet-expand", this, List.of("ValueSet"))
                .in("url", 0, "1", "uri", "The value set, with or without |version")
                .in("valueSet", 0, "1", "ValueSet", "A value set of the caller's own, instead of url")
                .in("valueSetVersion", 0, "1", "string", "Version of the value set; the newest when not given")
                .in("context", 0, "1", "uri", "Not offered")
                .in("contextDirection", 0, "1", "code", "Not offered")
                .in("filter", 0, "1", "string", "Beginnings of words of the names")
                .in("date", 0, "1", "dateTime", "Refused when a definition was changed after it")
                .in("offset", 0, "1", "integer", "Codes to leave out at the beginning")
                .in("count", 0, "1", "integer", "Most codes; 0 to learn how many there are")
                .in("includeDesignations", 0, "1", "boolean", "With all names of each code")
                .in("designation", 0, "*", "string", "Uses and languages of the names wanted, as tokens")
                .in("includeDefinition", 0, "1", "boolean", "With the compose of the set")
                .in("activeOnly", 0, "1", "boolean", "Without codes no longer in use")
                .in("excludeNested", 0, "1", "boolean", "false for codes under codes; true when not given")
                .in("excludeNotForUI", 0, "1", "boolean", "Without abstract codes")
                .in("excludePostCoordinated", 0, "1", "boolean", "Changes nothing: there are none")
                .in("displayLanguage", 0, "1", "code", "Language of the displays")
                .in("exclude-system", 0, "*", "canonical", "Code systems to leave out")
                .in("system-version", 0, "*", "canonical", "Versions where the set names none")
                .in("check-system-version", 0, "*", "canonical", "Versions the set must not differ from")
                .in("force-system-version", 0, "*", "canonical", "Versions whatever the set says")
                .out("return", 1, "1", "ValueSet", "The value set, expanded")
                .json();
    }

    @Override
    public Answer answer(Exchange exchange, @Nullable String type, @Nullable String id) {
        CodeArguments arguments = CodeArguments.of(exchange, this, "ValueSet", id);
        Arguments given = arguments.given();
        Which set = arguments.which("valueSet", given.text("url"), given.text("valueSetVersion"));
        if (set == null) {
            throw CodeArguments.required("url", "Name the value set by url, or send it as valueSet");
        }
        Integer offset = given.number("offset");
        Integer count = given.number("count");
        ExpansionAsked asked = new ExpansionAsked(
                given.text("filter"),
                offset == null ? 0 : offset,
                count == null && offset != null ? Integer.valueOf(Integer.MAX_VALUE) : count,
                given.flag("includeDesignations"),
                given.all("designation"),
                given.flag("includeDefinition"),
                given.flag("activeOnly"),
                given.text("excludeNested") != null && !given.flag("excludeNested"),
                given.flag("excludeNotForUI"),
                given.text("displayLanguage"));
        SystemVersions versions = SystemVersions.of(
                given.all("system-version"),
                given.all("check-system-version"),
                given.all("force-system-version"),
                given.all("exclude-system"));
        return Answer.of(200, terminology.expand(arguments.scope(), set, asked, versions, arguments.date()));
    }
}
