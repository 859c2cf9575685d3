// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseWireTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.chu.example/keneya",
                "jdbc:postgresql://db.chu.example:5432/keneya?sslmode=require",
                "jdbc:postgresql://db.chu.example/keneya?sslmode=verify-ca",
                "jdbc:postgresql://db.chu.example/keneya?ssl=true",
                "jdbc:postgresql://db.chu.example/keneya?sslmode=verify-full&sslmode=disable",
                "jdbc:postgresql://localhost,db2.chu.example/keneya",
                "jdbc:postgresql://10.0.0.5/keneya",
                "jdbc:postgresql://[2001:db8::1]:5432/keneya",
                "jdbc:postgresql://localhost.evil.example/keneya",
                "jdbc:postgresql://localhost@db.chu.example/keneya",
                "jdbc:other://localhost/keneya"
            })
    void refusesANetworkWithoutAVerifiedCertificate(String url) {
        assertThatThrownBy(() -> DatabaseWire.require(url, false)).hasMessageContaining("sslmode=verify-full");
        assertThatCode(() -> DatabaseWire.require(url, true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.chu.example/keneya?sslmode=verify-full&sslrootcert=/etc/ca.pem",
                "jdbc:postgresql://a.example,b.example:5433/keneya?targetServerType=primary&sslmode=verify-full",
                "jdbc:postgresql://localhost:5432/keneya",
                "jdbc:postgresql://127.0.0.1/keneya",
                "jdbc:postgresql://[::1]:5432/keneya?user=x",
                "jdbc:postgresql:///keneya",
                "jdbc:postgresql:keneya"
            })
    void acceptsThisMachineAndVerifiedCertificates(String url) {
        assertThatCode(() -> DatabaseWire.require(url, false)).doesNotThrowAnyException();
    }
}
