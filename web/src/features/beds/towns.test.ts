// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { namedPlace, placeOf, TOWNS, townNear, townsLike } from './towns';

test('about three hundred towns lie in France or Great Britain', () => {
  expect(TOWNS.length).toBeGreaterThan(300);
  for (const town of TOWNS) {
    expect(town.latitude).toBeGreaterThan(41);
    expect(town.latitude).toBeLessThan(61);
    expect(town.longitude).toBeGreaterThan(-9);
    expect(town.longitude).toBeLessThan(10);
  }
});

test('a town is found by its beginning, without accents, the biggest first', () => {
  expect(townsLike('saint-et')[0]?.name).toBe('Saint-Étienne');
  expect(townsLike('LY')[0]?.name).toBe('Lyon');
  expect(townsLike('')).toEqual([]);
});

test.each([
  ['48.85, 2.35', { latitude: 48.85, longitude: 2.35 }],
  ['48,85 2,35', { latitude: 48.85, longitude: 2.35 }],
  ['51.5;-0.12', { latitude: 51.5, longitude: -0.12 }],
  ['Lyon', { latitude: 45.77, longitude: 4.83 }],
  ['rennes', { latitude: 48.11, longitude: -1.68 }],
])('« %s » is a place', (text, place) => {
  expect(placeOf(text)).toEqual(place);
});

test('half a name is no place to draw yet', () => {
  expect(namedPlace('L')).toBeUndefined();
  expect(namedPlace('lyon')).toEqual({ latitude: 45.77, longitude: 4.83 });
});

test('what names no place is none', () => {
  expect(placeOf('')).toBeUndefined();
  expect(placeOf('98 200')).toBeUndefined();
  expect(placeOf('Zyxzyx')).toBeUndefined();
});

test('a point is told by the town near it, the open sea by none', () => {
  expect(townNear({ latitude: 45.7, longitude: 4.8 })?.name).toBe('Lyon');
  expect(townNear({ latitude: 47, longitude: -9 })).toBeUndefined();
});
