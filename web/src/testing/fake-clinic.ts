// SPDX-License-Identifier: Apache-2.0
import type { Bundle, FhirResource, Patient, Resource } from 'fhir/r4';
import { identityOf } from '@/fhir/identity';
import type { Role } from '@/fhir/session';
import { checkIns } from '@/lib/ins';
import { plainText } from '@/lib/plain-text';
import { fakeOffice, isClosed, type Office, openOffice } from './fake-office';
import { aRecord, aSession } from './fixtures';

/** A server of our own contract, small enough to read, that answers from memory. */
export type FakeClinic = {
  readonly handle: (request: Request) => Promise<Response>;
  readonly all: (type: string) => readonly FhirResource[];
  readonly put: (...resources: FhirResource[]) => void;
  /** Calls whose path matches get this status; 0 breaks the line. */
  readonly break: (path: RegExp, status: number) => void;
  readonly repair: () => void;
  /** Calls whose path matches are answered with this body. */
  readonly answer: (path: RegExp, body: unknown) => void;
  readonly requests: string[];
};

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': 'req-42', ...headers },
  });

const outcome = (status: number, text: string, rule = '', expression = ''): Response =>
  json(
    {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: 'invalid',
          expression: expression ? [expression] : undefined,
          details: {
            text,
            coding: rule ? [{ system: 'https://keneya.org/fhir/CodeSystem/rule', code: rule }] : undefined,
          },
        },
      ],
    },
    status,
  );

// biome-ignore lint/suspicious/noExplicitAny: resources of every type are looked into by path here
type Loose = any;

const dateOf = (r: Loose): string =>
  r.effectiveDateTime ??
  r.period?.start ??
  r.onsetDateTime ??
  r.authoredOn ??
  r.date ??
  r.recordedDate ??
  r.birthDate ??
  '';

const matches = (r: Loose, name: string, wanted: string): boolean => {
  if (name === '_id') return wanted.split(',').includes(r.id);
  if (name === 'patient') return (r.subject ?? r.patient ?? r.beneficiary)?.reference === `Patient/${wanted}`;
  if (name === 'category')
    return r.category?.some((c: Loose) => c.coding?.some((coding: Loose) => coding.code === wanted));
  if (name === 'code') return r.code?.coding?.some((coding: Loose) => coding.code === wanted);
  if (name === 'status') return r.status === wanted;
  if (name === 'class') return wanted.split(',').includes(r.class?.code);
  if (name === 'date') {
    const day = dateOf(r).slice(0, 10);
    return wanted.startsWith('sa') ? day > wanted.slice(2) : day < wanted.slice(2);
  }
  return true;
};

/** What the server's rules refuse, as far as the screens' tests need. */
const refusal = (r: Loose): Response | undefined => {
  const ins = r.resourceType === 'Patient' && r.identifier?.find((i: Loose) => i.system?.includes('1.2.250.1.213.1.4'));
  const check = ins && checkIns(ins.value);
  if (check && check.kind !== 'valid') {
    const text =
      check.kind === 'wrong-key' ? `INS refusé : clé ${check.read} lue, ${check.expected} attendue.` : 'INS refusé.';
    return outcome(422, text, 'ins-key', 'Patient.identifier[0].value');
  }
  if (r.resourceType === 'Observation' && r.valueQuantity?.value > 350) {
    return outcome(422, 'Valeur hors du possible.', 'observation-value-implausible', 'Observation.value.value');
  }
  return undefined;
};

/** Types that stay open whatever a patient decided. */
const OPEN: ReadonlySet<string> = new Set(['Patient', 'Consent', 'Practitioner']);

const hit = (patient: Patient, kind: string) => {
  const { id, birthName, usedName, givenNames, birthDate, sex, ins, insStatus, ipp, city } = identityOf(patient);
  return {
    id,
    birthName,
    usedName,
    givenNames,
    birthDate,
    sex,
    ins,
    insStatus,
    ipp,
    city,
    match: { kind, score: 0.9 },
  };
};

