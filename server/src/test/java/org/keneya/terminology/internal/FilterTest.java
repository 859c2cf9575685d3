// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keneya.ServerFixture.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;

/** http://hl7.org/fhir/R4/valueset-filter-operator.html */
class FilterTest {
    /**
     * A tree a(a1(a1x), a2), b(b1), where b1 is also under a by a property; b is no longer in use; c says what it is made of.
     */
    private static final CodeTable TABLE = new CodeTable(
            json(
                    "{'resourceType':'CodeSystem','url':'http://filter.test',"
                            + "'status':'active','content':'complete','property':[{'code':'up','uri':'http://hl7.org/fhir/concept-properties#parent',"
                            + "'type':'code'},{'code':'made-of','type':'string'}],'filter':[{'code':'never-used','operator':['='],'value':'x'}],"
                            + "'concept':[{'code':'a','display':'Alpha','concept':[{'code':'a1','display':'Alpha One','concept':[{'code':'a1x'}]},"
                            + "{'code':'a2','display':'Alpha Two'}]},"
                            + "{'code':'b','display':'Beta','property':[{'code':'inactive','valueBoolean':true}],"
                            + "'concept':[{'code':'b1','property':[{'code':'up','valueCode':'a'}]}]},"
                            + "{'code':'c','display':'Gamma','property':[{'code':'made-of','valueString':'wood'},{'code':'made-of','valueString':'iron'}]}]}"));

    private static Json.Obj filter(String property, String operator, String value) {
        return new Json.Obj().put("property", property).put("op", operator).put("value", value);
    }

    private static List<String> passing(Json.Obj filter) {
        IntPredicate passes = Filter.of(filter, TABLE);
        List<String> codes = new ArrayList<>();
        for (int at = 0; at < TABLE.size(); at++) {
            if (passes.test(at)) {
                codes.add(TABLE.concept(at).code());
            }
        }
        return codes;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "concept;is-a;a;a a1 a1x a2 b1",
                "concept;descendent-of;a;a1 a1x a2 b1",
                "concept;is-not-a;a;b c",
                "concept;generalizes;a1x;a a1 a1x",
                "concept;generalizes;b1;a b b1",
                "concept;in;a,c,nowhere;a c",
                "concept;not-in;a, c;a1 a1x a2 b b1",
                "code;regex;a[0-9];a1 a2",
                "code;regex;a;a",
                "display;regex;Alpha.*;a a1 a2",
                "display;=;Beta;b",
                "parent;=;a;a1 a2 b1",
                "up;=;a;b1",
                "child;=;a1x;a1",
                "child;exists;true;a a1 b",
                "parent;exists;false;a b c",
                "inactive;=;true;b",
                "made-of;=;iron;c",
                "made-of;exists;true;c",
                "made-of;in;steel,wood;c",
                "made-of;not-in;steel,wood;a a1 a1x a2 b b1",
                "never-used;exists;false;a a1 a1x a2 b b1 c"
            })
    void letsThroughWhatTheOperatorMeans(String property, String operator, String value, String codes) {
        assertThat(passing(filter(property, operator, value))).containsExactly(codes.split(" "));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "colour;=;red;not-supported",
                "concept;is-a;nowhere;not-found",
                "concept;child-of;a;not-supported",
                "code;regex;(a;value",
                "made-of;exists;perhaps;value"
            })
    void refusesWhatItDoesNotUnderstand(String property, String operator, String value, String code) {
        assertThatThrownBy(() -> passing(filter(property, operator, value)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem()).isInstanceOf(Problem.Unprocessable.class);
                    assertThat(refused.problem().issues().getFirst().code()).isEqualTo(code);
                });
    }

    @Test
    void stopsAPatternThatWouldTryForEver() {
        CodeTable table =
                new CodeTable(json("{'resourceType':'CodeSystem','url':'http://filter.test','content':'complete',"
                        + "'concept':[{'code':'%s!'}]}".formatted("a".repeat(60))));
        IntPredicate passes = Filter.of(filter("code", "regex", "(.*a){20}"), table);

        assertThatThrownBy(() -> passes.test(0))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.TooCostly.class));
    }

    @Test
    void goesRoundACircleOfParentsOnce() {
        CodeTable table =
                new CodeTable(json("{'resourceType':'CodeSystem','url':'http://filter.test','content':'complete',"
                        + "'concept':[{'code':'x','property':[{'code':'parent','valueCode':'y'}]},"
                        + "{'code':'y','property':[{'code':'parent','valueCode':'x'}]}]}"));
        IntPredicate under = Filter.of(filter("concept", "is-a", "x"), table);

        assertThat(under.test(0) && under.test(1)).isTrue();
    }

    @Test
    void takesCodesAsTheSystemDoesWhenCaseMeansNothing() {
        CodeTable table =
                new CodeTable(json("{'resourceType':'CodeSystem','url':'http://filter.test','content':'complete',"
                        + "'caseSensitive':false,'concept':[{'code':'Abc'}]}"));

        assertThat(table.find("aBC")).isZero();
        assertThat(TABLE.find("A")).isEqualTo(-1);
    }
}
