// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.KENEYA_SERVER ?? 'http://localhost:8080';

/** Three entries: the application, the sign-in page, and the page the silent renewal frame lands on. */
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': at('./src') } },
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        index: at('./index.html'),
        login: at('./login.html'),
        'silent-renew': at('./silent-renew.html'),
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/fhir', '/api', '/oauth2', '/.well-known', '/login', '/signin', '/logout', '/demo'].map((path) => [
        path,
        server,
      ]),
    ),
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost:3000/' } },
    setupFiles: ['./src/testing/setup.ts'],
    globals: false,
    restoreMocks: true,
    testTimeout: 60_000,
    env: { TZ: 'Europe/Paris' },
    coverage: {
      provider: 'v8',
      reporter: ['text-summary', 'json-summary', 'lcov'],
      include: ['src/**/*.{ts,tsx}'],
      exclude: [
        'src/testing/**',
        'src/**/*.test.{ts,tsx}',
        'src/**/*.d.ts',
        'src/main.tsx',
        'src/login/**',
        'src/silent-renew.ts',
      ],
      thresholds: { statements: 70, lines: 70 },
    },
  },
});
