// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Dot } from './beds-types';
import { markAt, marksOf, plentyOf, spotsOf } from './clusters';
import { moved, project, type View } from './view';

const size = { width: 800, height: 600 };
const dots: readonly Dot[] = [
  ['a', 48.85, 2.35, 3, 100, 'open', 'A'],
  ['b', 48.86, 2.36, 0, 50, 'closed', 'B'],
  ['c', 45.76, 4.84, 1, 80, 'open', 'C'],
];
const far: View = { centre: project({ latitude: 47, longitude: 3 }), world: 9_000 };

test('neighbours far away are one mark that adds their beds up', () => {
  const marks = marksOf(spotsOf(dots), far, size);
  expect(marks.map(({ count, free, total }) => [count, free, total])).toEqual([
    [2, 3, 150],
    [1, 1, 80],
  ]);
});

test('from near every hospital stands for itself', () => {
  const near: View = { centre: project({ latitude: 48.855, longitude: 2.355 }), world: 2_000_000 };
  expect(marksOf(spotsOf(dots), near, size).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('marks stay the same while the map is moved', () => {
  const before = marksOf(spotsOf(dots), far, size);
  const after = marksOf(spotsOf(dots), moved(far, 37, -21), size);
  expect(after.map(({ x, count }) => [Math.round(x - 37), count])).toEqual(
    before.map(({ x, count }) => [Math.round(x), count]),
  );
});

test('the mark under the finger is found, on top of bigger ones', () => {
  const marks = marksOf(spotsOf(dots), far, size);
  const lyon = marks.find(({ id }) => id === 'c')!;
  expect(markAt(marks, { x: lyon.x + 3, y: lyon.y }, 4)).toBe(lyon);
  expect(markAt(marks, { x: 5, y: 5 }, 4)).toBeUndefined();
});

test('two thousand hospitals are marked within a frame or two', () => {
  const many = spotsOf(
    Array.from(
      { length: 2_000 },
      (_, i): Dot => [`h${i}`, 43 + (i % 80) / 10, -4 + (i % 113) / 10, i % 9, 100, 'open', `H${i}`],
    ),
  );
  expect(marksOf(many, far, size).reduce((sum, mark) => sum + mark.count, 0)).toBeGreaterThan(1_500);
});

test.each([
  [0, 'none'],
  [2, 'few'],
  [3, 'some'],
])('%i free beds are %s', (free, plenty) => {
  expect(plentyOf(free)).toBe(plenty);
});
