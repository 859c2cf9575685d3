// SPDX-License-Identifier: Apache-2.0
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { startTranslations } from '@/lib/i18n';
import { network } from './network';

class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** jsdom draws nothing: strokes go nowhere, and every text is ten pixels wide. */
class Strokes {
  addPath() {}
  arc() {}
  bezierCurveTo() {}
  closePath() {}
  lineTo() {}
  moveTo() {}
  rect() {}
}

const canvas = new Proxy<Record<string, unknown>>(
  {},
  {
    get: (held, name) => held[String(name)] ?? (name === 'measureText' ? () => ({ width: 10 }) : () => undefined),
  },
);

configure({ asyncUtilTimeout: 8_000 });

beforeAll(async () => {
  vi.stubGlobal('ResizeObserver', Observer);
  vi.stubGlobal('Path2D', Strokes);
  HTMLCanvasElement.prototype.getContext = (() => canvas) as unknown as typeof HTMLCanvasElement.prototype.getContext;
  vi.stubGlobal('scrollTo', () => undefined);
  Object.defineProperty(window, 'matchMedia', {
    configurable: true,
    value: (query: string) => ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
  });
  URL.createObjectURL = () => 'blob:keneya';
  URL.revokeObjectURL = () => undefined;
  await startTranslations('fr');
  network.listen({ onUnhandledRequest: 'error' });
});

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

afterEach(() => {
  cleanup();
  network.resetHandlers();
});

afterAll(() => network.close());
