// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The launcher of the tree these tests belong to. */
export const LAUNCHER = resolve(process.env.KENEYA_LAUNCHER ?? join(import.meta.dirname, '..', '..', 'keneya'));

export type Server = { readonly url: string; readonly stop: () => Promise<void> };

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('No port'))));
    });
  });

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

const untilReady = async (url: string, process: ChildProcess, log: () => string): Promise<void> => {
  const end = Date.now() + 600_000;
  while (!(await isReady(url))) {
    if (process.exitCode !== null || Date.now() > end) throw new Error(`The server did not start:\n${log()}`);
    await pause(200);
  }
};

/** Starts a server on the data directory and waits until it is ready (the first start builds it). */
export const startServer = async (data: string): Promise<Server> => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(LAUNCHER, ['start', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log = (log + text).slice(-4_000)));
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  await untilReady(url, child, () => log);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
};

/** A directory for a server's data, and the way to remove it. */
export const temporaryData = async (): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'keneya-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }) };
};

/** An access token of a demo account, from the launcher. */
export const tokenOf = async (url: string, user: string): Promise<string> => {
  const { stdout } = await promisify(execFile)(LAUNCHER, ['token', '--port', new URL(url).port, '--user', user]);
  return stdout.trim();
};
