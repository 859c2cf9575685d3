// SPDX-License-Identifier: Apache-2.0
import { createTheme } from '@mui/material/styles';
import { type BedColours, type Clinical, dark, font, light, type Scheme, size } from '@/ui/tokens';

declare module '@mui/material/styles' {
  interface Palette {
    clinical: Clinical;
    bed: BedColours;
    surface: {
      raised: string;
      line: string;
      lineStrong: string;
      wash: string;
      bar: string;
      onBar: string;
      onBarSoft: string;
    };
  }
  interface PaletteOptions {
    clinical?: Clinical;
    bed?: BedColours;
    surface?: Palette['surface'];
  }
}

const paletteOf = (scheme: Scheme) => ({
  primary: { main: scheme.brand, dark: scheme.brandStrong, contrastText: scheme.onBrand },
  error: { main: scheme.clinical.critical },
  warning: { main: scheme.clinical.warning },
  success: { main: scheme.clinical.signed },
  background: { default: scheme.canvas, paper: scheme.surface },
  text: { primary: scheme.text, secondary: scheme.textSoft },
  divider: scheme.line,
  clinical: scheme.clinical,
  bed: scheme.bed,
  surface: {
    raised: scheme.raised,
    line: scheme.line,
    lineStrong: scheme.lineStrong,
    wash: scheme.brandWash,
    bar: scheme.bar,
    onBar: scheme.onBar,
    onBarSoft: scheme.onBarSoft,
  },
});

const focus = { outline: '2px solid var(--kn-palette-primary-main)', outlineOffset: 2 };

/** Keneya's look: borders before shadows, 14 px text, a 4 px grid, one accent, visible focus everywhere. */
export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'kn', colorSchemeSelector: 'data-scheme' },
  colorSchemes: { light: { palette: paletteOf(light) }, dark: { palette: paletteOf(dark) } },
  spacing: 4,
  shape: { borderRadius: size.radius },
  breakpoints: { values: { xs: 0, sm: 600, md: 900, lg: 1200, xl: 1600 } },
  typography: {
    fontFamily: font,
    fontSize: 14,
    h1: { fontSize: '1.375rem', fontWeight: 700, lineHeight: 1.25, letterSpacing: '-0.01em' },
    h2: { fontSize: '0.9375rem', fontWeight: 700, lineHeight: 1.35 },
    h3: { fontSize: '0.875rem', fontWeight: 700, lineHeight: 1.4 },
    body1: { fontSize: '0.875rem', lineHeight: 1.45 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.45 },
    caption: { fontSize: '0.75rem', lineHeight: 1.4 },
    button: { textTransform: 'none', fontWeight: 600, fontSize: '0.875rem' },
  },
  components: {
    MuiCssBaseline: {
      styleOverrides: {
        body: { overflowWrap: 'anywhere' },
        'table, time': { fontVariantNumeric: 'tabular-nums' },
        'a, button, summary, [tabindex]': { '&:focus-visible': focus },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important' },
        },
      },
    },
    MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: { '&.Mui-focusVisible': focus } } },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { borderRadius: 6, transition: 'none', minHeight: 36, paddingInline: 14, whiteSpace: 'nowrap' },
        sizeSmall: { minHeight: 30, paddingInline: 10, fontSize: '0.8125rem' },
        outlined: { borderColor: 'var(--kn-palette-surface-lineStrong)' },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { borderRadius: 6, backgroundColor: 'var(--kn-palette-background-paper)', fontSize: '0.875rem' },
        notchedOutline: { borderColor: 'var(--kn-palette-surface-lineStrong)' },
        input: { padding: '8px 10px', height: 20 },
      },
    },
    MuiAutocomplete: { styleOverrides: { option: { fontSize: '0.875rem' } } },
    MuiMenuItem: { styleOverrides: { root: { fontSize: '0.875rem', minHeight: 36 } } },
    MuiTooltip: { defaultProps: { enterDelay: 400 } },
    MuiDialog: {
      styleOverrides: {
        paper: { borderRadius: 10, border: '1px solid var(--kn-palette-divider)', backgroundImage: 'none' },
      },
    },
  },
});
