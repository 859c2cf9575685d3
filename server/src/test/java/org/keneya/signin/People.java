// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.keneya.ServerFixture.SERVER;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.model.Json;

/** Accounts of real people: not of the demonstration, so that every rule holds for them. */
final class People {
    static final String PASSWORD = "trois chevaux bleus";

    private People() {}

    /** A new physician. */
    static String physician() {
        return add(Role.PHYSICIAN);
    }

    static String add(Role role) {
        String login = "p" + UUID.randomUUID().toString().substring(0, 8);
        SERVER.bean(Accounts.class)
                .add(
                        List.of(new Account(
                                SERVER.bean(Tenants.class).local(),
                                login,
                                role,
                                "Dr Essai",
                                "Practitioner/demo-medecin",
                                "Organization/chu-keneya",
                                false)),
                        PASSWORD);
        return login;
    }

    /** Gives a person, who has just typed the password, a code generator; answers its secret. */
    static byte[] enrolCode(Browser browser, String login) {
        browser.authorize(java.util.Map.of());
        browser.signIn(login, PASSWORD);
        Json.Obj offer = browser.send("/signin/enrol/code", new Json.Obj()).json();
        byte[] secret = fromBase32(String.valueOf(offer.string("secret")));
        Browser.Page confirmed =
                browser.send("/signin/enrol/code/confirm", new Json.Obj().put("code", code(secret, -1)));
        if (confirmed.status() != 200) {
            throw new IllegalStateException("not enrolled: " + confirmed.body());
        }
        return secret;
    }

    /** The code of now or of a neighbouring step. */
    static String code(byte[] secret, int steps) {
        return Totp.code(secret, System.currentTimeMillis() / 30_000 + steps, 6, "HmacSHA1");
    }

    static byte[] fromBase32(String text) {
        java.math.BigInteger number = java.math.BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int five = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(i));
            number = number.shiftLeft(5).add(java.math.BigInteger.valueOf(five));
        }
        byte[] bytes = new byte[text.length() * 5 / 8];
        for (int i = bytes.length - 1; i >= 0; i--) {
            bytes[i] = number.byteValue();
            number = number.shiftRight(8);
        }
        return bytes;
    }

    /** What all of them answer who do the same at the same moment. */
    static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                answers.add(workers.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            List<T> all = new ArrayList<>();
            for (Future<T> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }

    /** The one text of a query. */
    static String text(String sql) {
        try (Connection connection = SERVER.bean(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static void run(String sql) {
        try (Connection connection = SERVER.bean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
