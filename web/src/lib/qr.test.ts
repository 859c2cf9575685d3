// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { qrPath } from './qr';

test('a QR code has its three finders and a quiet zone of four modules', () => {
  const { size, path } = qrPath('otpauth://totp/Keneya:medecin?secret=JBSWY3DPEHPK3PXP&issuer=Keneya');
  const dark = new Set(path.match(/M\d+ \d+/g));
  for (const [x, y] of [
    [4, 4],
    [size - 11, 4],
    [4, size - 11],
  ] as const) {
    for (let i = 0; i < 7; i++) {
      expect(dark.has(`M${x + i} ${y}`)).toBe(true);
      expect(dark.has(`M${x} ${y + i}`)).toBe(true);
    }
    expect(dark.has(`M${x + 1} ${y + 1}`)).toBe(false);
    expect(dark.has(`M${x + 3} ${y + 3}`)).toBe(true);
  }
  expect(path).not.toMatch(/M[0-3] |M\d+ [0-3]h/);
});
