// SPDX-License-Identifier: Apache-2.0
type Texts<K extends string> = Partial<Record<K, string>>;

/** Reads the named parameters of an address as texts; anything else is dropped. */
export const texts =
  <K extends string>(...names: readonly K[]) =>
  (search: Record<string, unknown>): Texts<K> => {
    const found: Texts<K> = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value) found[name] = value;
    }
    return found;
  };

/** Addresses carry plain texts: nothing is read as a number or an object. */
export const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

export const stringifySearch = (search: Record<string, unknown>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `?${text}` : '';
};
