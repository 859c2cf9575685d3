// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useColorScheme } from '@mui/material/styles';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dark, light } from '@/ui/tokens';
import type { Dot, Place } from './beds-types';
import { type Mark, markAt, marksOf, spotsOf } from './clusters';
import { draw } from './map-drawing';
import { MapLegend } from './map-legend';
import { MapPopover } from './map-popover';
import { useMapGestures } from './use-map-gestures';
import { fitting, fromScreen, type Point, type Size, shows, unproject, type View, zoomed } from './view';

type Props = {
  readonly dots: readonly Dot[];
  readonly emergency?: Place;
  readonly target?: Place;
  readonly onPlace: (place: Place) => void;
  /** « Demander cet hôpital » was chosen on the map. */
  readonly onHospital: (hospital: { readonly id: string; readonly name: string }) => void;
};

const EVERYWHERE: readonly Place[] = [
  { latitude: 58, longitude: -6 },
  { latitude: 42.5, longitude: 8 },
];

/** Places that are in view come to this many pixels for the world at least: a region, not a nation. */
const NEAR = 60_000;

/** Where the beds are, on our own ground: nothing is asked of the outside. What it shows stands in lists beside it. */
export const BedMap = ({ dots, emergency, target, onPlace, onHospital }: Props) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { mode, systemMode } = useColorScheme();
  const colours = (mode === 'system' ? systemMode : mode) === 'dark' ? dark : light;
  const size = useSize(box);
  const [view, setView] = useState<View>();
  const [hovered, setHovered] = useState<string>();
  const [open, setOpen] = useState<string>();
  const [focused, setFocused] = useState(false);
  const shown = view ?? fitting(dots.length > 0 ? boundsOf(dots) : EVERYWHERE, size);
  const spots = useMemo(() => spotsOf(dots), [dots]);
  const marks = useMemo(() => marksOf(spots, shown, size), [spots, shown, size]);
  const onView = useCallback((change: (view: View) => View) => setView((now) => change(now ?? shown)), [shown]);

  const seen = useRef(shown);
  seen.current = shown;
  // The ground moves only for what cannot be seen: never under the hand that has just clicked.
  useEffect(() => {
    if (!emergency || size.width === 0) return;
    setOpen(undefined);
    if (target) setView(fitting([emergency, target], size, 200_000));
    else if (!shows(seen.current, size, emergency)) setView(fitting([emergency], size, NEAR));
  }, [emergency, target, size]);

  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext('2d');
    if (!element || !ctx || size.width === 0) return;
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
      const picture = { view: shown, size, ratio, colours, marks, hovered, chosen: open, emergency, target };
      draw(ctx, { ...picture, aim: focused });
    });
    return () => cancelAnimationFrame(frame);
  }, [shown, size, colours, marks, hovered, open, emergency, target, focused]);

  const onTap = (at: Point, touch: boolean) => {
    const mark = markAt(marks, at, touch ? 10 : 2);
    if (!mark) {
      setOpen(undefined);
      onPlace(unproject(fromScreen(at, shown, size)));
    } else if (mark.count > 1) setView(zoomed(shown, 2.5, mark, size));
    else setOpen(mark.id);
  };
  const gestures = useMapGestures({
    box,
    size,
    onView,
    onTap,
    onHover: (at) => setHovered(at && onlyOne(markAt(marks, at, 2))?.id),
  });
  const opened = marks.find((mark) => mark.count === 1 && mark.id === open);
  const pointed = marks.find((mark) => mark.count === 1 && mark.id === hovered);
  const middle = { x: size.width / 2, y: size.height / 2 };
  return (
    <Box sx={{ position: 'relative', height: '100%', minHeight: 0, overflow: 'hidden' }}>
      <Box
        ref={box}
        role="application"
        aria-label={t('beds.map.label')}
        tabIndex={0}
        {...gestures}
        onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setFocused(false)}
        sx={{
          position: 'absolute',
          inset: 0,
          touchAction: 'none',
          cursor: pointed || hovered ? 'pointer' : 'crosshair',
          '&:focus-visible': { outlineOffset: '-3px !important' },
        }}
      >
        <Box component="canvas" ref={canvas} aria-hidden sx={{ width: '100%', height: '100%', display: 'block' }} />
      </Box>
      <Box sx={{ position: 'absolute', top: 10, right: 10, display: 'grid', gap: 1 }}>
        <MapButton label={t('beds.map.nearer')} onClick={() => onView((now) => zoomed(now, 1.8, middle, size))}>
          <Plus size={18} aria-hidden />
        </MapButton>
        <MapButton label={t('beds.map.farther')} onClick={() => onView((now) => zoomed(now, 1 / 1.8, middle, size))}>
          <Minus size={18} aria-hidden />
        </MapButton>
        <MapButton label={t('beds.map.all')} onClick={() => setView(fitting(boundsOf(dots), size))}>
          <Maximize size={17} aria-hidden />
        </MapButton>
      </Box>
      <MapLegend />
      {pointed && pointed !== opened && <MapPopover mark={pointed} size={size} />}
      {opened && <MapPopover mark={opened} size={size} onHospital={onHospital} onClose={() => setOpen(undefined)} />}
    </Box>
  );
};

const onlyOne = (mark: Mark | undefined): Mark | undefined => (mark?.count === 1 ? mark : undefined);

const boundsOf = (dots: readonly Dot[]): readonly Place[] =>
  dots.length > 0 ? dots.map(([, latitude, longitude]) => ({ latitude, longitude })) : EVERYWHERE;

const useSize = (box: React.RefObject<HTMLElement | null>): Size => {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
};

type ButtonProps = { readonly label: string; readonly onClick: () => void; readonly children: React.ReactNode };

const MapButton = ({ label, onClick, children }: ButtonProps) => (
  <Box
    component="button"
    type="button"
    aria-label={label}
    title={label}
    onClick={onClick}
    sx={{
      width: 36,
      height: 36,
      display: 'grid',
      placeItems: 'center',
      color: 'text.primary',
      bgcolor: 'background.paper',
      border: 1,
      borderColor: 'surface.lineStrong',
      borderRadius: '6px',
      cursor: 'pointer',
      '&:hover': { bgcolor: 'surface.raised' },
    }}
  >
    {children}
  </Box>
);
