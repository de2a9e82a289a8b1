// The right: the report's text, with the words of every value marked; choosing words lights their values.
function drawReading() {
  const node = $("reading");
  const thing = state.chosen;
  if (!thing || state.report === null) {
    node.replaceChildren(el("div", { class: "blank" }, el("p", {}, "The report's text stands here, with the words that the record rests on.")));
    return;
  }
  const report = DATA.reports[state.report];
  const tabs = thing.isEvent && thing.reports.length > 1 ? el("div", { class: "tabs papers", role: "tablist" }, thing.reports.map((number) => button({
    role: "tab", "aria-selected": String(number === state.report),
    onclick: () => lightValue(thing.items.find((item) => DATA.items[item].report === number), null),
  }, publisherOf(number)))) : null;
  const basis = { given: "", text: " (as the text says)", file: " (as the file says)" }[report.basis] || "";
  const head = el("header", {}, el("h2", {}, report.publisher || "Publisher unknown"), el("p", {}, `${report.published || "no date"}${basis}`, report.forwarded ? ` · taken over from ${report.forwarded}` : "", " · report ", el("code", {}, report.id)),
    report.url ? el("p", { class: "url" }, report.url) : null);
  node.scrollTop = 0;
  node.replaceChildren(...[tabs, head, report.text === null ? wordsOnly() : textOf(state.report), legend()].filter(Boolean));
  markReading(true);
}

// All tellings of the report mark its text; those of the chosen event do so more strongly.
function textOf(number) {
  const report = DATA.reports[number];
  const own = new Set(state.chosen.isEvent ? state.chosen.items : [state.chosen.number]);
  const spans = [];
  for (const item of DATA.items) {
    if (item.report !== number) continue;
    item.values.forEach((value, at) => value.spans.forEach(([start, end]) => spans.push({ start, end, item: item.number, value: at, role: value.role, own: own.has(item.number) })));
  }
  const sentences = [...own].map((item) => DATA.items[item]).filter((item) => item.report === number).map((item) => item.sentence);
  const length = report.parts.length ? report.parts[report.parts.length - 1][1] : 0;
  const total = Math.max(length, Array.from(report.text).length);
  const cuts = new Set([0, total]);
  for (const span of spans) cuts.add(span.start).add(span.end);
  for (const [start, end] of sentences) cuts.add(start).add(end);
  for (const [start, end] of report.parts) cuts.add(start).add(end);
  const edges = [...cuts].filter((cut) => cut <= total).sort((a, b) => a - b);
  const box = el("div", { class: "text", lang: "en" });
  let part = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i], edges[i + 1]];
    while (part < report.parts.length && report.parts[part][1] <= start) part++;
    const role = part < report.parts.length && report.parts[part][0] <= start ? report.parts[part][2] : "between";
    const covering = spans.filter((span) => span.start <= start && span.end >= end).sort((a, b) => b.own - a.own || (a.end - a.start) - (b.end - b.start));
    const told = sentences.some(([from, to]) => from <= start && to >= end);
    const words = sliceReport(number, start, end);
    box.append(covering.length ? markWords(words, covering, role, told) : el("span", { class: `p-${role}${told ? " sent" : ""}` }, words));
  }
  return box;
}

function markWords(words, covering, role, told) {
  const first = covering[0];
  const pick = () => {
    const lit = covering.findIndex((span) => span.item === state.item && span.value === state.value);
    const next = covering[(lit + 1) % covering.length];
    showValue(next.item, next.value);
  };
  const title = [...new Set(covering.filter((span) => span.own === first.own).map((span) => ROLES[span.role]))].join(", ");
  return el("mark", {
    class: `p-${role} r-${first.role}${first.own ? " own" : ""}${told ? " sent" : ""}`, tabindex: 0, role: "button", title,
    data: { values: covering.map((span) => `${span.item}:${span.value}`).join(" ") }, onclick: pick,
    onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(); } },
  }, words);
}

// Words were chosen: light their value, going to another event if the words are no part of this one.
function showValue(item, value) {
  const own = state.chosen.isEvent ? state.chosen.items.includes(item) : state.chosen.number === item;
  if (!own) {
    const event = state.list === "events" ? DATA.events.find((one) => one.items.includes(item)) : null;
    choose(event || DATA.items[item]);
  }
  state.value = null;
  if (state.compare && !$("detail").querySelector(`[data-item="${item}"][data-value="${value}"]`)) setCompare(false);
  lightValue(item, value, true);
}

function markReading(scroll) {
  const key = `${state.item}:${state.value}`;
  const lit = [];
  for (const node of $("reading").querySelectorAll("mark")) {
    const on = state.value !== null && node.dataset.values.split(" ").includes(key);
    node.classList.toggle("lit", on);
    if (on) lit.push(node);
  }
  const first = lit[0] || $("reading").querySelector(".own, .sent");
  if (scroll && first && (state.value !== null || scrollsItself($("reading")))) reveal(first, $("reading"));
}

// On a narrow screen the columns stand below each other and the page itself scrolls: it moves only when asked to.
function scrollsItself(box) {
  return getComputedStyle(box).overflowY !== "visible";
}

// Moves the box only if the node is not in sight.
function reveal(node, box) {
  const [one, all] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  if (one.top < all.top || one.bottom > Math.min(all.bottom, innerHeight)) node.scrollIntoView({ block: "center" });
}

function wordsOnly() {
  return el("div", { class: "text" }, el("p", { class: "note" }, "This page carries no texts."), tellings((state.chosen.isEvent ? state.chosen.items : [state.chosen.number]).filter((item) => DATA.items[item].report === state.report)));
}

function legend() {
  return el("p", { class: "legend" }, Object.entries(ROLES).map(([role, name]) => el("span", { class: `key r-${role}` }, name)));
}
