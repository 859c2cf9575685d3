// SPDX-License-Identifier: Apache-2.0
/** Puts the no-break spaces French typography asks for: before ; ! ? : and inside guillemets. */
export const frenchSpaces = (text: string): string =>
  text
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/ :/g, '\u00a0:')
    .replace(/« /g, '«\u00a0')
    .replace(/ »/g, '\u00a0»');

/** The same, for every text of a tree of translations. */
export const withFrenchSpaces = <T>(node: T): T => {
  if (typeof node === 'string') return frenchSpaces(node) as T;
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withFrenchSpaces(value)])) as T;
};
