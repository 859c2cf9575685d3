// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import type { FhirResource } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { call } from '@/fhir/transport';
import { FailureState, LoadingState } from '@/ui/states';

type Props = { readonly type: string; readonly id: string; readonly version: number };

/** The versions before and after a change, for roles that may read the type. */
export const VersionPair = ({ type, id, version }: Props) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const allowed = useMay(type, 'r');
  if (version < 2 || !allowed) return null;
  return (
    <>
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('audit.compare')}
      </Button>
      {open &&
        [version - 1, version].map((one, i) => (
          <Version key={one} address={`${type}/${id}/_history/${one}`} title={t(i ? 'audit.after' : 'audit.before')} />
        ))}
    </>
  );
};

const Version = ({ address, title }: { readonly address: string; readonly title: string }) => {
  const query = useQuery({
    queryKey: ['version', address] as const,
    queryFn: async ({ signal }) => (await call<FhirResource>(`/fhir/${address}`, { signal })).body,
  });
  return (
    <Box component="section" aria-label={title} sx={{ mt: 2 }}>
      <Box sx={{ fontSize: '0.75rem', fontWeight: 600, color: 'text.secondary' }}>{title}</Box>
      {query.data ? (
        <Box
          component="pre"
          tabIndex={0}
          sx={{ m: 0, p: 2, fontSize: '0.75rem', bgcolor: 'surface.raised', overflow: 'auto', maxHeight: 240 }}
        >
          {JSON.stringify(query.data, undefined, 2)}
        </Box>
      ) : query.error ? (
        <FailureState error={query.error} retry={() => query.refetch()} />
      ) : (
        <LoadingState lines={3} />
      )}
    </Box>
  );
};
