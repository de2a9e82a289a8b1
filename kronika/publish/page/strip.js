// The number strip: every claimed number on one axis, who claims it, and where each reading policy would land.
function scaleOf(strip) {
  const numbers = strip.policies.map((policy) => policy.number);
  for (const one of strip.marks) numbers.push(one.low, one.high, ...(one.vague || []));
  const known = numbers.filter((number) => number !== null && number !== undefined);
  if (!known.length) return null;
  const top = Math.max(...known, 1);
  const above = known.filter((number) => number > 0);
  const bottom = above.length ? Math.min(...above) : 1;
  if (top / bottom > 30) {
    const low = 10 ** Math.floor(Math.log10(bottom));
    const high = top * 1.6;
    const at = (value) => (100 * Math.log10(Math.max(value, low) / low)) / Math.log10(high / low);
    const ticks = [];
    for (let tick = low; tick <= high; tick *= 10) ticks.push(tick);
    return { at, ticks, log: true };
  }
  const high = top * 1.18;
  const unit = 10 ** Math.floor(Math.log10(high / 3));
  const gap = [1, 2, 5, 10].map((by) => by * unit).find((by) => high / by <= 5) || unit * 10;
  const ticks = [];
  for (let tick = 0; tick <= high; tick += gap) ticks.push(tick);
  return { at: (value) => (100 * value) / high, ticks, log: false };
}
const pct = (value) => `${Math.min(Math.max(value, 0), 100).toFixed(2)}%`;
const place = (x, ...children) => svg("svg", { x: pct(x), y: "50%", overflow: "visible" }, ...children);

function drawMark(one, scale) {
  const parts = [];
  const [low, high] = one.low === null && one.high === null ? one.vague || [null, null] : [one.low, one.high];
  const vague = one.low === null && one.high === null;
  if (low === null && high === null) return [svg("text", { x: "2%", y: "50%", dy: "0.35em", class: "none" }, "no number in the words")];
  const start = scale.at(low ?? high);
  const end = scale.at(high ?? low);
  const open = one.relation === "more than" || one.relation === "fewer than";
  const right = high === null;
  const left = low === null || ["at most", "fewer than"].includes(one.relation);
  const line = (from, to, name) => svg("line", { x1: pct(from), x2: pct(to), y1: "50%", y2: "50%", class: name });
  if (one.relation === "about") parts.push(line(scale.at((low ?? high) * 0.9), scale.at((high ?? low) * 1.1), "halo"));
  if (low !== null && high !== null && low !== high) parts.push(line(start, end, vague ? "span dashed" : "span"));
  if (right) parts.push(line(start, 99, vague ? "span dashed" : "span"), place(99, svg("path", { d: "M-7,-4.5 L1,0 L-7,4.5", class: "arrow" })));
  if (left) parts.push(line(scale.log ? 1 : 0, end, "span"), place(scale.log ? 1 : 0.5, svg("path", { d: "M7,-4.5 L-1,0 L7,4.5", class: "arrow" })));
  const shape = one.scope === "cumulative" ? "M-4.5,-4.5 H4.5 V4.5 H-4.5 Z" : "M5,0 A5,5 0 1 0 -5,0 A5,5 0 1 0 5,0 Z";
  const ends = vague ? [] : low !== null && high !== null && low !== high ? [start, end] : [left ? end : start];
  for (const x of ends) parts.push(place(x, svg("path", { d: shape, class: open ? "point open" : "point" })));
  if (one.stance !== "asserts") parts.push(place(ends[0] ?? start, svg("path", { d: "M-8,-8 L8,8 M-8,8 L8,-8", class: "denied" })));
  return parts;
}

function ruler(scale) {
  return scale.ticks.map((tick) => svg("line", { x1: pct(scale.at(tick)), x2: pct(scale.at(tick)), y1: 0, y2: "100%", class: "grid" }));
}

function numberStrip(strip) {
  const scale = scaleOf(strip);
  const row = (one) => {
    const chosen = one.item === null ? null : () => light(one.item, (value) => value.role === "number" && value.spans[0]?.[0] === one.span[0]);
    const how = `${one.stance === "denies" ? ", denied" : one.stance === "doubts" ? ", doubted" : ""}${one.scope === "cumulative" ? ", a running total" : one.scope === "day" ? ", a day" : ""}`;
    return el("div", { class: "claimed", role: "row" },
      el("div", { class: "by", role: "rowheader" }, el("b", {}, one.says), el("span", {}, one.says === one.publisher ? "in its own voice" : one.publisher)),
      scale ? svg("svg", { class: "axis", role: "img", "aria-label": `${one.words} (${one.relation})` }, ruler(scale), drawMark(one, scale)) : el("div", { class: "axis" }, el("i", {}, "no number in the words")),
      el("div", { class: "quoted" }, chosen ? button({ class: "words r-number", onclick: chosen }, `“${one.words}”`) : `“${one.words}”`, el("span", {}, `${one.relation}${how}`)));
  };
  const policies = new Map();
  for (const one of strip.policies) {
    if (!policies.has(one.policy)) policies.set(one.policy, []);
    policies.get(one.policy).push(one);
  }
  const policyRow = ([name, columns]) => {
    const known = columns.filter((one) => one.number !== null);
    return el("div", { class: "claimed policy", role: "row" },
      el("div", { class: "by", role: "rowheader" }, el("b", {}, `as ${name.toUpperCase()} reads`), el("span", {}, `policy ${name}, version ${columns[0].version}`)),
      scale ? svg("svg", { class: "axis", "aria-hidden": "true" }, ruler(scale), known.map((one) => place(scale.at(one.number), svg("path", { d: "M0,3 L5,-6 L-5,-6 Z", class: "lands" }), svg("line", { y1: 3, y2: 12, class: "lands" })))) : el("div", { class: "axis" }),
      el("div", { class: "quoted" }, el("span", { title: columns.map((one) => `${one.column}: ${one.how}`).join("\n") }, columns.map((one) => `${one.column} ${one.number === null ? "none" : numeral(one.number)}`).join(" · "))));
  };
  const labels = scale ? el("div", { class: "claimed ticks", "aria-hidden": "true" }, el("div"), svg("svg", { class: "axis" }, scale.ticks.map((tick) => svg("text", { x: pct(scale.at(tick)), y: 11, class: "tick middle" }, numeral(tick)))), el("div", { class: "quoted" }, scale.log ? el("span", {}, "each step ×10") : "")) : null;
  return el("section", { class: "strip", role: "table", "aria-label": `Numbers: ${strip.label}` },
    el("h3", {}, "How many: ", strip.label, " ", strip.disputed ? el("span", { class: "badge disputed" }, "≠ disputed") : null),
    strip.marks.map(row), [...policies].map(policyRow), labels);
}