export const fakeClinic = (
  role: Role = 'physician',
  resources: FhirResource[] = aRecord(),
  office: Office = openOffice(),
): FakeClinic => {
  const session = aSession(role);
  const store = new Map<string, FhirResource>();
  const put = (...all: FhirResource[]) => {
    for (const r of all) store.set(`${r.resourceType}/${r.id}`, r);
  };
  put(...resources);
  const all = (type: string) => [...store.values()].filter((r) => r.resourceType === type);
  const requests: string[] = [];
  let broken: { readonly path: RegExp; readonly status: number }[] = [];
  let serial = 1000;

  const search = (type: string, query: URLSearchParams): Response => {
    const found = all(type)
      .filter((r) => [...query].every(([name, wanted]) => matches(r, name, wanted)))
      .sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
    const from = Number(query.get('_offset') ?? 0);
    const count = Number(query.get('_count') ?? 50);
    const page = found.slice(from, from + count);
    const included = query.get('_include') === 'Encounter:subject' ? all('Patient') : [];
    query.set('_offset', String(from + count));
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      link: found.length > from + count ? [{ relation: 'next', url: `http://elsewhere/fhir/${type}?${query}` }] : [],
      entry: [...page, ...included].map((resource) => ({ resource })),
    };
    return json(bundle);
  };

  const write = async (request: Request, type: string, id: string | undefined): Promise<Response> => {
    if (!session.permissions[type]?.includes('w')) return outcome(403, 'Votre rôle ne permet pas cette action.');
    const body = (await request.json()) as Resource as FhirResource;
    const refused = refusal(body);
    if (refused) return refused;
    const before = id ? store.get(`${type}/${id}`) : undefined;
    const version = before?.meta?.versionId ?? '0';
    if (id && request.headers.get('If-Match') !== `W/"${version}"`) return outcome(412, 'Version dépassée.');
    const saved = {
      ...body,
      id: id ?? `new${serial++}`,
      meta: { versionId: String(Number(version) + 1) },
    } as FhirResource;
    put(saved);
    return json(saved, id ? 200 : 201, { ETag: `W/"${saved.meta?.versionId}"` });
  };

  const fhir = async (request: Request, url: URL): Promise<Response> => {
    const [, , type = '', id] = url.pathname.split('/');
    if (request.method === 'GET' && isClosed(office) && !OPEN.has(type)) {
      return id ? outcome(404, 'Ce dossier n’existe pas.') : json({ resourceType: 'Bundle', type: 'searchset' });
    }
    if (request.method !== 'GET') return write(request, type, id);
    if (!session.permissions[type]?.includes('r')) return outcome(403, 'Votre rôle ne permet pas de lire ceci.');
    if (!id) return search(type, url.searchParams);
    const found = store.get(`${type}/${id}`);
    return found ? json(found) : outcome(404, 'Ce dossier n’existe pas.');
  };

  const patients = (query: URLSearchParams): Response => {
    const words = plainText(query.get('q') ?? '')
      .split(/[\s-]+/)
      .filter(Boolean);
    const text = (p: Loose) => plainText(JSON.stringify([p.name, p.birthDate, p.identifier, p.telecom]));
    const near = (p: Loose) => words.every((w) => text(p).includes(w));
    const fuzzy = (p: Loose) => words.every((w) => text(p).includes(w.slice(0, 4)));
    const people = all('Patient') as Patient[];
    const exact = people.filter(near).map((p) => hit(p, 'exact'));
    const found = exact.length ? exact : people.filter(fuzzy).map((p) => hit(p, 'approximate'));
    const count = Number(query.get('count') ?? 20);
    return json({ patients: found.slice(0, count), more: found.length > count });
  };

  const timeline = (patientId: string, query: URLSearchParams): Response => {
    const types = query.get('type')?.split(',') ?? [];
    const entries = [...store.values()]
      .filter((r) => r.resourceType !== 'Patient' && matches(r, 'patient', patientId))
      .filter((r) => types.length === 0 || types.includes(r.resourceType))
      .filter((r) => dateOf(r) >= (query.get('from') ?? '') && dateOf(r) <= (query.get('to') ?? '9999'))
      .map((r: Loose) => ({
        resourceType: r.resourceType,
        id: r.id,
        date: dateOf(r),
        title:
          r.code?.text ?? r.description ?? r.medicationCodeableConcept?.text ?? r.type?.[0]?.text ?? r.resourceType,
        detail: r.valueQuantity ? `${r.valueQuantity.value} ${r.valueQuantity.unit}` : undefined,
        abnormal: r.interpretation?.[0]?.coding?.[0]?.code,
      }))
      .filter((entry) => plainText(entry.title).includes(plainText(query.get('text') ?? '')))
      .sort((a, b) => b.date.localeCompare(a.date));
    const from = Number(query.get('cursor') || 0);
    const count = Number(query.get('count') ?? 50);
    return json({
      entries: entries.slice(from, from + count),
      next: entries.length > from + count ? String(from + count) : null,
    });
  };

  const answers: { path: RegExp; body: unknown }[] = [];
  const answerOffice = fakeOffice(session, office, json);

  const handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const failure = broken.find(({ path }) => path.test(url.pathname + url.search));
    if (failure) return failure.status === 0 ? Response.error() : outcome(failure.status, 'Échec simulé.');
    const given = answers.find(({ path }) => path.test(url.pathname + url.search));
    if (given) return json(given.body);
    if (url.pathname === '/api/session') return json(session);
    if (url.pathname === '/api/patients') {
      return session.permissions.Patient ? patients(url.searchParams) : json({ title: 'Interdit', status: 403 }, 403);
    }
    const officeAnswer = await answerOffice(request, url);
    if (officeAnswer) return officeAnswer;
    const record = /^\/api\/patients\/([^/]+)\/timeline$/.exec(url.pathname)?.[1];
    if (record) return timeline(record, url.searchParams);
    if (url.pathname.startsWith('/fhir/')) return fhir(request, url);
    return json({ title: 'Introuvable', status: 404 }, 404);
  };

  return {
    handle,
    all,
    put,
    requests,
    break: (path, status) => {
      broken.push({ path, status });
    },
    repair: () => {
      broken = [];
    },
    answer: (path, body) => {
      answers.unshift({ path, body });
    },
  };
};
