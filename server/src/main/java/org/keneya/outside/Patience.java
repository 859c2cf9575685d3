// SPDX-License-Identifier: Apache-2.0
package org.keneya.outside;

import java.time.Duration;

/**
 * When a partner is given up, and for how long.
 *
 * @param window over how many of the last calls failures are counted
 * @param calls how many calls at least before it is judged
 * @param failures from which share of failures on it is given up, per cent, 1 to 100
 * @param rest how long it is left alone; then a few calls try whether it is back
 * @param atOnce how many calls at most are under way at a time; more are refused at once
 */
public record Patience(int window, int calls, int failures, Duration rest, int atOnce) {}
