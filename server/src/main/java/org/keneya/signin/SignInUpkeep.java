// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What sign-in does in the background: hears of endings, notes which sessions are used, forgets what is over. */
@Component
class SignInUpkeep implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SignInUpkeep.class);

    /** Overlaps with the time between two looks, for endings whose transaction took a moment. */
    private static final Duration LOOK_BACK = Duration.ofSeconds(20);

    private static final int EVERY_NOTE = 15;
    private static final int EVERY_SWEEP = 300;

    private final PgSessions sessions;
    private final EndedSessions ended;
    private final BearerTokens tokens;
    private final Thread worker;
    private boolean heard;

    SignInUpkeep(PgSessions sessions, EndedSessions ended, BearerTokens tokens) {
        this.sessions = sessions;
        this.ended = ended;
        this.tokens = tokens;
        worker = Thread.ofPlatform().name("signin-upkeep").daemon().start(this::work);
    }

    private void work() {
        try {
            for (int second = 0; ; second++) {
                survive(this::hear);
                if (second % EVERY_NOTE == EVERY_NOTE - 1) {
                    survive(this::note);
                }
                if (second % EVERY_SWEEP == 0) {
                    survive(this::sweep);
                }
                Thread.sleep(1_000);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything recent after a start or when the database was away, else the last moments. */
    private void hear() {
        boolean all = !heard;
        heard = false;
        sessions.endedWithin(all ? EndedSessions.REMEMBERED : LOOK_BACK).forEach(ended::add);
        heard = true;
    }

    private void note() {
        var used = tokens.usedSessions();
        if (!used.isEmpty()) {
            sessions.used(used);
        }
    }

    private void sweep() {
        ended.sweep();
        sessions.sweep();
    }

    private static void survive(Runnable work) {
        try {
            work.run();
        } catch (DataAccessException unavailable) {
            LOG.warn("sign-in upkeep failed: {}", unavailable.getClass().getSimpleName());
        }
    }

    @Override
    public void destroy() {
        worker.interrupt();
    }
}
