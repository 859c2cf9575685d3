// SPDX-License-Identifier: Apache-2.0
/**
 * The colours of Keneya. Brand is for navigation and the primary action only; every other colour means something.
 * Each text colour reaches 4.5:1 on both surfaces of its scheme (checked by tokens.test.ts).
 */
export type Scheme = {
  readonly canvas: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textSoft: string;
  readonly brand: string;
  readonly brandStrong: string;
  readonly onBrand: string;
  readonly brandWash: string;
  readonly bar: string;
  readonly onBar: string;
  readonly onBarSoft: string;
  readonly clinical: Clinical;
  readonly bed: BedColours;
  readonly map: MapColours;
};

/** What a colour says of a bed; `…Wash` is the matching background. Told apart without red and green. */
export type BedColours = {
  readonly free: string;
  readonly freeWash: string;
  readonly held: string;
  readonly heldWash: string;
  readonly occupied: string;
  readonly occupiedWash: string;
  readonly cleaning: string;
  readonly cleaningWash: string;
  readonly closed: string;
  readonly closedWash: string;
};

/** The ground of a map: nothing on it means anything, what lies on it does. */
export type MapColours = {
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
};

/** What a colour says on a clinician's screen; `…Wash` is the matching background. */
export type Clinical = {
  readonly critical: string;
  readonly criticalWash: string;
  readonly abnormalHigh: string;
  readonly abnormalHighWash: string;
  readonly abnormalLow: string;
  readonly abnormalLowWash: string;
  readonly warning: string;
  readonly warningWash: string;
  readonly draft: string;
  readonly draftWash: string;
  readonly signed: string;
  readonly signedWash: string;
  readonly cancelled: string;
  readonly cancelledWash: string;
  readonly unknown: string;
  readonly unknownWash: string;
};

export const light: Scheme = {
  canvas: '#f3f5f4',
  surface: '#ffffff',
  raised: '#f9faf9',
  line: '#dde3e1',
  lineStrong: '#7d8a88',
  text: '#12211f',
  textSoft: '#51605d',
  brand: '#0a5f6c',
  brandStrong: '#07474f',
  onBrand: '#ffffff',
  brandWash: '#e2f0f1',
  bar: '#0b3a43',
  onBar: '#f2fafa',
  onBarSoft: '#b5d3d6',
  clinical: {
    critical: '#b00f2e',
    criticalWash: '#fdeaed',
    abnormalHigh: '#a83c06',
    abnormalHighWash: '#fdf0e6',
    abnormalLow: '#3346b8',
    abnormalLowWash: '#eceefc',
    warning: '#7a5200',
    warningWash: '#fdf4dc',
    draft: '#6a3d9c',
    draftWash: '#f4edfb',
    signed: '#1c6a35',
    signedWash: '#e6f4ea',
    cancelled: '#5d6664',
    cancelledWash: '#eceeed',
    unknown: '#535f72',
    unknownWash: '#edf0f4',
  },
  bed: {
    free: '#00664f',
    freeWash: '#dcf2ea',
    held: '#6a3d9c',
    heldWash: '#f4edfb',
    occupied: '#3a4a60',
    occupiedWash: '#e6ebf2',
    cleaning: '#7a5200',
    cleaningWash: '#fdf4dc',
    closed: '#5d6664',
    closedWash: '#eceeed',
  },
  map: { sea: '#d9e6ea', land: '#fbfcfa', coast: '#8aa2a6', border: '#b4c1bf' },
};

export const dark: Scheme = {
  canvas: '#0e1415',
  surface: '#151d1f',
  raised: '#1b2527',
  line: '#2a3638',
  lineStrong: '#73848a',
  text: '#e6eeed',
  textSoft: '#a3b3b2',
  brand: '#6cc7d1',
  brandStrong: '#93dbe2',
  onBrand: '#05262c',
  brandWash: '#14343a',
  bar: '#0a2a31',
  onBar: '#eaf6f6',
  onBarSoft: '#9fc3c8',
  clinical: {
    critical: '#ff8b98',
    criticalWash: '#3d1820',
    abnormalHigh: '#ffab76',
    abnormalHighWash: '#39230f',
    abnormalLow: '#a6b4ff',
    abnormalLowWash: '#1f2547',
    warning: '#eec06a',
    warningWash: '#352a10',
    draft: '#cfaaf5',
    draftWash: '#2c2039',
    signed: '#83d39b',
    signedWash: '#15301f',
    cancelled: '#a8b1b0',
    cancelledWash: '#242c2e',
    unknown: '#b0bccd',
    unknownWash: '#222a34',
  },
  bed: {
    free: '#6fdcb8',
    freeWash: '#0f3329',
    held: '#cfaaf5',
    heldWash: '#2c2039',
    occupied: '#b9c7dd',
    occupiedWash: '#232d3b',
    cleaning: '#eec06a',
    cleaningWash: '#352a10',
    closed: '#a8b1b0',
    closedWash: '#242c2e',
  },
  map: { sea: '#0a1517', land: '#1a2426', coast: '#4b5f63', border: '#36464a' },
};

/** Sizes in CSS pixels: 14 is the base, everything sits on a grid of 4. */
export const size = { bar: 52, rail: 76, workspace: 432, bottomNav: 56, radius: 8 } as const;

export const font = '"Atkinson Hyperlegible Next Variable", "Atkinson Hyperlegible", "Segoe UI", system-ui, sans-serif';
