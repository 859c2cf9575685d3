// SPDX-License-Identifier: Apache-2.0
package org.keneya.outside;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Stands between us and one partner: calls it, unless it is known to be down or overrun. */
public final class Guard {
    private final String partner;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Retry retry;

    Guard(String partner, CircuitBreaker breaker, Bulkhead bulkhead, Retry retry) {
        this.partner = partner;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.retry = retry;
    }

    /** Work that calls the partner. */
    @FunctionalInterface
    public interface Call<T> {
        T run() throws IOException;
    }

    /**
     * Calls the partner; fails at once with {@link NotAskedException} when that makes no sense.
     *
     * @param failed whether an answer counts as a failure of the partner, e.g. a status of 500 and more
     */
    public <T> T call(Call<T> work, Predicate<T> failed) throws IOException {
        enter();
        long start = System.nanoTime();
        try {
            T answer = work.run();
            if (failed.test(answer)) {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, new IOException("refused"));
            } else {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
            return answer;
        } catch (IOException | RuntimeException failure) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
            throw failure;
        } finally {
            bulkhead.onComplete();
        }
    }

    /**
     * The same for work that may be done twice: when the connection breaks, it is tried once more after a random 5 to 15 ms. Not
     * when the partner was too slow: then it has enough to do.
     */
    public <T> T callAgain(Call<T> work, Predicate<T> failed) throws IOException {
        try {
            return retry.executeCallable(() -> call(work, failed));
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether another attempt may help. */
    static boolean isBrokenOff(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof HttpTimeoutException)
                && !(failure instanceof NotAskedException);
    }

    private void enter() throws NotAskedException {
        try {
            bulkhead.acquirePermission();
        } catch (BulkheadFullException full) {
            throw new NotAskedException(partner, full);
        }
        try {
            breaker.acquirePermission();
        } catch (CallNotPermittedException open) {
            bulkhead.releasePermission();
            throw new NotAskedException(partner, open);
        }
    }
}
