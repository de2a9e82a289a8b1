// The timeline: bars by day (or week, month, year), stacked by group of types; drag over bars to choose a stretch of time.
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
  const bins = binsOf(dated.map((thing) => toDay(thing.from)));
  const groups = Object.keys(DATA.groups);
  const stacks = Array.from({ length: bins.count }, () => new Map());
  for (const thing of dated) {
    const stack = stacks[bins.index(toDay(thing.from))];
    const key = `${thing.group}|${thing.precision === "day" ? "" : "wide"}`;
    stack.set(key, (stack.get(key) || 0) + 1);
  }
  const top = Math.max(...stacks.map((stack) => [...stack.values()].reduce((a, b) => a + b, 0)), 1);
  const left = 30, bottom = 18, head = 8;
  const step = (width - left - 6) / bins.count;
  const scale = (height - bottom - head) / top;
  const y0 = height - bottom;
  const hatch = svg("pattern", { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("rect", { width: 2.4, height: 5, class: "hatch" }));
  node.append(svg("defs", {}, hatch));
  for (const tick of new Set([0, Math.ceil(top / 2), top])) {
    const y = y0 - tick * scale;
    node.append(svg("line", { x1: left, x2: width - 4, y1: y, y2: y, class: "grid" }), svg("text", { x: left - 5, y: y + 3.5, class: "tick end" }, tick));
  }
  const chosen = (i) => {
    if (!state.from && !state.to) return true;
    const next = fromDay(bins.start(i + 1) - 1);
    return (!state.to || fromDay(bins.start(i)) <= state.to) && (!state.from || next >= state.from);
  };
  stacks.forEach((stack, i) => {
    const x = left + i * step;
    let y = y0;
    const total = [...stack.values()].reduce((a, b) => a + b, 0);
    const column = svg("g", { class: chosen(i) ? "column" : "column off" });
    for (const group of groups) {
      for (const wide of ["", "wide"]) {
        const count = stack.get(`${group}|${wide}`);
        if (!count) continue;
        const h = count * scale;
        y -= h;
        const box = { x: x + Math.min(1, step * 0.1), y, width: Math.max(step - Math.min(2, step * 0.2), 0.8), height: Math.max(h - 0.5, 0.8) };
        column.append(svg("rect", { ...box, class: `g-${group}` }));
        if (wide) column.append(svg("rect", { ...box, fill: "url(#hatch)" }));
      }
    }
    const first = fromDay(bins.start(i));
    const name = bins.step === "day" ? first : bins.step === "week" ? `week of ${first}` : first.slice(0, bins.step === "year" ? 4 : 7);
    column.append(svg("rect", { x, y: head, width: step, height: y0 - head, class: "hit", data: { bin: i } }, svg("title", {}, `${name}: ${total.toLocaleString("en")}`)));
    node.append(column);
  });
  drawTimeLabels(node, bins, { left, step, y: height - 4, width });
  brush(node, bins, left, step);
}

function drawTimeLabels(node, bins, box) {
  const every = Math.max(1, Math.ceil(64 / box.step));
  for (let i = 0; i < bins.count; i += every) {
    const [year, month, day] = fromDay(bins.start(i)).split("-");
    const name = bins.step === "year" ? year : bins.step === "month" ? `${MONTHS[month - 1]} ${year}` : `${Number(day)} ${MONTHS[month - 1]}${i === 0 || month === "01" ? ` ${year}` : ""}`;
    const x = box.left + (i + 0.5) * box.step;
    if (x < box.width - 30) node.append(svg("text", { x, y: box.y, class: "tick middle" }, name));
  }
}

function brush(node, bins, left, step) {
  let start = null;
  const at = (event) => {
    const x = event.clientX - node.getBoundingClientRect().left;
    return Math.min(bins.count - 1, Math.max(0, Math.floor((x - left) / step)));
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
