// SPDX-License-Identifier: Apache-2.0
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { CircleHelp, LockKeyhole, RefreshCw, Siren } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordAccessQuery } from '@/fhir/record-access';
import { ownPatientId, useSession } from '@/fhir/session';
import { readDraft } from '@/lib/drafts';
import { AccessLine } from './access-line';
import { BreakGlassDialog } from './break-glass-dialog';
import { OpenStrip } from './open-strip';

type Props = { readonly who: string; readonly patientId: string };

/** Nothing when the record is open; else why it is not, and the way in for those who treat. */
export const AccessStrip = ({ who, patientId }: Props) => {
  const { t } = useTranslation();
  const session = useSession();
  const query = useQuery(recordAccessQuery(patientId));
  const draft = { user: session.user.login, subject: patientId, kind: 'break-glass' };
  const [asking, setAsking] = useState(() => readDraft(draft) !== undefined);
  const opened = useRef(false);
  const access = query.data;
  if (!access) {
    if (!query.error) return null;
    return (
      <AccessLine
        label={t('access.label')}
        icon={CircleHelp}
        tone="unknown"
        action={
          <Button size="small" startIcon={<RefreshCw size={15} aria-hidden />} onClick={() => query.refetch()}>
            {t('action.retry')}
          </Button>
        }
      >
        {t('access.unsure')}
      </AccessLine>
    );
  }
  if (access.open) {
    return <OpenStrip patientId={patientId} opening={access.open} ahead={access.ahead} takesFocus={opened.current} />;
  }
  if (!access.opposed && !access.unrelated) return null;
  const own = ownPatientId(session) !== undefined;
  const reason = access.opposed ? (own ? 'ownOpposed' : 'opposed') : 'unrelated';
  return (
    <>
      <AccessLine
        label={t('access.label')}
        icon={LockKeyhole}
        tone="warning"
        action={
          access.mayOpen && (
            <Button
              size="small"
              variant="outlined"
              color="inherit"
              startIcon={<Siren size={16} aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {t('breakGlass.ask')}
            </Button>
          )
        }
      >
        {t(`access.${reason}`)} {!own && !access.mayOpen && t('access.askColleague')}
      </AccessLine>
      {access.mayOpen && asking && (
        <BreakGlassDialog
          who={who}
          patientId={patientId}
          onOpened={() => {
            opened.current = true;
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
