// SPDX-License-Identifier: Apache-2.0
import type { Place } from './beds-types';

/** A point of the Mercator square: x and y from 0 (180° west, far north) to 1. */
export type Point = { readonly x: number; readonly y: number };

/** What the map shows: its centre, and how many pixels the whole world is wide. */
export type View = { readonly centre: Point; readonly world: number };

export type Size = { readonly width: number; readonly height: number };

/** Web Mercator (EPSG:3857) on the unit square. */
export const project = ({ latitude, longitude }: Place): Point => {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
};

/** The place of a point of the square. */
export const unproject = ({ x, y }: Point): Place => ({
  latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
  longitude: (x - 0.5) * 360,
});

export const toScreen = ({ x, y }: Point, { centre, world }: View, { width, height }: Size): Point => ({
  x: (x - centre.x) * world + width / 2,
  y: (y - centre.y) * world + height / 2,
});

export const fromScreen = ({ x, y }: Point, { centre, world }: View, { width, height }: Size): Point => ({
  x: centre.x + (x - width / 2) / world,
  y: centre.y + (y - height / 2) / world,
});

/** Whether a place is on the screen, not at its very edge. */
export const shows = (view: View, size: Size, place: Place): boolean => {
  const { x, y } = toScreen(project(place), view, size);
  return x > 10 && y > 10 && x < size.width - 10 && y < size.height - 10;
};

const BOX = { west: -12, east: 12, south: 40.5, north: 61.5 };
const NORTH_WEST = project({ latitude: BOX.north, longitude: BOX.west });
const SOUTH_EAST = project({ latitude: BOX.south, longitude: BOX.east });
/** From the whole region on a phone to a few streets. */
const WORLD = { least: 2_000, most: 6_000_000 };

const between = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The same view, not past the edges of what is drawn. */
export const withinBounds = ({ centre, world }: View): View => ({
  centre: { x: between(centre.x, NORTH_WEST.x, SOUTH_EAST.x), y: between(centre.y, NORTH_WEST.y, SOUTH_EAST.y) },
  world: between(world, WORLD.least, WORLD.most),
});

export const moved = (view: View, dx: number, dy: number): View =>
  withinBounds({ ...view, centre: { x: view.centre.x - dx / view.world, y: view.centre.y - dy / view.world } });

/** Nearer (`by` above 1) or farther; what is under `at`, a point of the screen, stays there. */
export const zoomed = (view: View, by: number, at: Point, size: Size): View => {
  const world = between(view.world * by, WORLD.least, WORLD.most);
  const fixed = fromScreen(at, view, size);
  const centre = { x: fixed.x - (at.x - size.width / 2) / world, y: fixed.y - (at.y - size.height / 2) / world };
  return withinBounds({ centre, world });
};

/** The view that holds all the places with a margin; not nearer than `most` pixels for the world. */
export const fitting = (places: readonly Place[], size: Size, most = 400_000): View => {
  const points = places.map(project);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = (length: number) => Math.max(80, length - Math.min(120, length * 0.25));
  const world = Math.min(
    most,
    room(size.width) / Math.max(right - left, 1e-9),
    room(size.height) / Math.max(bottom - top, 1e-9),
  );
  return withinBounds({ centre: { x: (left + right) / 2, y: (top + bottom) / 2 }, world });
};
