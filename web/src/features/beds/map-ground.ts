// SPDX-License-Identifier: Apache-2.0
import base from './base-map.json';
import type { Place } from './beds-types';
import { TOWNS } from './towns';
import { type Point, project } from './view';

/** Shapes are drawn in units of a thousandth of the square from here on: canvas numbers have few digits. */
export const ORIGIN = project({ latitude: 50, longitude: 0 });
export const UNIT = 1_000;

const unpacked = (packed: readonly number[]): Point[] => {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < packed.length; i += 2) {
    x += packed[i] ?? 0;
    y += packed[i + 1] ?? 0;
    points.push(project({ latitude: y * base.unit, longitude: x * base.unit }));
  }
  return points;
};

const pathOf = (lines: readonly (readonly number[])[], closed: boolean): Path2D => {
  const path = new Path2D();
  for (const line of lines) {
    unpacked(line).forEach(({ x, y }, i) => {
      const [px, py] = [(x - ORIGIN.x) * UNIT, (y - ORIGIN.y) * UNIT];
      if (i === 0) path.moveTo(px, py);
      else path.lineTo(px, py);
    });
    if (closed) path.closePath();
  }
  return path;
};

/** Land and the borders on it; the coast is the outline of the land without the borders. */
export type Ground = { readonly land: Path2D; readonly borders: Path2D };

let drawn: Ground | undefined;

/** Made once, when a map is first shown. */
export const ground = (): Ground => {
  drawn ??= { land: pathOf(base.lands, true), borders: pathOf(base.borders, false) };
  return drawn;
};

/** A name on the map; shown when the world is at least `from` pixels wide. */
export type Label = {
  readonly name: string;
  readonly at: Point;
  readonly from: number;
  readonly kind: 'region' | 'town';
};

const region = (name: string, latitude: number, longitude: number): Place & { readonly name: string } => ({
  name,
  latitude,
  longitude,
});

/** About the middle of each region, common knowledge. */
const REGIONS = [
  region('Écosse', 56.9, -4.4),
  region('Irlande du Nord', 54.65, -6.8),
  region('Pays de Galles', 52.3, -3.7),
  region('Nord de l’Angleterre', 54.6, -2.1),
  region('Midlands', 52.7, -1.4),
  region('Est de l’Angleterre', 52.3, 0.6),
  region('Sud-Ouest de l’Angleterre', 50.95, -3.6),
  region('Sud-Est de l’Angleterre', 51.15, -0.4),
  region('Bretagne', 48.2, -3),
  region('Normandie', 49.1, 0.1),
  region('Hauts-de-France', 49.95, 2.8),
  region('Île-de-France', 48.6, 2.6),
  region('Grand Est', 48.7, 5.6),
  region('Pays de la Loire', 47.4, -0.9),
  region('Centre-Val de Loire', 47.5, 1.7),
  region('Bourgogne-Franche-Comté', 47.2, 4.8),
  region('Nouvelle-Aquitaine', 45.2, 0.2),
  region('Auvergne-Rhône-Alpes', 45.5, 4.3),
  region('Occitanie', 43.7, 2.1),
  region('Provence-Alpes-Côte d’Azur', 43.95, 6.1),
  region('Corse', 42.15, 9.1),
];

const TOWN_FROM = (size: number): number =>
  size > 450 ? 0 : size > 250 ? 14_000 : size > 120 ? 24_000 : size > 60 ? 40_000 : size > 20 ? 70_000 : 120_000;

/** In the order in which they take their room: what comes first is shown, what would cover it is not. */
export const LABELS: readonly Label[] = [
  ...TOWNS.filter((town) => town.size > 250).map(townLabel),
  ...REGIONS.map((one): Label => ({ name: one.name, at: project(one), from: 9_000, kind: 'region' })),
  ...TOWNS.filter((town) => town.size <= 250).map(townLabel),
];

function townLabel({ name, size, ...place }: (typeof TOWNS)[number]): Label {
  return { name, at: project(place), from: TOWN_FROM(size), kind: 'town' };
}

/** Beyond this regions are no longer named, pixels for the world. */
export const REGIONS_UNTIL = 60_000;
