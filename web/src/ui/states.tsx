// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Inbox, Lock, LockKeyhole, type LucideIcon, RefreshCw, SearchX, TriangleAlert, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';

type PictureProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
  readonly tone?: string;
  readonly role?: 'status' | 'alert';
};

const Picture = ({ icon: Icon, title, hint, action, tone = 'text.secondary', role }: PictureProps) => (
  <Box role={role} sx={{ display: 'flex', gap: 3, alignItems: 'flex-start', p: 4 }}>
    <Box sx={{ color: tone, flexShrink: 0, display: 'flex', pt: 0.5 }}>
      <Icon size={20} aria-hidden />
    </Box>
    <Box sx={{ minWidth: 0 }}>
      <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
      {hint && (
        <Typography variant="body2" component="div" sx={{ color: 'text.secondary', mt: 0.5 }}>
          {hint}
        </Typography>
      )}
      {action && <Box sx={{ mt: 3, display: 'flex', gap: 2, flexWrap: 'wrap' }}>{action}</Box>}
    </Box>
  </Box>
);

/** Grey lines, only when the answer takes more than 200 ms. */
export const LoadingState = ({ lines = 3 }: { readonly lines?: number }) => {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Box role="status" aria-label={t('state.loading')} sx={{ p: 4, minHeight: lines * 28 }}>
      {late &&
        Array.from({ length: lines }, (_, i) => 92 - ((i * 17) % 40)).map((width) => (
          <Skeleton key={width} height={24} width={`${width}%`} />
        ))}
    </Box>
  );
};

/** Asked, and there is nothing. */
export const EmptyState = (props: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
}) => <Picture icon={Inbox} {...props} />;

/** Searched, and nobody matches. */
export const NoMatchState = (props: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
}) => <Picture icon={SearchX} role="status" {...props} />;

/** The role may not see this: not the same thing as nothing there. */
export const ForbiddenState = ({ hint }: { readonly hint?: string }) => {
  const { t } = useTranslation();
  return (
    <Picture icon={Lock} title={t('state.forbidden')} hint={hint ?? t('state.forbiddenHint')} tone="clinical.unknown" />
  );
};

/** The record is closed to the user, or nobody could say: nothing shown is not nothing there. */
export const ClosedState = () => {
  const { t } = useTranslation();
  return <Picture icon={LockKeyhole} title={t('state.closed')} hint={t('state.closedHint')} tone="clinical.warning" />;
};

/** The question failed: says which way, and offers to ask again. */
export const FailureState = ({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) => {
  const { t } = useTranslation();
  if (isFailure(error) && error.kind === 'forbidden') return <ForbiddenState />;
  const lost = isFailure(error) && error.kind === 'network';
  const requestId = isFailure(error) ? error.requestId : undefined;
  const missing = isFailure(error) && error.kind === 'missing';
  const title = lost ? t('state.offline') : missing ? t('state.missing') : t('state.failed');
  return (
    <Picture
      role="alert"
      icon={lost ? WifiOff : TriangleAlert}
      tone="clinical.critical"
      title={title}
      hint={
        <>
          {lost ? t('state.offlineHint') : missing ? t('state.missingHint') : t('state.failedHint')}
          {requestId && <Box sx={{ mt: 1 }}>{t('state.requestId', { id: requestId })}</Box>}
        </>
      }
      action={
        retry &&
        !missing && (
          <Button size="small" variant="outlined" startIcon={<RefreshCw size={16} aria-hidden />} onClick={retry}>
            {t('action.retry')}
          </Button>
        )
      }
    />
  );
};
