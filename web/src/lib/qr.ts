// SPDX-License-Identifier: Apache-2.0
import { encode } from 'uqr';

/** A QR code as one SVG path: `size` is its width in modules, quiet zone included (ISO/IEC 18004). */
export const qrPath = (text: string): { readonly size: number; readonly path: string } => {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .filter(Boolean)
    .join('');
  return { size, path };
};
