// The timeline: bars by day (or week, month, year), stacked by group of types; drag over bars to choose a stretch of time.
// Days far from all the others would stretch it until nothing could be told apart: they stand at its ends, named.
const NEAR_DAYS = 366; // a gap up to this long never parts a day from the others
const STRAY = 58; // pixels at an end for them
const FEW = 0.1; // more than this share of all that is dated is no stray

// From the middle one, each next day within a year or three times the stretch so far; what is left at an end is stray, if it is little.
function withoutStrays(days) {
  const sorted = [...days].sort((a, b) => a - b);
  const end = sorted.length - 1;
  const few = (count) => count <= Math.max(1, FEW * sorted.length);
  let [low, high] = [Math.floor(end / 2), Math.floor(end / 2)];
  const grow = () => {
    for (;;) {
      const below = low > 0 ? sorted[low] - sorted[low - 1] : Infinity;
      const above = high < end ? sorted[high + 1] - sorted[high] : Infinity;
      if (Math.min(below, above) > Math.max(NEAR_DAYS, 3 * (sorted[high] - sorted[low]))) return;
      if (below <= above) low -= 1;
      else high += 1;
    }
  };
  grow();
  if (!few(low)) low = 0;
  if (!few(end - high)) high = end;
  grow();
  return 2 * (high - low + 1) > sorted.length ? [sorted[low], sorted[high]] : [sorted[0], sorted[end]];
}

function binsOf(days) {
  const first = Math.min(...days);
  const last = Math.max(...days);
  const span = last - first + 1;
  if (span <= 93) return { step: "day", index: (day) => day - first, start: (i) => first + i, count: Math.max(span, 14) };
  if (span <= 750) {
    const monday = first - ((first + 3) % 7);
    return { step: "week", index: (day) => Math.floor((day - monday) / 7), start: (i) => monday + 7 * i, count: Math.floor((last - monday) / 7) + 1 };
  }
  const month = (day) => { const date = new Date(day * DAY); return date.getUTCFullYear() * 12 + date.getUTCMonth(); };
  const zero = month(first);
  const year = (day) => new Date(day * DAY).getUTCFullYear();
  if (span > 9200) return { step: "year", index: (day) => year(day) - year(first), start: (i) => Date.UTC(year(first) + i, 0, 1) / DAY, count: year(last) - year(first) + 1 };
  return { step: "month", index: (day) => month(day) - zero, start: (i) => Date.UTC(Math.floor((zero + i) / 12), (zero + i) % 12, 1) / DAY, count: month(last) - zero + 1 };
}

