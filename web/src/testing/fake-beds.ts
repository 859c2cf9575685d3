// SPDX-License-Identifier: Apache-2.0
import type { Allocation, Bed, Emergency, Hospital, Status } from '@/features/beds/beds-types';

/** The beds of a small nation in memory; tests change them as they like. */
export type Nation = {
  readonly hospitals: Hospital[];
  readonly beds: Bed[];
  readonly allocations: Map<string, Allocation>;
  /** Keys seen with what they made. */
  readonly keys: Map<string, string>;
  /** Requests that are carried out though their answer is lost, from now on. */
  lost: number;
  readonly tell: (data: Readonly<Record<string, unknown>>) => void;
  readonly handle: (request: Request) => Promise<Response | undefined>;
};

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

const aHospital = (id: string, name: string, latitude: number, free: number): Hospital => ({
  id,
  name,
  latitude,
  longitude: 4.83,
  region: 'Auvergne-Rhône-Alpes',
  diversion: 'open',
  own: id === 'FR-1',
  beds: { free, held: 0, occupied: 3, cleaning: 1, closed: 0 },
  specialities: [{ code: '320', free, total: 10 }],
});

const aBed = (unit: string, state: Bed['state']): Bed => ({
  id: `FR-1.${unit}`,
  unit,
  specialities: ['320'],
  equipment: [],
  isolation: 'none',
  youngest: 0,
  oldest: 130,
  state,
  since: '2026-11-22T03:00:00Z',
});

export const aNation = (): Nation => {
  const hospitals = [aHospital('FR-1', 'Hôpital de Lyon', 45.76, 2), aHospital('FR-2', 'Hôpital de Vienne', 45.52, 4)];
  const beds = [aBed('4B-1', 'free'), aBed('4B-2', 'cleaning'), aBed('5A-1', 'occupied')];
  const allocations = new Map<string, Allocation>();
  const keys = new Map<string, string>();
  const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let sequence = 0;
  const tell: Nation['tell'] = (data) => {
    const text = `id: ${++sequence}\nevent: bed.state\ndata: ${JSON.stringify(data)}\n\n`;
    for (const listener of listeners) listener.enqueue(new TextEncoder().encode(text));
  };

  const make = (emergency: Emergency, hospital: Hospital | undefined, replaces?: string): Allocation => {
    const { id, name, latitude, longitude } = hospital ?? (hospitals[0] as Hospital);
    const made: Allocation = {
      id: `a${allocations.size + 1}`,
      status: 'held',
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
      hospital: { id, name, latitude, longitude },
      bed: { id: `${id}.4B-12`, unit: '4B-12' },
      distanceMetres: 12_400,
      travelSeconds: 655,
      travelKind: 'great-circle',
      reasons: [
        { code: 'nearest', text: 'Hôpital le plus proche où un lit convient.' },
        { code: 'nearer-full', text: 'Clinique du Parc, plus proche (2,0 km) : aucun lit libre.' },
      ],
      alternatives: [{ hospital: hospitals[1] as Hospital, distanceMetres: 27_000, travelSeconds: 2_500, freeBeds: 4 }],
      emergency,
      replaces,
    };
    allocations.set(made.id, made);
    return made;
  };

  const once = (request: Request, carryOut: () => Allocation | Response): Response => {
    const key = request.headers.get('Idempotency-Key') ?? '';
    const before = keys.get(key);
    const made = before ? allocations.get(before) : carryOut();
    if (made instanceof Response) return made;
    keys.set(key, made?.id ?? '');
    if (nation.lost > 0) {
      nation.lost -= 1;
      return Response.error();
    }
    return json(made, 201);
  };

  const AFTER: Readonly<Record<string, Status>> = { confirm: 'confirmed', cancel: 'cancelled', release: 'released' };

  const handle: Nation['handle'] = async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const [, , what = '', id = '', verb] = pathname.split('/');
    if (pathname === '/api/beds/specialities') {
      return json({
        specialities: [
          { code: '320', label: 'Cardiology', labelFr: 'Cardiologie' },
          { code: '400', label: 'Neurology', labelFr: 'Neurologie' },
        ],
      });
    }
    if (pathname === '/api/beds/summary') {
      const dots = hospitals.map((h) => [h.id, h.latitude, h.longitude, h.beds.free, 10, h.diversion, h.name]);
      return json({ hospitals: dots, regions: [], specialities: [] });
    }
    if (pathname === '/api/beds/stream') {
      let mine: ReadableStreamDefaultController<Uint8Array> | undefined;
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          mine = controller;
          listeners.add(controller);
          controller.enqueue(new TextEncoder().encode(':\n\n'));
        },
        cancel: () => {
          if (mine) listeners.delete(mine);
        },
      });
      return new Response(stream, { headers: { 'Content-Type': 'text/event-stream' } });
    }
    if (what === 'beds' && request.method === 'PATCH') {
      const { state } = (await request.json()) as Pick<Bed, 'state'>;
      beds.splice(0, beds.length, ...beds.map((bed) => (bed.id === id ? { ...bed, state } : bed)));
      tell({ hospital: 'FR-1', bed: id, to: state });
      return json({ id, state });
    }
    if (what === 'hospitals' && verb === 'beds') return json({ beds });
    if (what === 'hospitals' && id) return json(hospitals.find((h) => h.id === id));
    if (what === 'hospitals') return json({ hospitals });
    if (what === 'allocations' && request.method === 'POST' && !id) {
      const emergency = (await request.json()) as Emergency;
      const asked = hospitals.find((h) => h.id === emergency.hospital);
      if (emergency.speciality === '400') {
        return json(
          { status: 409, detail: 'No bed', reasons: [{ code: 'full', text: '2 hôpitaux : aucun lit libre.' }] },
          409,
        );
      }
      return once(request, () => make(emergency, asked));
    }
    const known = allocations.get(id);
    if (what === 'allocations' && request.method === 'POST' && known && verb) {
      return once(request, () => {
        const moves = verb === 'refuse' || verb === 'transfer';
        const next = moves ? make(known.emergency, hospitals[1], id) : undefined;
        const status =
          verb === 'refuse' ? 'refused' : verb === 'transfer' ? 'transferred' : (AFTER[verb] ?? known.status);
        allocations.set(id, { ...known, status, replacedBy: next?.id });
        return next ?? (allocations.get(id) as Allocation);
      });
    }
    if (what === 'allocations' && id) return known ? json(known) : json({ title: 'Introuvable' }, 404);
    if (what === 'allocations') {
      const status = searchParams.get('status');
      return json({ allocations: [...allocations.values()].filter((one) => !status || one.status === status) });
    }
    return undefined;
  };

  const nation: Nation = { hospitals, beds, allocations, keys, lost: 0, tell, handle };
  return nation;
};
