// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import en from '@/locales/en.json';
import fr from '@/locales/fr.json';
import { frenchSpaces } from './french-spaces';
import { plainText } from './plain-text';
import { parseSearch, stringifySearch, texts } from './search-schema';

const keys = (node: object, path = ''): string[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' ? keys(value, `${path}${key}.`) : [`${path}${key}`],
  );

test('English says everything French says', () => {
  expect(keys(en).sort()).toEqual(keys(fr).sort());
});

test('French punctuation keeps its no-break spaces', () => {
  expect(frenchSpaces('Quoi ? « Oui » : non')).toBe('Quoi\u202f? «\u00a0Oui\u00a0»\u00a0: non');
});

test('accents, ligatures and case do not matter', () => {
  expect(plainText(' Œdème À Noël ')).toBe('oedeme a noel');
});

test('an address keeps its texts as they are', () => {
  expect(texts('q')(parseSearch('?q=0639981234&other=1'))).toEqual({ q: '0639981234' });
  expect(stringifySearch({ q: '1951', empty: '', none: undefined })).toBe('?q=1951');
  expect(stringifySearch({})).toBe('');
});
