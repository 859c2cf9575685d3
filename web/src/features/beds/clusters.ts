// SPDX-License-Identifier: Apache-2.0
import type { Diversion, Dot } from './beds-types';
import { type Point, project, type Size, toScreen, type View } from './view';

/** A hospital on the square, projected once. */
export type Spot = {
  readonly id: string;
  readonly at: Point;
  readonly free: number;
  readonly total: number;
  readonly diversion: Diversion;
  readonly name: string;
};

export const spotsOf = (dots: readonly Dot[]): readonly Spot[] =>
  dots.map(([id, latitude, longitude, ...[free, total, diversion, name]]) => ({
    id,
    at: project({ latitude, longitude }),
    free,
    total,
    diversion,
    name,
  }));

/** What is drawn at one point of the screen: a hospital, or several too near each other to be told apart. */
export type Mark = {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly free: number;
  readonly total: number;
  /** Of the only one, or of any. */
  readonly id: string;
  readonly name: string;
  readonly diversion: Diversion;
  readonly count: number;
};

const CELL = 64;
/** From here on every hospital stands for itself, pixels for the world. */
const ALONE = 120_000;

export const radiusOf = (total: number, count: number): number =>
  count === 1 ? Math.min(13, 5 + Math.sqrt(total) / 3) : Math.min(26, 13 + Math.log2(count) * 2.4);

/**
 * The marks of a view. Hospitals of one cell of a grid that is fixed to the ground are one mark, at their middle: marks do
 * not jump while the map is moved.
 */
export const marksOf = (spots: readonly Spot[], view: View, size: Size): readonly Mark[] => {
  const step = CELL / 2 ** Math.floor(Math.log2(view.world));
  const cells = new Map<string, Spot[]>();
  for (const spot of spots) {
    const { x, y } = toScreen(spot.at, view, size);
    if (x < -CELL || y < -CELL || x > size.width + CELL || y > size.height + CELL) continue;
    const key = view.world >= ALONE ? spot.id : `${Math.floor(spot.at.x / step)} ${Math.floor(spot.at.y / step)}`;
    const cell = cells.get(key);
    if (cell) cell.push(spot);
    else cells.set(key, [spot]);
  }
  return [...cells.values()].map((cell) => markOf(cell, view, size)).sort((a, b) => b.radius - a.radius);
};

const markOf = (cell: readonly Spot[], view: View, size: Size): Mark => {
  const sum = (of: (spot: Spot) => number) => cell.reduce((all, spot) => all + of(spot), 0);
  const count = cell.length;
  const middle = { x: sum(({ at }) => at.x) / count, y: sum(({ at }) => at.y) / count };
  const total = sum((spot) => spot.total);
  return {
    ...toScreen(middle, view, size),
    radius: radiusOf(total, count),
    free: sum((spot) => spot.free),
    total,
    id: cell[0]?.id ?? '',
    name: cell[0]?.name ?? '',
    diversion: cell[0]?.diversion ?? 'open',
    count,
  };
};

/** The mark under a point of the screen, the smallest on top; `slack` pixels beyond its edge count. */
export const markAt = (marks: readonly Mark[], at: Point, slack: number): Mark | undefined =>
  marks.findLast(({ x, y, radius }) => (x - at.x) ** 2 + (y - at.y) ** 2 <= (radius + slack) ** 2);

/** How many beds are free, as far as the map tells it by shape and colour. */
export type Plenty = 'none' | 'few' | 'some';

export const plentyOf = (free: number): Plenty => (free === 0 ? 'none' : free <= 2 ? 'few' : 'some');
