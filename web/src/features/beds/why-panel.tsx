// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { distanceText, travelText } from './bed-words';
import type { Allocation, Reason } from './beds-types';

const NEARER = 'nearer-';
/** Nearer hospitals that are explained one by one; the others are behind a press. */
const SHOWN = 3;

/** Why this hospital, why not the nearer ones, and who would have been next. */
export const WhyPanel = ({ allocation: { reasons, alternatives } }: { readonly allocation: Allocation }) => {
  const { t } = useTranslation();
  const nearer = reasons.filter(({ code }) => code.startsWith(NEARER));
  const why = reasons.filter(({ code }) => !code.startsWith(NEARER));
  return (
    <Box sx={{ display: 'grid', gap: 3, fontSize: '0.8125rem', borderTop: 1, borderColor: 'divider', pt: 3 }}>
      {why.length > 0 && <Part title={t('beds.why')} reasons={why} />}
      {nearer.length > 0 && (
        <div>
          <Part title={t('beds.whyNot')} reasons={nearer.slice(0, SHOWN)} />
          {nearer.length > SHOWN && (
            <details>
              <Box component="summary" sx={{ cursor: 'pointer', color: 'primary.main', fontWeight: 600, py: 1 }}>
                {t('beds.whyNotMore', { count: nearer.length - SHOWN })}
              </Box>
              <Reasons reasons={nearer.slice(SHOWN)} />
            </details>
          )}
        </div>
      )}
      {alternatives.length > 0 && (
        <div>
          <Heading>{t('beds.runnersUp')}</Heading>
          <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
            {alternatives.map(({ hospital, travelSeconds, distanceMetres, freeBeds }) => (
              <Box component="li" key={hospital.id} sx={{ display: 'flex', gap: 2 }}>
                <Box sx={{ flex: 1, minWidth: 0 }}>{hospital.name}</Box>
                <Box sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                  {travelText(travelSeconds)} · {distanceText(distanceMetres)} ·{' '}
                  {t('beds.freeCount', { count: freeBeds })}
                </Box>
              </Box>
            ))}
          </Box>
        </div>
      )}
    </Box>
  );
};

const Heading = ({ children }: { readonly children: string }) => (
  <Box component="h3" sx={{ m: 0, mb: 1, fontSize: '0.8125rem' }}>
    {children}
  </Box>
);

const Part = ({ title, reasons }: { readonly title: string; readonly reasons: readonly Reason[] }) => (
  <div>
    <Heading>{title}</Heading>
    <Reasons reasons={reasons} />
  </div>
);

const Reasons = ({ reasons }: { readonly reasons: readonly Reason[] }) => (
  <Box component="ul" sx={{ m: 0, pl: 4 }}>
    {reasons.map(({ text }) => (
      <li key={text}>{text}</li>
    ))}
  </Box>
);
