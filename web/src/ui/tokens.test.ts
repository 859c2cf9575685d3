// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { dark, light, type Scheme } from './tokens';

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

const pairs = (scheme: Scheme): [name: string, text: string, ground: string][] => [
  ...(['surface', 'canvas', 'raised', 'brandWash'] as const).flatMap((ground): [string, string, string][] => [
    [`text on ${ground}`, scheme.text, scheme[ground]],
    [`soft text on ${ground}`, scheme.textSoft, scheme[ground]],
    [`brand on ${ground}`, scheme.brand, scheme[ground]],
  ]),
  ['text on brand', scheme.onBrand, scheme.brand],
  ['text on brand under the pointer', scheme.onBrand, scheme.brandStrong],
  ['text on the bar', scheme.onBar, scheme.bar],
  ['soft text on the bar', scheme.onBarSoft, scheme.bar],
  ...Object.entries(scheme.clinical)
    .filter(([name]) => !name.endsWith('Wash'))
    .flatMap(([name, colour]): [string, string, string][] => [
      [`${name} on its wash`, colour, scheme.clinical[`${name}Wash` as keyof Scheme['clinical']]],
      [`${name} on the surface`, colour, scheme.surface],
      [`${name} on the wash of the brand`, colour, scheme.brandWash],
    ]),
  ...Object.entries(scheme.bed)
    .filter(([name]) => !name.endsWith('Wash'))
    .flatMap(([name, colour]): [string, string, string][] => [
      [`${name} bed on its wash`, colour, scheme.bed[`${name}Wash` as keyof Scheme['bed']]],
      [`${name} bed on the surface`, colour, scheme.surface],
      [`${name} bed on the land of a map`, colour, scheme.map.land],
    ]),
  ['names on the land of a map', scheme.text, scheme.map.land],
  ['names on the sea', scheme.textSoft, scheme.map.sea],
];

test.each([...pairs(light).map((p) => ['light', ...p]), ...pairs(dark).map((p) => ['dark', ...p])])(
  '%s: %s reaches 4.5:1',
  (_scheme, _name, text, ground) => {
    expect(contrast(text as string, ground as string)).toBeGreaterThanOrEqual(4.5);
  },
);
