// SPDX-License-Identifier: Apache-2.0
/**
 * Drafts of what a user is typing, kept in the tab's session storage: they survive a reload and a new sign-in,
 * never leave the browser, and go when the work is saved or the user signs out.
 */
const PREFIX = 'keneya.draft.';

/** Where a draft belongs: never shown to another user of the same browser tab. */
export type DraftKey = { readonly user: string; readonly subject: string; readonly kind: string };

const name = ({ user, subject, kind }: DraftKey): string => `${PREFIX}${user}.${subject}.${kind}`;

/** The stored values, or undefined when there is none or it cannot be read. */
export const readDraft = <T>(key: DraftKey): T | undefined => {
  const text = sessionStorage.getItem(name(key));
  if (!text) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
};

export const writeDraft = (key: DraftKey, values: unknown): void => {
  sessionStorage.setItem(name(key), JSON.stringify(values));
};

export const clearDraft = (key: DraftKey): void => sessionStorage.removeItem(name(key));

/** Removes every draft of this tab; called at sign-out. */
export const clearAllDrafts = (): void => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
};
