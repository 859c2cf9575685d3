// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { fitting, fromScreen, moved, project, shows, toScreen, unproject, type View, zoomed } from './view';

const size = { width: 800, height: 600 };
const lyon = { latitude: 45.764, longitude: 4.8357 };
const paris = { latitude: 48.8566, longitude: 2.3522 };
const view: View = { centre: project(paris), world: 20_000 };

test('a place comes back from the square', () => {
  const back = unproject(project(lyon));
  expect(back.latitude).toBeCloseTo(lyon.latitude, 9);
  expect(back.longitude).toBeCloseTo(lyon.longitude, 9);
});

test('a point of the screen is a point of the world and back', () => {
  const at = { x: 123, y: 456 };
  const again = toScreen(fromScreen(at, view, size), view, size);
  expect(again.x).toBeCloseTo(at.x, 6);
  expect(again.y).toBeCloseTo(at.y, 6);
});

test('what is under the pointer stays there while zooming', () => {
  const at = { x: 600, y: 450 };
  const before = fromScreen(at, view, size);
  const after = fromScreen(at, zoomed(view, 1.5, at, size), size);
  expect(after.x).toBeCloseTo(before.x, 9);
  expect(after.y).toBeCloseTo(before.y, 9);
});

test('the ground follows the hand', () => {
  const there = toScreen(project(paris), moved(view, 40, -25), size);
  expect(there.x).toBeCloseTo(440, 6);
  expect(there.y).toBeCloseTo(275, 6);
});

test('a place is on the screen or not', () => {
  expect(shows(view, size, paris)).toBe(true);
  expect(shows({ ...view, world: 200_000 }, size, lyon)).toBe(false);
});

test('a fitting view holds every place', () => {
  const held = fitting([lyon, paris], size);
  for (const place of [lyon, paris]) {
    const { x, y } = toScreen(project(place), held, size);
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(size.width);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(size.height);
  }
});
