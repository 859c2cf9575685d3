// SPDX-License-Identifier: Apache-2.0
/**
 * Makes the map's ground from Natural Earth (public domain) as the npm package world-atlas 2.0.2 carries it:
 *   node scripts/base-map.mjs …/world-atlas/countries-10m.json > src/features/beds/base-map.json
 * Countries are clipped to France and the British Isles with their neighbours and simplified (Visvalingam, in Mercator).
 * `coasts` and `lands` are rings and lines of [x, y, dx, dy, …]: whole units of `unit` degrees, longitude and latitude.
 */
import { readFileSync } from 'node:fs';

const atlas = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const BOX = { west: -16, east: 17, south: 39, north: 63 };
const UNIT = 0.002;
const SMALLEST = 0.0009; // square degrees: an islet or a bend below this is not drawn
const { scale, translate } = atlas.transform;

const arcs = atlas.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
});

const area = (a, b, c) =>
  Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * 0.5 * Math.cos((b[1] * Math.PI) / 180);

/** Drops the point that changes the line least, until each that stays matters. The ends stay: borders meet there. */
const simplify = (points, least) => {
  const kept = points.slice();
  for (;;) {
    let [at, low] = [-1, least];
    for (let i = 1; i < kept.length - 1; i++) {
      const a = area(kept[i - 1], kept[i], kept[i + 1]);
      if (a < low) [at, low] = [i, a];
    }
    if (at < 0) return kept;
    kept.splice(at, 1);
  }
};

const inside = ([x, y], edge) =>
  edge === 'west'
    ? x >= BOX.west
    : edge === 'east'
      ? x <= BOX.east
      : edge === 'south'
        ? y >= BOX.south
        : y <= BOX.north;

const crossing = ([x1, y1], [x2, y2], edge) => {
  if (edge === 'west' || edge === 'east') {
    const x = BOX[edge];
    return [x, y1 + ((y2 - y1) * (x - x1)) / (x2 - x1)];
  }
  const y = BOX[edge];
  return [x1 + ((x2 - x1) * (y - y1)) / (y2 - y1), y];
};

/** Sutherland and Hodgman's clipping of a ring. */
const clip = (ring) =>
  ['west', 'east', 'south', 'north'].reduce((points, edge) => {
    const out = [];
    points.forEach((point, i) => {
      const before = points[(i + points.length - 1) % points.length];
      if (inside(point, edge)) {
        if (!inside(before, edge)) out.push(crossing(before, point, edge));
        out.push(point);
      } else if (inside(before, edge)) out.push(crossing(before, point, edge));
    });
    return out;
  }, ring);

const ringArea = (ring) =>
  Math.abs(
    ring.reduce((sum, [x, y], i) => {
      const [nx, ny] = ring[(i + 1) % ring.length];
      return sum + x * ny - nx * y;
    }, 0),
  ) / 2;

const simple = arcs.map((arc) => simplify(arc, 0.00015));
const arcOf = (i) => (i >= 0 ? simple[i] : simple[~i].toReversed());
const ringOf = (indexes) => indexes.flatMap((i, n) => arcOf(i).slice(n ? 1 : 0));
const packed = (points) => {
  let [px, py] = [0, 0];
  return points.flatMap(([lon, lat]) => {
    const [x, y] = [Math.round(lon / UNIT), Math.round(lat / UNIT)];
    const step = [x - px, y - py];
    [px, py] = [x, y];
    return step;
  });
};

const uses = new Map();
const lands = [];
for (const country of atlas.objects.countries.geometries) {
  const polygons = country.type === 'Polygon' ? [country.arcs] : (country.arcs ?? []);
  for (const [outer] of polygons) {
    for (const i of outer) uses.set(i < 0 ? ~i : i, (uses.get(i < 0 ? ~i : i) ?? 0) + 1);
    const ring = clip(ringOf(outer).slice(0, -1));
    const near = country.properties.name === 'France' || country.properties.name === 'United Kingdom';
    if (ring.length > 2 && ringArea(ring) > (near ? SMALLEST / 3 : SMALLEST)) lands.push(packed(ring));
  }
}
const within = (line) => line.some((p) => ['west', 'east', 'south', 'north'].every((edge) => inside(p, edge)));
const borders = [...uses].filter(([i, n]) => n > 1 && within(simple[i])).map(([i]) => packed(simple[i]));
const source = 'Natural Earth 1:10m, public domain, by way of world-atlas 2.0.2';
process.stdout.write(`${JSON.stringify({ source, unit: UNIT, lands, borders })}\n`);
