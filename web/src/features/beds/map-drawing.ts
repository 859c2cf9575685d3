// SPDX-License-Identifier: Apache-2.0
import { formatNumber } from '@/lib/numbers';
import { font, type Scheme } from '@/ui/tokens';
import type { Place } from './beds-types';
import { type Mark, plentyOf } from './clusters';
import { ground, LABELS, ORIGIN, REGIONS_UNTIL, UNIT } from './map-ground';
import { type Point, project, type Size, toScreen, type View } from './view';

/** All that is on the map. */
export type Picture = {
  readonly view: View;
  readonly size: Size;
  readonly ratio: number;
  readonly colours: Scheme;
  readonly marks: readonly Mark[];
  readonly hovered?: string;
  readonly chosen?: string;
  readonly emergency?: Place;
  readonly target?: Place;
  /** The middle is marked: it is where Enter puts the emergency. */
  readonly aim: boolean;
};

const HAIR = 1;

export const draw = (ctx: CanvasRenderingContext2D, picture: Picture): void => {
  drawGround(ctx, picture);
  const { ratio } = picture;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.lineJoin = 'round';
  ctx.textBaseline = 'middle';
  drawLabels(ctx, picture);
  drawRoute(ctx, picture);
  for (const mark of picture.marks) drawMark(ctx, mark, picture);
  drawEmergency(ctx, picture);
  if (picture.aim) drawAim(ctx, picture);
};

const drawGround = (ctx: CanvasRenderingContext2D, { view, size, ratio, colours }: Picture): void => {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = colours.map.sea;
  ctx.fillRect(0, 0, size.width * ratio, size.height * ratio);
  const scale = (view.world * ratio) / UNIT;
  const origin = toScreen(ORIGIN, view, size);
  ctx.setTransform(scale, 0, 0, scale, origin.x * ratio, origin.y * ratio);
  const { land, borders } = ground();
  ctx.fillStyle = colours.map.land;
  ctx.fill(land);
  ctx.lineWidth = (HAIR * ratio) / scale;
  ctx.strokeStyle = colours.map.coast;
  ctx.stroke(land);
  ctx.lineWidth = (3 * HAIR * ratio) / scale;
  ctx.strokeStyle = colours.map.land;
  ctx.stroke(borders);
  ctx.lineWidth = (HAIR * ratio) / scale;
  ctx.strokeStyle = colours.map.border;
  ctx.stroke(borders);
};

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

const covers = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const drawLabels = (ctx: CanvasRenderingContext2D, { view, size, colours, marks }: Picture): void => {
  const taken: Box[] = marks.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  for (const { name, at, from, kind } of LABELS) {
    if (view.world < from || (kind === 'region' && view.world > REGIONS_UNTIL)) continue;
    const { x, y } = toScreen(at, view, size);
    if (x < -60 || y < -20 || x > size.width + 60 || y > size.height + 20) continue;
    const town = kind === 'town';
    ctx.font = town ? `500 11.5px ${font}` : `600 10.5px ${font}`;
    const text = town ? name : name.toUpperCase();
    const width = ctx.measureText(text).width;
    const left = town ? x + 6 : x - width / 2;
    const box = { left: left - 2, right: left + width + 2, top: y - 8, bottom: y + 8 };
    if (taken.some((other) => covers(other, box))) continue;
    taken.push(box);
    ctx.textAlign = 'left';
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.map.land;
    ctx.fillStyle = town ? colours.text : colours.textSoft;
    ctx.globalAlpha = town ? 0.85 : 0.6;
    ctx.strokeText(text, left, y);
    ctx.fillText(text, left, y);
    if (town) drawDot(ctx, x, y);
    ctx.globalAlpha = 1;
  }
};

const drawDot = (ctx: CanvasRenderingContext2D, x: number, y: number): void => {
  ctx.beginPath();
  ctx.arc(x, y, 1.7, 0, 2 * Math.PI);
  ctx.fill();
};

const drawMark = (ctx: CanvasRenderingContext2D, mark: Mark, picture: Picture): void => {
  const { x, y, radius, count } = mark;
  if (isMarked(mark, picture)) {
    ctx.beginPath();
    ctx.arc(x, y, radius + 4, 0, 2 * Math.PI);
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = picture.colours.brand;
    ctx.stroke();
  }
  if (count > 1) drawCluster(ctx, mark, picture.colours);
  else drawHospital(ctx, mark, picture.colours);
};

const isMarked = ({ x, y, id, count }: Mark, { hovered, chosen, target, view, size }: Picture): boolean => {
  if (count > 1) return false;
  const at = target && toScreen(project(target), view, size);
  return id === chosen || id === hovered || (at !== undefined && Math.hypot(at.x - x, at.y - y) < 2);
};

