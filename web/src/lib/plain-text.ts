// SPDX-License-Identifier: Apache-2.0
/** Lower case without accents, ligatures spelled out: for matching what is typed against a list. */
export const plainText = (text: string): string =>
  text.replace(/œ/gi, 'oe').replace(/æ/gi, 'ae').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
