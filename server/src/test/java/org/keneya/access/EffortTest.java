// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /fhir/Patient/1, SMALL",
        "PUT, /fhir/Patient/1, SMALL",
        "POST, /fhir/Observation, SMALL",
        "GET, /fhir/Patient/1/_history/2, SMALL",
        "GET, /fhir/Observation, SEARCH",
        "POST, /fhir/Observation/_search, SEARCH",
        "GET, /fhir/Observation/_history, SEARCH",
        "GET, /fhir/Patient/1/Observation, SEARCH",
        "GET, /fhir, SEARCH",
        "POST, /fhir, SEARCH",
        "POST, /fhir/, SEARCH",
        "GET, /fhir/Observation/$lastn, SEARCH",
        "GET, /fhir/Patient/1/$everything, HEAVY",
        "GET, /fhir/Patient/$export, HEAVY",
        "POST, /fhir/$graphql, HEAVY",
        "GET, /api/patients, SEARCH",
        "GET, /api/patients/1/timeline, SEARCH",
        "GET, /api/session, SMALL"
    })
    void isToldFromTheAddress(String method, String path, Effort effort) {
        assertThat(Effort.of(method, path)).isEqualTo(effort);
    }

    @ParameterizedTest
    @CsvSource({
        "/fhir/Patient/$export, true",
        "/fhir/$import, true",
        "/fhir/bulk/1/Patient.ndjson, true",
        "/fhir/Patient, false",
        "/fhir/Patient/1/$everything, false"
    })
    void exportsAndImportsTakeAsLongAsTheyTake(String path, boolean bulk) {
        assertThat(Effort.isBulk(path)).isEqualTo(bulk);
    }
}