function drawTimeline() {
  const node = $("timeline");
  const things = passing("time");
  const dated = things.filter((thing) => thing.from);
  const undated = things.length - dated.length;
  $("undated").replaceChildren(...(undated ? [button({ class: "link", "aria-pressed": String(state.undated), onclick: () => change({ undated: !state.undated, from: "", to: "" }) }, `${undated.toLocaleString("en")} without a date`)] : []));
  node.replaceChildren();
  const width = node.clientWidth || 600;
  const height = node.clientHeight || 110;
  node.setAttribute("viewBox", `0 0 ${width} ${height}`);
  if (!dated.length) {
    node.append(svg("text", { x: width / 2, y: height / 2, class: "empty" }, "Nothing here has a date"));
    return;
  }
  const [first, last] = withoutStrays(dated.map((thing) => toDay(thing.from)));
  const before = dated.filter((thing) => toDay(thing.from) < first);
  const after = dated.filter((thing) => toDay(thing.from) > last);
  const bins = binsOf([first, last]);
  const stacks = Array.from({ length: bins.count }, () => []);
  for (const thing of dated) {
    const day = toDay(thing.from);
    if (day >= first && day <= last) stacks[bins.index(day)].push(thing);
  }
  const top = Math.max(...[before, after, ...stacks].map((stack) => stack.length), 1);
  const box = { left: 30 + (before.length ? STRAY : 0), y0: height - 18, head: 8, width, end: width - 4 - (after.length ? STRAY : 0) };
  box.step = (box.end - 2 - box.left) / bins.count;
  box.scale = (box.y0 - box.head) / top;
  box.y = height - 4;
  const hatch = svg("pattern", { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("rect", { width: 2.4, height: 5, class: "hatch" }));
  node.append(svg("defs", {}, hatch));
  for (const tick of new Set([0, Math.ceil(top / 2), top])) {
    const y = box.y0 - tick * box.scale;
    node.append(svg("line", { x1: 30, x2: width - 4, y1: y, y2: y, class: "grid" }), svg("text", { x: 25, y: y + 3.5, class: "tick end" }, tick));
  }
  stacks.forEach((stack, i) => {
    const [from, to] = [fromDay(bins.start(i)), fromDay(bins.start(i + 1) - 1)];
    const name = bins.step === "day" ? from : bins.step === "week" ? `week of ${from}` : from.slice(0, bins.step === "year" ? 4 : 7);
    node.append(drawColumn(stack, { ...box, x: box.left + i * box.step }, { from, to, name, data: { bin: i } }));
  });
  drawTimeLabels(node, bins, box);
  brush(node, bins, box);
  if (before.length) node.append(drawStrays(before, { ...box, x: 30 }, "earlier"));
  if (after.length) node.append(drawStrays(after, { ...box, x: box.end }, "later"));
}

// One bar; hatched are those of which the day is not known.
function drawColumn(stack, box, { from, to, name, data }) {
  const chosen = (!state.from && !state.to) || ((!state.to || from <= state.to) && (!state.from || to >= state.from));
  const column = svg("g", { class: chosen ? "column" : "column off" });
  let y = box.y0;
  for (const group of Object.keys(DATA.groups)) {
    for (const wide of [false, true]) {
      const count = stack.filter((thing) => thing.group === group && (thing.precision !== "day") === wide).length;
      if (!count) continue;
      const h = count * box.scale;
      y -= h;
      const bar = { x: box.x + Math.min(1, box.step * 0.1), y, width: Math.max(box.step - Math.min(2, box.step * 0.2), 0.8), height: Math.max(h - 0.5, 0.8) };
      column.append(svg("rect", { ...bar, class: `g-${group}` }));
      if (wide) column.append(svg("rect", { ...bar, fill: "url(#hatch)" }));
    }
  }
  column.append(svg("rect", { x: box.x, y: box.head, width: box.step, height: box.y0 - box.head, class: "hit", data }, svg("title", {}, `${name}: ${stack.length.toLocaleString("en")}`)));
  return column;
}

// The bar at an end of the timeline for what lies far off: it says when, and choosing it shows them.
function drawStrays(things, box, side) {
  const days = things.map((thing) => thing.from).sort();
  const [from, to] = [days[0], days[days.length - 1]];
  const years = from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)}–${to.slice(0, 4)}`;
  const name = `${things.length.toLocaleString("en")} much ${side}: ${from === to ? from : `${from} to ${to}`}`;
  const mid = box.x + STRAY / 2;
  const choose = () => {
    const again = state.from === from && state.to === to;
    change({ from: again ? "" : from, to: again ? "" : to, undated: false });
  };
  const edge = side === "earlier" ? box.x + STRAY - 3 : box.x + 3;
  return svg("g", {
    class: "stray", role: "button", tabindex: "0", "aria-label": name, onclick: choose,
    onpointerdown: (event) => event.stopPropagation(),
    onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } },
  },
    drawColumn(things, { ...box, x: mid - 6, step: 12 }, { from, to, name, data: {} }),
    svg("line", { x1: edge, x2: edge, y1: box.head, y2: box.y0, class: "break" }),
    svg("rect", { x: box.x, y: box.head, width: STRAY - 6, height: box.y - box.head + 4, class: "hit far" }, svg("title", {}, name)),
    side === "earlier" ? svg("text", { x: box.x, y: box.y, class: "tick" }, `« ${years}`) : svg("text", { x: box.x + STRAY, y: box.y, class: "tick end" }, `${years} »`));
}

function drawTimeLabels(node, bins, box) {
  const every = Math.max(1, Math.ceil(64 / box.step));
  for (let i = 0; i < bins.count; i += every) {
    const [year, month, day] = fromDay(bins.start(i)).split("-");
    const name = bins.step === "year" ? year : bins.step === "month" ? `${MONTHS[month - 1]} ${year}` : `${Number(day)} ${MONTHS[month - 1]}${i === 0 || month === "01" ? ` ${year}` : ""}`;
    const x = box.left + (i + 0.5) * box.step;
    if (x < box.end - 26) node.append(svg("text", { x, y: box.y, class: "tick middle" }, name));
  }
}

function brush(node, bins, box) {
  let start = null;
  const at = (event) => {
    const x = event.clientX - node.getBoundingClientRect().left;
    return Math.min(bins.count - 1, Math.max(0, Math.floor((x - box.left) / box.step)));
  };
  node.onpointerdown = (event) => { start = at(event); event.preventDefault(); };
  node.onpointerup = (event) => {
    if (start === null) return;
    const [a, b] = [start, at(event)].sort((one, other) => one - other);
    start = null;
    const from = fromDay(bins.start(a));
    const to = fromDay(bins.start(b + 1) - 1);
    const again = state.from === from && state.to === to;
    change({ from: again ? "" : from, to: again ? "" : to, undated: false });
  };
}

function drawGroups() {
  const counts = new Map();
  for (const thing of passing("groups")) counts.set(thing.group, (counts.get(thing.group) || 0) + 1);
  const present = Object.keys(DATA.groups).filter((group) => counts.has(group) || state.groups.has(group));
  $("groups").replaceChildren(...present.map((group) => button({
    class: "chip", "aria-pressed": String(state.groups.has(group)),
    onclick: () => {
      const groups = new Set(state.groups);
      if (!groups.delete(group)) groups.add(group);
      change({ groups });
    },
  }, mark(group), `${DATA.groups[group].label} `, el("b", {}, (counts.get(group) || 0).toLocaleString("en")))));
}
