// The map: outlines of countries and of the regions that the record speaks of, and a mark at each place with events.
const view = { x: 0, y: 0, k: 1, fitted: false };
let land = null;

function linePath(line, close) {
  let [x, y] = [line[0], -line[1]];
  let path = `M${x} ${y}`;
  for (let i = 2; i < line.length; i += 2) path += `l${line[i]} ${-line[i + 1]}`;
  return close ? `${path}Z` : path;
}

function drawLand() {
  // A path each: what lies outside the picture is then never painted.
  const countries = DATA.outlines.countries.map((rings) => svg("path", { d: rings.map((ring) => linePath(ring, true)).join(""), class: "country" }));
  const regions = Object.values(DATA.outlines.regions).map((lines) => svg("path", { d: lines.map((line) => linePath(line, false)).join(""), class: "region" }));
  return svg("g", { id: "land" }, countries, regions);
}

// Degrees to the map's units: hundredths of a degree, narrowed by the cosine of the middle latitude.
let narrow = 1;
function fitMap(things) {
  const node = $("map");
  const [width, height] = [node.clientWidth || 500, node.clientHeight || 200];
  const placed = things.filter((thing) => thing.lat !== null);
  const lats = placed.map((thing) => thing.lat);
  const lons = placed.map((thing) => thing.lon);
  const box = placed.length ? [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)] : [-160, 175, -50, 72];
  narrow = Math.cos(((box[2] + box[3]) / 2) * (Math.PI / 180)) || 1;
  const wide = Math.max((box[1] - box[0]) * narrow, 4) * 1.25;
  const high = Math.max(box[3] - box[2], 2.4) * 1.35;
  view.k = Math.min(width / (wide * 100), height / (high * 100));
  view.x = width / 2 - ((box[0] + box[1]) / 2) * 100 * narrow * view.k;
  view.y = height / 2 + ((box[2] + box[3]) / 2) * 100 * view.k;
  view.fitted = true;
}

function drawMap() {
  const things = passing("place");
  const placed = new Map();
  for (const thing of things) {
    if (thing.lat === null) continue;
    const key = placeKey(thing);
    if (!placed.has(key)) placed.set(key, { key, lat: thing.lat, lon: thing.lon, name: thing.place, exact: thing.exact, things: [] });
    placed.get(key).things.push(thing);
  }
  const nowhere = things.filter((thing) => thing.lat === null).length;
  $("placeless").replaceChildren(...(nowhere ? [button({ class: "link", "aria-pressed": String(state.placeless), onclick: () => change({ placeless: !state.placeless, place: "" }) }, `${nowhere.toLocaleString("en")} not on the map`)] : []));
  const node = $("map");
  if (!land) {
    land = drawLand();
    node.append(land, svg("g", { id: "places" }));
    moveMap(node);
  }
  if (!view.fitted) fitMap(things);
  const dots = [...placed.values()].sort((a, b) => b.things.length - a.things.length).slice(0, 1500);
  node.querySelector("#places").replaceChildren(...dots.map(dot));
  placeMap();
}

function dot(place) {
  const counts = new Map();
  for (const thing of place.things) counts.set(thing.group, (counts.get(thing.group) || 0) + 1);
  const group = [...counts].sort((a, b) => b[1] - a[1])[0][0];
  const radius = Math.min(4 + 2.2 * Math.sqrt(place.things.length), 26);
  const on = state.place === place.key;
  const choose = () => change({ place: on ? "" : place.key, placeless: false });
  const label = `${place.name || "a place"}: ${plural(place.things.length, state.list.slice(0, -1))}`;
  return svg("g", {
    class: `dot g-${group}${on ? " on" : ""}${place.exact === 3 ? " vague" : ""}`, tabindex: 0, role: "button", "aria-label": label, "aria-pressed": String(on),
    data: { x: place.lon, y: place.lat }, onclick: choose,
    onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } },
  }, svg("title", {}, label), svg("circle", { r: radius }), svg("text", { y: radius + 11, class: "name" }, (place.name || "").split(",")[0]), place.things.length > 1 ? svg("text", { y: 3.5, class: "count" }, place.things.length) : null);
}

function placeMap() {
  land.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.k * narrow} ${view.k})`);
  const taken = [];
  for (const node of $("map").querySelectorAll(".dot")) {
    const x = view.x + Number(node.dataset.x) * 100 * narrow * view.k;
    const y = view.y - Number(node.dataset.y) * 100 * view.k;
    node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    const half = 3.2 * (node.querySelector(".name").textContent.length + 2);
    const clear = taken.every((other) => Math.abs(other.x - x) > half + other.half || Math.abs(other.y - y) > 15);
    node.classList.toggle("unnamed", !clear);
    if (clear) taken.push({ x, y, half });
  }
}

function zoomMap(factor, x, y) {
  const node = $("map");
  const [cx, cy] = [x ?? node.clientWidth / 2, y ?? node.clientHeight / 2];
  const k = Math.min(Math.max(view.k * factor, 0.008), 40);
  view.x = cx - (cx - view.x) * (k / view.k);
  view.y = cy - (cy - view.y) * (k / view.k);
  view.k = k;
  placeMap();
}

function moveMap(node) {
  let from = null;
  node.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = node.getBoundingClientRect();
    zoomMap(event.deltaY < 0 ? 1.25 : 0.8, event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  node.addEventListener("pointerdown", (event) => { from = [event.clientX - view.x, event.clientY - view.y]; });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    [view.x, view.y] = [event.clientX - from[0], event.clientY - from[1]];
    placeMap();
  });
  window.addEventListener("pointerup", () => { from = null; });
  $("zoom-in").onclick = () => zoomMap(1.6);
  $("zoom-out").onclick = () => zoomMap(0.625);
  $("zoom-fit").onclick = () => { view.fitted = false; drawMap(); };
}
