// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import {
  formatAgo,
  formatDay,
  formatDayShort,
  formatInstant,
  formatMonth,
  formatTime,
  instantOf,
  today,
} from './dates';

const now = new Date('2026-03-12T10:00:00+01:00');

test.each([
  ['2026-03-12', '12 mars 2026'],
  ['2026-03-01', '1er mars 2026'],
  ['2026-03', 'mars 2026'],
  ['2026', '2026'],
  ['2026-03-11T23:30:00Z', '12 mars 2026'],
  ['not a date', 'not a date'],
  [undefined, ''],
])('%s is written %s', (iso, text) => {
  expect(formatDay(iso, 'fr')).toBe(text);
});

test('English keeps the European order', () => {
  expect(formatDay('2026-03-01', 'en')).toBe('1 March 2026');
});

test.each([
  ['2026-03-02', '02/03/2026'],
  ['2026-03', '03/2026'],
  ['1951', '1951'],
  [undefined, ''],
])('%s is written %s in tables', (iso, text) => {
  expect(formatDayShort(iso)).toBe(text);
});

test.each([
  ['2026-03-12T09:59:40+01:00', 'à l’instant'],
  ['2026-03-12T09:20:00+01:00', 'il y a 40\u00a0min'],
  ['2026-03-12T08:00:00+01:00', 'il y a 2\u00a0h'],
  ['2026-03-09T10:00:00+01:00', 'il y a 3\u00a0j'],
  ['2025-12-10T10:00:00+01:00', 'il y a 3\u00a0mois'],
  ['2023-03-01T10:00:00+01:00', 'il y a 3\u00a0ans'],
  ['2026-03-14T12:00:00+01:00', 'dans 2\u00a0j'],
  ['2026-03-12', 'aujourd’hui'],
])('%s was %s', (iso, text) => {
  expect(formatAgo(iso, now, 'fr')).toBe(text);
});

test('an instant shows day and time of day', () => {
  expect(formatInstant('2026-03-12T14:05:00+01:00', 'fr')).toBe('12 mars 2026, 14:05');
  expect(formatTime('2026-03-12', 'fr')).toBe('');
});

test('a month heading begins with a capital', () => {
  expect(formatMonth('2026-03-12', 'fr')).toBe('Mars 2026');
});

test('a day and a time make an instant with the local offset', () => {
  expect(instantOf('2026-03-12', '14:05')).toBe('2026-03-12T14:05:00+01:00');
  expect(instantOf('2026-07-12', '14:05')).toBe('2026-07-12T14:05:00+02:00');
  expect(today(now)).toBe('2026-03-12');
});
