// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import org.junit.jupiter.api.Test;

class DeadLetterIT {
    private static final String PATH = "/api/events/dead-letters";

    @Test
    void theyAreForWhoRunsThePlatform() {
        for (String login : new String[] {"medecin", "ide", "secretaire", "dpo"}) {
            assertThat(SERVER.as(login).get(PATH).status()).isEqualTo(403);
            assertThat(SERVER.as(login).post(PATH + "/beds/kafka/1/retry", "").status())
                    .isEqualTo(403);
        }
        assertThat(SERVER.anonymous().get(PATH).status()).isEqualTo(401);
        assertThat(SERVER.as("admin").get(PATH).status()).isEqualTo(200);
        assertThat(SERVER.asSystem().get(PATH).json().objects("deadLetters")).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeRetriedNorGivenUp() {
        for (String path : new String[] {"/beds/kafka/1/retry", "/beds/kafka/1/give-up", "/beds/kafka/x/retry"}) {
            assertThat(SERVER.asSystem().post(PATH + path, "").status())
                    .as(path)
                    .isEqualTo(404);
        }
    }
}
