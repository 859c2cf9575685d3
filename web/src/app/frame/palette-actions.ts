// SPDX-License-Identifier: Apache-2.0
import type { LucideIcon } from 'lucide-react';
import { plainText } from '@/lib/plain-text';

/** Something the palette can do, found by its words. */
export type PaletteAction = {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
};

/** Actions whose label holds every word typed, in the order given. */
export const matchingActions = (actions: readonly PaletteAction[], text: string): readonly PaletteAction[] => {
  const words = plainText(text).split(/\s+/).filter(Boolean);
  return actions.filter((action) => words.every((word) => plainText(action.label).includes(word)));
};
