// SPDX-License-Identifier: Apache-2.0
import { failureOf, isFailure, issuesOf } from '@/fhir/failure';

/** Where calls get their access token, and what to do when the server no longer accepts it. */
type Door = {
  readonly token: () => Promise<string | undefined>;
  readonly renew: () => Promise<string | undefined>;
};

let door: Door = { token: async () => undefined, renew: async () => undefined };

export const openDoor = (opened: Door): void => {
  door = opened;
};

/** How the line to the server is doing, for the banner of the frame. */
export type Line = 'ok' | 'slow' | 'lost';

const listeners = new Set<(line: Line) => void>();
let line: Line = 'ok';

const report = (now: Line): void => {
  if (now === line) return;
  line = now;
  for (const listener of listeners) listener(now);
};

export const onLine = (listener: (line: Line) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const SLOW = 4_000;

/** `ahead` is how far the server's clock is ahead of this browser's, milliseconds. */
export type Answer<T> = { readonly body: T; readonly etag?: string; readonly status: number; readonly ahead: number };

const aheadOf = (date: string | null): number => {
  const ahead = date ? Date.parse(date) - Date.now() : 0;
  return Math.abs(ahead) < 2_000 || Number.isNaN(ahead) ? 0 : ahead;
};

const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

const send = async (path: string, init: RequestInit, token: string | undefined): Promise<Response> => {
  const headers = new Headers(init.headers);
  if (!headers.has('Accept')) {
    headers.set('Accept', path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json');
  }
  if (token) headers.set('Authorization', `Bearer ${token}`);
  const slow = setTimeout(() => report('slow'), SLOW);
  try {
    const response = await fetch(path, { ...init, headers });
    report('ok');
    return response;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    report('lost');
    throw failureOf(0);
  } finally {
    clearTimeout(slow);
  }
};

/** The server's response to the current token; one silent renewal when it was refused. */
const respond = async (path: string, init: RequestInit): Promise<Response> => {
  const response = await send(path, init, await door.token());
  if (response.status !== 401) return response;
  const token = await door.renew();
  return token ? send(path, init, token) : response;
};

const refusalOf = async (response: Response) => {
  const body = await readBody(response);
  return failureOf(response.status, issuesOf(body), response.headers.get('X-Request-Id') ?? undefined, body);
};

/** Bytes that come as they are made, under the user's token (EventSource could not carry it). Throws a Failure. */
export const openStream = async (
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> => {
  const response = await respond(path, { headers: { Accept: 'text/event-stream', ...headers }, signal });
  if (!response.ok || !response.body) throw await refusalOf(response);
  return response.body;
};

/** Calls the server and reads its JSON. Throws a Failure. */
export const call = async <T>(path: string, init: RequestInit = {}): Promise<Answer<T>> => {
  const response = await respond(path, init);
  if (!response.ok) throw await refusalOf(response);
  const body = await readBody(response);
  const { headers, status } = response;
  return { body: body as T, etag: headers.get('ETag') ?? undefined, status, ahead: aheadOf(headers.get('Date')) };
};

/** Whether asking again could help: the network or the server failed, not the question. */
export const isWorthRetrying = (error: unknown): boolean =>
  isFailure(error) && (error.kind === 'network' || error.status >= 502);
