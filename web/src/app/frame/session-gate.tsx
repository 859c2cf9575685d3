// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SessionContext, sessionQuery } from '@/fhir/session';
import { FailureState, LoadingState } from '@/ui/states';

/** Nothing is drawn before the server said who is signed in. */
export const SessionGate = ({ children }: { readonly children: ReactNode }) => {
  const query = useQuery(sessionQuery);
  if (query.data) return <SessionContext.Provider value={query.data}>{children}</SessionContext.Provider>;
  return (
    <Box component="main" sx={{ maxWidth: 560, mx: 'auto', pt: 20, px: 4 }}>
      {query.error ? <FailureState error={query.error} retry={() => query.refetch()} /> : <LoadingState lines={4} />}
    </Box>
  );
};
