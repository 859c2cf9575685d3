// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/numbers';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { SelectInput } from '@/ui/select-input';
import { EmptyState, NoMatchState } from '@/ui/states';
import { BedTile } from './bed-tile';
import { BED_ICONS, useSpecialities } from './bed-words';
import { bedsOfQuery } from './beds-query';
import { BED_STATES, type Bed, type BedState } from './beds-types';

type Props = { readonly hospitalId: string; readonly mayChange: boolean };

/** The part of a label before its number: « 4B » of « 4B-12 ». */
export const wardOf = (unit: string): string => unit.replace(/[-. ]?\d+$/, '') || unit;

/** What people call a bed: its id without the hospital’s. */
const labelOf = (id: string, hospital: string): string =>
  id.startsWith(`${hospital}.`) ? id.slice(hospital.length + 1) : id;

const byWard = (beds: readonly Bed[]): readonly (readonly [string, readonly Bed[]])[] => {
  const wards = new Map<string, Bed[]>();
  for (const bed of beds) {
    const ward = wards.get(wardOf(bed.unit));
    if (ward) ward.push(bed);
    else wards.set(wardOf(bed.unit), [bed]);
  }
  return [...wards].sort(([a], [b]) => a.localeCompare(b, 'fr', { numeric: true }));
};

/** Every bed of a hospital, by ward: what it is, what it serves, and what can be done with it. */
export const BedBoard = ({ hospitalId, mayChange }: Props) => {
  const { t } = useTranslation();
  const { nameOf } = useSpecialities();
  const query = useQuery(bedsOfQuery(hospitalId));
  const [state, setState] = useState<BedState>();
  const [speciality, setSpeciality] = useState('');
  return (
    <Panel title={t('beds.board')} count={query.data?.length} flush>
      <Answer
        query={query}
        lines={8}
        isEmpty={(beds) => beds.length === 0}
        empty={<EmptyState title={t('beds.noBeds')} hint={t('beds.noBedsHint')} />}
      >
        {(beds) => {
          const serving = beds.filter((bed) => !speciality || bed.specialities.includes(speciality));
          const shown = serving.filter((bed) => !state || bed.state === state);
          const codes = [...new Set(beds.flatMap((bed) => bed.specialities))];
          return (
            <>
              <Box
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  gap: 3,
                  alignItems: 'flex-end',
                  p: 4,
                  borderBottom: 1,
                  borderColor: 'divider',
                }}
              >
                <StateFilter beds={serving} value={state} onChange={setState} />
                <Box sx={{ width: { xs: '100%', sm: 260 } }}>
                  <SelectInput
                    label={t('beds.request.speciality')}
                    placeholder={t('beds.everySpeciality')}
                    options={codes
                      .map((code) => ({ value: code, label: nameOf(code) }))
                      .sort((a, b) => a.label.localeCompare(b.label, 'fr'))}
                    input={{ value: speciality, onChange: (event) => setSpeciality(event.target.value) }}
                  />
                </Box>
              </Box>
              {shown.length === 0 && <NoMatchState title={t('beds.noMatch')} />}
              <Box sx={{ p: 4, display: 'grid', gap: 4 }}>
                {byWard(shown).map(([ward, list]) => (
                  <section key={ward} aria-label={t('beds.ward', { ward })}>
                    <Box component="h3" sx={{ m: 0, mb: 2, fontSize: '0.875rem' }}>
                      {t('beds.ward', { ward })}{' '}
                      <Box component="span" sx={{ fontWeight: 500, color: 'text.secondary' }}>
                        {t('beds.freeOf', {
                          count: list.filter((bed) => bed.state === 'free').length,
                          total: list.length,
                        })}
                      </Box>
                    </Box>
                    <Box
                      component="ul"
                      sx={{
                        listStyle: 'none',
                        m: 0,
                        p: 0,
                        display: 'grid',
                        gap: 2,
                        gridTemplateColumns: 'repeat(auto-fill, minmax(132px, 1fr))',
                      }}
                    >
                      {list.map((bed) => (
                        <li key={bed.id}>
                          <BedTile bed={bed} label={labelOf(bed.id, hospitalId)} mayChange={mayChange} />
                        </li>
                      ))}
                    </Box>
                  </section>
                ))}
              </Box>
            </>
          );
        }}
      </Answer>
    </Panel>
  );
};

type FilterProps = {
  readonly beds: readonly Bed[];
  readonly value?: BedState;
  readonly onChange: (state: BedState | undefined) => void;
};

/** How many beds are in each state; a press shows only those. */
const StateFilter = ({ beds, value, onChange }: FilterProps) => {
  const { t } = useTranslation();
  return (
    <Box role="group" aria-label={t('beds.states')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, flex: 1 }}>
      {BED_STATES.map((state) => {
        const Icon = BED_ICONS[state];
        return (
          <Box
            component="button"
            type="button"
            key={state}
            aria-pressed={value === state}
            onClick={() => onChange(value === state ? undefined : state)}
            sx={{
              font: 'inherit',
              display: 'inline-flex',
              alignItems: 'center',
              gap: 1.5,
              minHeight: 36,
              px: 2.5,
              cursor: 'pointer',
              borderRadius: '6px',
              border: '1px solid',
              borderColor: value === state ? `bed.${state}` : 'divider',
              color: `bed.${state}`,
              bgcolor: `bed.${state}Wash`,
              outlineOffset: 2,
              boxShadow: value === state ? 'inset 0 0 0 1px currentColor' : undefined,
            }}
          >
            <Icon size={16} aria-hidden />
            <Box component="span" sx={{ fontWeight: 700 }}>
              {formatNumber(beds.filter((bed) => bed.state === state).length)}
            </Box>
            <span>{t(`bedState.${state}`)}</span>
          </Box>
        );
      })}
    </Box>
  );
};