/** A disc with many free beds, a diamond with few, a struck ring with none. */
const drawHospital = (ctx: CanvasRenderingContext2D, mark: Mark, { bed, surface }: Scheme): void => {
  const { x, y, radius, free } = mark;
  const plenty = plentyOf(free);
  const colour = plenty === 'some' ? bed.free : plenty === 'few' ? bed.cleaning : bed.closed;
  shape(ctx, x, y, radius, plenty === 'few');
  ctx.fillStyle = plenty === 'none' ? surface : colour;
  ctx.fill();
  ctx.lineWidth = plenty === 'none' ? 1.8 : 1.2;
  ctx.strokeStyle = plenty === 'none' ? colour : surface;
  ctx.stroke();
  if (plenty === 'none') {
    ctx.beginPath();
    ctx.moveTo(x - radius * 0.6, y + radius * 0.6);
    ctx.lineTo(x + radius * 0.6, y - radius * 0.6);
    ctx.stroke();
  } else if (radius >= 7) write(ctx, mark, surface);
};

const shape = (ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, pointed: boolean): void => {
  ctx.beginPath();
  if (!pointed) {
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const r = radius * 1.2;
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r, y);
  ctx.lineTo(x, y + r);
  ctx.lineTo(x - r, y);
  ctx.closePath();
};

const drawCluster = (ctx: CanvasRenderingContext2D, mark: Mark, colours: Scheme): void => {
  const { x, y, radius, free } = mark;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colours.surface;
  ctx.fill();
  ring(ctx, mark, colours);
  write(ctx, mark, free === 0 ? colours.textSoft : colours.text);
};

/** The share of free beds, clockwise from the top. */
const ring = (
  ctx: CanvasRenderingContext2D,
  { x, y, radius, free, total }: Mark,
  { bed, lineStrong }: Scheme,
): void => {
  const start = -Math.PI / 2;
  const share = total > 0 ? free / total : 0;
  ctx.lineWidth = 3.5;
  ctx.beginPath();
  ctx.arc(x, y, radius - 1.5, 0, 2 * Math.PI);
  ctx.strokeStyle = lineStrong;
  ctx.globalAlpha = 0.45;
  ctx.stroke();
  ctx.globalAlpha = 1;
  if (share === 0) return;
  ctx.beginPath();
  ctx.arc(x, y, radius - 1.5, start, start + Math.max(0.25, share * 2 * Math.PI));
  ctx.strokeStyle = bed.free;
  ctx.stroke();
};

const write = (ctx: CanvasRenderingContext2D, { x, y, radius, free }: Mark, colour: string): void => {
  ctx.font = `700 ${radius >= 15 ? 11.5 : 9.5}px ${font}`;
  ctx.textAlign = 'center';
  ctx.fillStyle = colour;
  ctx.fillText(formatNumber(free), x, y + 0.5);
};

const drawRoute = (ctx: CanvasRenderingContext2D, { view, size, colours, emergency, target }: Picture): void => {
  if (!emergency || !target) return;
  const [from, to] = [toScreen(project(emergency), view, size), toScreen(project(target), view, size)];
  const line = (colour: string, width: number, dash: number[]) => {
    ctx.setLineDash(dash);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.stroke();
    ctx.setLineDash([]);
  };
  line(colours.surface, 6, []);
  line(colours.brand, 3, [8, 5]);
};

/** A pin whose tip is the place. */
const drawEmergency = (ctx: CanvasRenderingContext2D, { view, size, colours, emergency }: Picture): void => {
  if (!emergency) return;
  const { x, y } = toScreen(project(emergency), view, size);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.bezierCurveTo(x - 4, y - 8, x - 10, y - 12, x - 10, y - 19);
  ctx.arc(x, y - 19, 10, Math.PI, 0);
  ctx.bezierCurveTo(x + 10, y - 12, x + 4, y - 8, x, y);
  ctx.closePath();
  ctx.fillStyle = colours.clinical.critical;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = colours.surface;
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x - 4.5, y - 19);
  ctx.lineTo(x + 4.5, y - 19);
  ctx.moveTo(x, y - 23.5);
  ctx.lineTo(x, y - 14.5);
  ctx.stroke();
};

const drawAim = (ctx: CanvasRenderingContext2D, { size, colours }: Picture): void => {
  const at: Point = { x: size.width / 2, y: size.height / 2 };
  ctx.lineWidth = 2;
  ctx.strokeStyle = colours.brand;
  ctx.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    ctx.moveTo(at.x + dx * 5, at.y + dy * 5);
    ctx.lineTo(at.x + dx * 15, at.y + dy * 15);
  }
  ctx.stroke();
};
