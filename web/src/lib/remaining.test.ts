// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { remainingText, remainingUntil } from './remaining';

test.each([
  [0, '0\u00a0s'],
  [400, '1\u00a0s'],
  [59_000, '59\u00a0s'],
  [60_000, '1\u00a0min 00\u00a0s'],
  [119_000, '1\u00a0min 59\u00a0s'],
  [120_000, '2\u00a0min'],
  [121_000, '3\u00a0min'],
  [3_599_000, '1\u00a0h\u00a000'],
  [3_900_000, '1\u00a0h\u00a005'],
  [14_400_000, '4\u00a0h\u00a000'],
])('%i ms are told as %s', (milliseconds, text) => {
  expect(remainingText(milliseconds)).toBe(text);
});

test('the server’s clock counts, not the workstation’s', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  expect(remainingUntil('2026-11-22T10:30:00Z', 0, now)).toBe(30 * 60_000);
  expect(remainingUntil('2026-11-22T10:30:00Z', 10 * 60_000, now)).toBe(20 * 60_000);
  expect(remainingUntil('2026-11-22T09:00:00Z', 0, now)).toBe(0);
});
