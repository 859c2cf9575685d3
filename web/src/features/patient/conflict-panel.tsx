// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change, DraftField } from './conflict';

type Choices = Partial<Record<DraftField, 'mine' | 'theirs'>>;
type Props = {
  readonly changes: readonly Change[];
  readonly onResolve: (choices: Choices) => void;
  readonly saving: boolean;
};

/** Somebody saved this record meanwhile: what they changed, and which value to keep where both did. */
export const ConflictPanel = ({ changes, onResolve, saving }: Props) => {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<Choices>({});
  const disputed = changes.filter((change) => change.disputed);
  const settled = disputed.every((change) => choices[change.field]);
  return (
    <Box
      role="alert"
      sx={{
        border: 1,
        borderColor: 'clinical.warning',
        borderRadius: 1,
        bgcolor: 'clinical.warningWash',
        p: 4,
        display: 'grid',
        gap: 3,
      }}
    >
      <Box sx={{ display: 'flex', gap: 2, color: 'clinical.warning', fontWeight: 700 }}>
        <GitMerge size={20} aria-hidden /> {t('conflict.title')}
      </Box>
      <Box>{disputed.length ? t('conflict.choose') : t('conflict.none')}</Box>
      {changes.map((change) => (
        <Box component="fieldset" key={change.field} sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
          <Box component="legend" sx={{ fontWeight: 600, p: 0, mb: 1 }}>
            {t(`identity.${change.field}`)}
          </Box>
          {change.disputed ? (
            <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
              {(['mine', 'theirs'] as const).map((side) => (
                <Button
                  key={side}
                  variant={choices[change.field] === side ? 'contained' : 'outlined'}
                  aria-pressed={choices[change.field] === side}
                  onClick={() => setChoices({ ...choices, [change.field]: side })}
                  sx={{ whiteSpace: 'normal', textAlign: 'left' }}
                >
                  {t(`conflict.${side}`, { value: change[side] || t('identity.notGiven') })}
                </Button>
              ))}
            </Box>
          ) : (
            <Box>
              {t('conflict.taken', {
                before: change.before || t('identity.notGiven'),
                theirs: change.theirs || t('identity.notGiven'),
              })}
            </Box>
          )}
        </Box>
      ))}
      <Box>
        <Button variant="contained" disabled={!settled || saving} onClick={() => onResolve(choices)}>
          {t('conflict.save')}
        </Button>
      </Box>
    </Box>
  );
};
