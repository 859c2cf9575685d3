// SPDX-License-Identifier: Apache-2.0
import { plainText } from '@/lib/plain-text';
import type { Place } from './beds-types';
import list from './towns.txt?raw';

/** A town people know; `size` is its population in thousands. */
export type Town = Place & { readonly name: string; readonly size: number };

/**
 * The bigger towns of France and Great Britain, biggest first. French ones from the official list of communes (Licence
 * Ouverte), British ones from common knowledge and the places of their hospitals (OGL v3); two decimals, about a kilometre.
 */
export const TOWNS: readonly Town[] = list
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [name = '', latitude, longitude, size] = line.split('|');
    return { name, latitude: Number(latitude), longitude: Number(longitude), size: Number(size) };
  });

/** Towns whose name begins with what is typed, then those that hold it; biggest first. */
export const townsLike = (typed: string, limit = 8): readonly Town[] => {
  const text = plainText(typed);
  if (!text) return [];
  const starts = TOWNS.filter((town) => plainText(town.name).startsWith(text));
  const holds = TOWNS.filter((town) => plainText(town.name).includes(text) && !starts.includes(town));
  return [...starts, ...holds].slice(0, limit);
};

const NUMBER = '(-?\\d{1,3}(?:[.,]\\d+)?)';
const PAIR = new RegExp(`^\\s*${NUMBER}\\s*[;,\\s]\\s*${NUMBER}\\s*$`);

const coordinates = (text: string): Place | undefined => {
  const [, latitude, longitude] = PAIR.exec(text) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  const place = { latitude: decimal(latitude), longitude: decimal(longitude) };
  return Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180 ? place : undefined;
};

const decimal = (text: string): number => Number(text.replace(',', '.'));

/** The place a text names in full: a pair of degrees or a town. Half a name is not shown as another town's place. */
export const namedPlace = (text: string): Place | undefined => {
  const exact = TOWNS.find((town) => plainText(town.name) === plainText(text));
  return coordinates(text) ?? (exact && { latitude: exact.latitude, longitude: exact.longitude });
};

/** The place a text names: a pair of degrees (latitude first), a town, or the first town it begins. */
export const placeOf = (text: string): Place | undefined => {
  const found = townsLike(text, 1)[0];
  return namedPlace(text) ?? (found && { latitude: found.latitude, longitude: found.longitude });
};

const squared = (a: Place, b: Place): number =>
  (a.latitude - b.latitude) ** 2 +
  ((a.longitude - b.longitude) * Math.cos((((a.latitude + b.latitude) / 2) * Math.PI) / 180)) ** 2;

/** The nearest town, if one is within about half a degree. */
export const townNear = (place: Place): Town | undefined => {
  const nearest = TOWNS.reduce((best, town) => (squared(town, place) < squared(best, place) ? town : best));
  return squared(nearest, place) < 0.3 ? nearest : undefined;
};
