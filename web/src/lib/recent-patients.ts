// SPDX-License-Identifier: Apache-2.0
/** Ids of the patients a user opened last, newest first. Ids only: no name is kept in the browser. */
const LIMIT = 12;
const name = (user: string): string => `keneya.recent.${user}`;

export const recentPatients = (user: string): readonly string[] => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name(user)) ?? '[]');
    return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    return [];
  }
};

export const rememberPatient = (user: string, id: string): void => {
  const ids = [id, ...recentPatients(user).filter((other) => other !== id)].slice(0, LIMIT);
  localStorage.setItem(name(user), JSON.stringify(ids));
};
