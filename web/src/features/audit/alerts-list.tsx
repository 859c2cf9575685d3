// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState, NoMatchState } from '@/ui/states';
import { AlertRow } from './alert-row';
import { type AlertState, alertsQuery, peopleQuery } from './audit-query';

const STATES: readonly AlertState[] = ['new', 'seen', 'explained', 'incident'];

type Props = {
  readonly state: AlertState | undefined;
  readonly onState: (state: AlertState | undefined) => void;
};

/** Reads a state from an address. */
export const alertState = (text: string | undefined): AlertState | undefined => STATES.find((one) => one === text);

/** Accesses that want an explanation, newest first, by how far somebody has dealt with them. */
export const AlertsList = ({ state, onState }: Props) => {
  const { t } = useTranslation();
  const query = useQuery(alertsQuery(state));
  const people = useQuery(peopleQuery(query.data?.map((one) => one.person ?? '') ?? []));
  return (
    <>
      <Box role="group" aria-label={t('alert.states')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, mb: 4 }}>
        {([undefined, ...STATES] as const).map((one) => (
          <Box
            key={one ?? 'all'}
            component="button"
            type="button"
            aria-pressed={one === state}
            onClick={() => onState(one)}
            sx={{
              px: 3,
              height: 32,
              font: 'inherit',
              fontSize: '0.8125rem',
              fontWeight: 600,
              cursor: 'pointer',
              borderRadius: '16px',
              border: 1,
              borderColor: one === state ? 'primary.main' : 'surface.lineStrong',
              bgcolor: one === state ? 'primary.main' : 'background.paper',
              color: one === state ? 'primary.contrastText' : 'text.primary',
            }}
          >
            {one ? t(`alertState.${one}`) : t('alert.all')}
          </Box>
        ))}
      </Box>
      <Panel title={t('alert.title')} count={query.data?.length} flush>
        <Answer
          query={query}
          lines={6}
          isEmpty={(list) => list.length === 0}
          empty={
            state ? (
              <NoMatchState title={t('alert.noneInState')} />
            ) : (
              <EmptyState title={t('alert.none')} hint={t('alert.noneHint')} />
            )
          }
        >
          {(list) => (
            <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
              {list.map((one) => (
                <AlertRow key={one.id} alert={one} name={one.person && people.data?.[one.person]} />
              ))}
            </Box>
          )}
        </Answer>
      </Panel>
    </>
  );
};
