// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formats of http://hl7.org/fhir/R4/datatypes.html#primitive, one row each: lawful texts, then unlawful ones. */
class PrimitiveTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DATE; 2024 2024-02 2024-02-29 2000-02-29 0001-01-01 9999-12-31;"
                        + " 24 2024- 2024-2 2024-00 2024-13 2023-02-29 1900-02-29 2023-02-30 2024-04-31 2024-01-00"
                        + " 0000 0000-01-01 2024-02-29T10:00:00Z 2024/02/29 20240229 -2024 2024-02-29Z",
                "DATE_TIME; 2024 2024-02 2024-02-29 2024-02-29T23:59:59Z 2024-02-29T00:00:00.123456+14:00"
                        + " 2016-12-31T23:59:60Z 2024-02-29T10:00:00-05:30;"
                        + " 2024-02T10:00:00Z 2024-02-29T10:00Z 2024-02-29T10:00:00 2024-02-29T24:00:00Z"
                        + " 2024-02-29T10:60:00Z 2024-02-29T10:00:61Z 2024-02-30T10:00:00Z 2024-02-29T10:00:00.Z"
                        + " 2024-02-29T10:00:00+14:30 2024-02-29T10:00:00+15:00 2024-02-29T10:00:00+0100"
                        + " 2024-02-29T 2024-02-29t10:00:00Z 2024-02-29T10:00:00z 2024-02-29T10:00:00Zx",
                "INSTANT; 2024-02-29T10:00:00Z 2024-02-29T10:00:00.1+01:00; 2024 2024-02-29 2024-02-29T10:00:00",
                "TIME; 00:00:00 23:59:59.999; 24:00:00 10:00 1:00:00 10:00:00Z 10:00:00.",
                "ID; a A-1.b 0123456789012345678901234567890123456789012345678901234567890123;"
                        + " a_b é a/b 01234567890123456789012345678901234567890123456789012345678901234",
                "URI; urn:oid:1.2 http://example.org/a?b=c#d relative #a;",
                "OID; urn:oid:1.2.3 urn:oid:2.16.840 urn:oid:0.0;"
                        + " urn:oid:1 1.2.3 urn:oid:3.1 urn:oid:1.02 urn:oid:1. urn:oid:1..2 urn:oid:1.a",
                "UUID; urn:uuid:0f4a8a2c-7ab3-4b0e-9c1e-6a7c1d2e3f40;"
                        + " 0f4a8a2c-7ab3-4b0e-9c1e-6a7c1d2e3f40 urn:uuid:0F4A8A2C-7AB3-4B0E-9C1E-6A7C1D2E3F40"
                        + " urn:uuid:0f4a8a2c7ab34b0e9c1e6a7c1d2e3f4012345",
                "BASE64; YQ== YWI= YWJj YWJjYWJj; Y YQ= YQ=== YQ==YQ== Y-_= =AAA",
                "INTEGER; 0 1 -1 2147483647 -2147483648; -0 01 +1 1.0 1e2 2147483648 -2147483649 99999999999",
                "UNSIGNED_INT; 0 1 2147483647; -1 2147483648 1.5",
                "POSITIVE_INT; 1 2147483647; 0 -1 00",
                "DECIMAL; 0 -0.0 1.50 1E3 1e-308 12345678901234567890 0.000;"
                        + " 1e309 1e99999999999 . 1. .5 01x e5 1e - --1",
                "CODE; a a-b final entered-in-error;",
            })
    void acceptsTheLawfulFormsAndNoOther(String primitive, String lawful, String unlawful) {
        Primitive type = Primitive.valueOf(primitive);
        for (String text : lawful.split(" ")) {
            assertThat(PrimitiveText.fault(type, text))
                    .as("%s %s", primitive, text)
                    .isNull();
        }
        for (String text : unlawful == null ? new String[0] : unlawful.split(" ")) {
            assertThat(PrimitiveText.fault(type, text))
                    .as("%s %s", primitive, text)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "CODE,a b,true",
                "CODE, a,false",
                "CODE,a ,false",
                "CODE,a  b,false",
                "CODE,a\tb,false",
                "CODE,a\u00a0b,false",
                "STRING, a ,true",
                "STRING,\u00e9\u2028x,true",
                "STRING,\"   \",false",
                "STRING,\"\u2003\",false",
                "STRING,a\u0000,false",
                "STRING,a\u0085b,false",
                "STRING,a\u007fb,false",
                "MARKDOWN,a\tb,true",
                "URI,a b,false",
                "URI,a\u2003b,false",
                "BASE64,YW Jj,true"
            })
    void knowsWhichSpacesAreLawful(String primitive, String text, boolean lawful) {
        assertThat(PrimitiveText.fault(Primitive.valueOf(primitive), text) == null)
                .isEqualTo(lawful);
    }
}
