// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Clock, Copy, type LucideIcon, ShieldX, Star, User, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '@/lib/dates';
import { Tag, type Tone } from '@/ui/tag';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toasts';
import { type Alert, type AlertState, changeAlert } from './audit-query';
import { WhoCell } from './who-cell';

const ICONS: Readonly<Record<Alert['rule'], LucideIcon>> = {
  mass: Copy,
  family: Users,
  vip: Star,
  own: User,
  hours: Clock,
  refused: ShieldX,
};

const TONES: Readonly<Record<AlertState, Tone>> = {
  new: 'warning',
  seen: 'draft',
  explained: 'signed',
  incident: 'critical',
};

type Props = { readonly alert: Alert; readonly name?: string };

/** One alert: what was noticed, about whom, what was done about it, and what can be. */
export const AlertRow = ({ alert, name }: Props) => {
  const { t } = useTranslation();
  const Icon = ICONS[alert.rule];
  return (
    <Box
      component="li"
      sx={{
        p: 4,
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.3fr) minmax(0, 1fr)' },
        '& + li': { borderTop: '1px solid', borderColor: 'divider' },
      }}
    >
      <Box sx={{ display: 'flex', gap: 3, minWidth: 0 }}>
        <Box sx={{ color: 'text.secondary', pt: 0.5 }}>
          <Icon size={18} aria-hidden />
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
            <Box component="h3" sx={{ m: 0, fontSize: '0.9375rem' }}>
              {t(`alertRule.${alert.rule}`)}
            </Box>
            <Tag tone={TONES[alert.state]}>{t(`alertState.${alert.state}`)}</Tag>
          </Box>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', mb: 2 }}>{formatInstant(alert.at)}</Box>
          <WhoCell who={alert.who} role={alert.role} name={name} />
          <Box sx={{ mt: 1, overflowWrap: 'anywhere' }}>{words(alert, t)}</Box>
          {alert.history.map((step) => (
            <Box key={step.at} sx={{ mt: 1, fontSize: '0.8125rem', color: 'text.secondary' }}>
              {t('alert.step', { state: t(`alertState.${step.state}`), by: step.by, at: formatInstant(step.at) })}
              {step.note && ` : ${step.note}`}
            </Box>
          ))}
        </Box>
      </Box>
      <Deal alert={alert} />
    </Box>
  );
};

const words = (alert: Alert, t: TFunction): string => {
  if (alert.rule === 'mass')
    return alert.usual
      ? t('alert.massUsual', { count: alert.count ?? 0, usual: alert.usual })
      : t('alert.mass', { count: alert.count ?? 0 });
  if (alert.rule === 'refused') return t('alert.refused', { count: alert.count ?? 0 });
  return alert.patient ? t('alert.patient', { id: alert.patient }) : t('alert.entry', { entry: alert.entry });
};

const Deal = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const change = useMutation({
    mutationFn: (state: AlertState) => changeAlert(alert.id, state, note.trim()),
    onSuccess: () => {
      setNote('');
      toast(t('alert.kept'));
      return client.invalidateQueries({ queryKey: ['audit', 'alerts'] });
    },
    onError: () => toast(t('alert.failed'), { tone: 'failed' }),
  });
  const close = (state: AlertState) => {
    setMissing(!note.trim());
    if (note.trim()) change.mutate(state);
  };
  if (alert.state === 'explained') return null;
  return (
    <Box sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
      <TextInput
        label={t('alert.note')}
        error={missing ? t('alert.noteMissing') : undefined}
        input={{
          value: note,
          maxLength: 2000,
          onChange: (event) => {
            setNote(event.target.value);
            setMissing(false);
          },
        }}
      />
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        {alert.state === 'new' && (
          <Button size="small" variant="outlined" disabled={change.isPending} onClick={() => change.mutate('seen')}>
            {t('alert.see')}
          </Button>
        )}
        <Button size="small" variant="outlined" disabled={change.isPending} onClick={() => close('explained')}>
          {t('alert.explain')}
        </Button>
        {alert.state !== 'incident' && (
          <Button
            size="small"
            variant="outlined"
            color="error"
            disabled={change.isPending}
            onClick={() => close('incident')}
          >
            {t('alert.incident')}
          </Button>
        )}
      </Box>
    </Box>
  );
};
