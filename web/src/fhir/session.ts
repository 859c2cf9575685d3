// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '@/fhir/client';

export type Role =
  | 'physician'
  | 'nurse'
  | 'secretary'
  | 'pharmacist'
  | 'technician'
  | 'dim'
  | 'dpo'
  | 'admin'
  | 'regulator'
  | 'patient';

/** Who is signed in, where, and what the server lets them do: type → `r` or `rw`; absent is not permitted. */
export type Session = {
  readonly user: { readonly login: string; readonly name: string; readonly role: Role; readonly fhirUser: string };
  readonly establishment: { readonly id: string; readonly name: string };
  readonly permissions: Readonly<Record<string, string>>;
};

export const sessionQuery = queryOptions({
  queryKey: ['session'] as const,
  queryFn: ({ signal }) => api.get<Session>('/api/session', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session; screens exist only once it is known. */
export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session in this tree');
  return session;
};

/** Whether the role may read (`r`) or write (`w`) resources of that type. The server decides again on each call. */
export const may = (session: Session, type: string, what: 'r' | 'w'): boolean =>
  session.permissions[type]?.includes(what) ?? false;

export const useMay = (type: string, what: 'r' | 'w'): boolean => may(useSession(), type, what);

/** Whether the role watches over accesses: their log, what was opened in an emergency, the policy. */
export const isAuditor = (session: Session): boolean => session.user.role === 'dpo' || session.user.role === 'admin';

/** Whether the user places emergencies in beds. */
export const mayAllocate = (session: Session): boolean =>
  session.user.role === 'regulator' || (session.user.role === 'physician' && may(session, 'ServiceRequest', 'w'));

/** Whether the user sees the beds of the nation. */
export const seesBeds = (session: Session): boolean =>
  ['regulator', 'physician', 'nurse', 'admin'].includes(session.user.role);

/** Id of the patient when the signed-in user is one. */
export const ownPatientId = (session: Session): string | undefined =>
  session.user.role === 'patient' ? session.user.fhirUser.replace(/^Patient\//, '') : undefined;
