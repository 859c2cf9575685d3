// SPDX-License-Identifier: Apache-2.0
import type { Opening } from '@/fhir/record-access';
import type { Session } from '@/fhir/session';

/** What the fake clinic knows of oppositions, openings and its policy; tests change it as they like. */
export type Office = {
  opposed: boolean;
  unrelated: boolean;
  openings: Opening[];
  policy: unknown;
  version: number;
};

export const openOffice = (over: Partial<Office> = {}): Office => ({
  opposed: false,
  unrelated: false,
  openings: [],
  policy: { options: {}, sets: {}, unbound: [], roles: {} },
  version: 0,
  ...over,
});

export const anOpening = (id: string, over: Partial<Opening> = {}): Opening => ({
  id,
  login: 'ide',
  role: 'nurse',
  fhirUser: 'Practitioner/demo',
  patient: 'p1',
  reason: 'life-threatening',
  text: 'Détresse respiratoire',
  from: new Date(Date.now() - 60_000).toISOString(),
  until: new Date(Date.now() + 29 * 60_000).toISOString(),
  ...over,
});

const current = (office: Office): Opening | undefined =>
  office.openings.find((one) => Date.parse(one.until) > Date.now());

/** Whether the record is closed to the caller now. */
export const isClosed = (office: Office): boolean => (office.opposed || office.unrelated) && !current(office);

type ToJson = (body: unknown, status?: number, headers?: Record<string, string>) => Response;

/** Answers /api/break-glass, /api/policy and the standing of a record; undefined for every other address. */
export const fakeOffice =
  (session: Session, office: Office, json: ToJson) =>
  async (request: Request, url: URL): Promise<Response | undefined> => {
    const path = url.pathname;
    const reviewer = ['dpo', 'admin'].includes(session.user.role);
    if (/^\/api\/patients\/[^/]+\/access$/.test(path)) {
      const { opposed, unrelated } = office;
      const mayOpen = ['physician', 'nurse', 'pharmacist'].includes(session.user.role);
      return json({ opposed, unrelated, mayOpen, open: current(office) });
    }
    if (path === '/api/break-glass' && request.method === 'POST') {
      const asked = (await request.json()) as { patient: string; reason: string; text: string; minutes: number };
      const from = new Date();
      const until = new Date(from.getTime() + asked.minutes * 60_000).toISOString();
      const opening = {
        ...asked,
        id: `bg${office.openings.length}`,
        login: session.user.login,
        from: from.toISOString(),
        until,
      };
      office.openings.unshift(opening);
      return json(opening, 201);
    }
    if (path === '/api/break-glass') {
      const waiting = url.searchParams.get('unreviewed') === 'true';
      return json({ openings: reviewer ? office.openings.filter((one) => !waiting || !one.review) : [] });
    }
    const [, id, verb] = /^\/api\/break-glass\/([^/]+)(\/review)?$/.exec(path) ?? [];
    if (id && request.method === 'DELETE') {
      office.openings = office.openings.map((one) =>
        one.id === id ? { ...one, until: new Date(Date.now() - 1).toISOString() } : one,
      );
      return new Response(null, { status: 204 });
    }
    if (id && verb) {
      const { verdict, text } = (await request.json()) as { verdict: 'justified'; text: string };
      const before = office.openings.find((one) => one.id === id);
      if (!before || before.review) return json({ title: 'Conflict', status: 409 }, 409);
      const review = { by: session.user.login, at: new Date().toISOString(), verdict, text };
      office.openings = office.openings.map((one) => (one.id === id ? { ...one, review } : one));
      return json({ ...before, review });
    }
    if (path === '/api/policy' && request.method === 'PUT') {
      if (request.headers.get('If-Match') !== `W/"${office.version}"`) return json({ title: 'Late', status: 412 }, 412);
      office.policy = await request.json();
      office.version += 1;
      return json(office.policy, 200, { ETag: `W/"${office.version}"` });
    }
    if (path === '/api/policy') return json(office.policy, 200, { ETag: `W/"${office.version}"` });
    if (path === '/api/policy/versions') {
      const versions = Array.from({ length: office.version }, (_, i) => ({
        version: office.version - i,
        made: '2026-11-22T00:00:00Z',
        author: 'admin',
      }));
      return json({ versions });
    }
    return undefined;
  };
