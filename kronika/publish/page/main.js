// Setting up: controls, keys, light and dark, printing.
let drawn = 0;
function change(changes) {
  Object.assign(state, changes, { page: 0 });
  for (const name of ["from", "to", "q", "status", "publisher", "voice"]) if ($(name).value !== state[name]) $(name).value = state[name];
  $("confidence-shown").textContent = state.confidence.toFixed(2);
  cancelAnimationFrame(drawn);
  drawn = requestAnimationFrame(redraw);
}
function redraw() {
  drawGroups();
  drawTimeline();
  drawMap();
  drawTable();
}
function clearAll() {
  $("confidence").value = 0;
  $("disputed").checked = false;
  change({ q: "", groups: new Set(), status: "", publisher: "", voice: "", confidence: 0, disputed: false, from: "", to: "", undated: false, place: "", placeless: false });
}

function setUp() {
  const names = [...new Set(DATA.reports.map((report, number) => publisherOf(number)))].sort();
  $("publisher").append(...names.map((name) => el("option", { value: name }, name)));
  for (const name of ["q", "status", "publisher", "voice", "from", "to"]) {
    $(name).addEventListener(name === "q" ? "input" : "change", () => change({ [name]: $(name).value, ...(["from", "to"].includes(name) ? { undated: false } : {}) }));
  }
  $("confidence").addEventListener("input", () => change({ confidence: Number($("confidence").value) }));
  $("disputed").addEventListener("change", () => change({ disputed: $("disputed").checked }));
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("sort").addEventListener("change", () => sortBy($("sort").value));
  $("clear").onclick = clearAll;
  for (const name of Object.keys(LISTS)) $(`list-${name}`).onclick = () => { state.page = 0; view.fitted = false; change({ list: name }); };
  $("theme").onclick = () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
  };
  $("help").onclick = () => $("keys").showModal();
  const about = [...DATA.notes, ...DATA.problems.slice(0, 5), DATA.about.join(" · "), "Outlines: Natural Earth, public domain. No border drawn here is a statement about it."];
  $("about").replaceChildren(...about.map((line) => el("p", {}, line)));
  drawKeys();
  document.addEventListener("keydown", pressed);
  window.addEventListener("resize", () => change({}));
  window.addEventListener("beforeprint", () => { document.body.classList.add("printing"); });
  window.addEventListener("afterprint", () => { document.body.classList.remove("printing"); });
}

const KEYS = [
  ["/", "search"], ["↑ ↓ or k j", "previous, next row"], ["Enter", "from the row to the event"], ["n p", "next, previous value of the telling"],
  ["c", "compare the reports of the event"], ["[ ]", "previous, next report of the event"], ["o", "hide or show timeline and map"], ["x", "clear all filters"], ["?", "this sheet"], ["Esc", "close, or leave a field"],
];
function drawKeys() {
  $("keys").replaceChildren(el("h2", {}, "Keys"), el("dl", {}, KEYS.map(([key, what]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)))),
    el("h2", {}, "Types"), el("ul", { class: "signs" }, Object.entries(DATA.groups).map(([name, group]) => el("li", {}, mark(name), " ", group.label))),
    el("h2", {}, "Number strip"), el("p", {}, "A dot is a number as claimed, filled or, for “more than” and “fewer than”, open; an arrow an end that the words leave open; a halo “about”; a dashed line what mere words (“hundreds”) may mean; a square a running total; a cross a number denied. Triangles show the number that a reading policy of the field would write."),
    el("form", { method: "dialog" }, el("button", {}, "Close")));
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape" && typing) event.target.blur();
  if (typing || $("keys").open) return;
  const act = {
    "/": () => $("q").focus(),
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    n: () => stepValue(1), p: () => stepValue(-1),
    c: () => state.chosen?.isEvent && setCompare(!state.compare),
    "[": () => stepReport(-1), "]": () => stepReport(1),
    o: () => { document.body.classList.toggle("narrow"); redraw(); },
    x: clearAll,
    "?": () => $("keys").showModal(),
  }[event.key];
  const scrolling = ["ArrowDown", "ArrowUp"].includes(event.key) && event.target.closest("#detail, #reading");
  if (!act || event.defaultPrevented || scrolling) return;
  event.preventDefault();
  act();
}
function stepValue(by) {
  if (state.item === null) return;
  const values = DATA.items[state.item].values;
  const known = values.map((value, at) => at).filter((at) => values[at].spans.length);
  if (!known.length) return;
  const at = known.indexOf(state.value);
  lightValue(state.item, known[(at + by + (at < 0 && by < 0 ? 1 : 0) + known.length) % known.length], true);
}
function stepReport(by) {
  const reports = state.chosen?.isEvent ? state.chosen.reports : [];
  if (reports.length < 2) return;
  const next = reports[(reports.indexOf(state.report) + by + reports.length) % reports.length];
  lightValue(state.chosen.items.find((item) => DATA.items[item].report === next), null);
}

setUp();
change({});
const wanted = decodeURIComponent(location.hash.slice(1));
const asked = wanted && [...DATA.events, ...DATA.items].find((thing) => thing.id === wanted);
// Without a wish in the address, the event that most reports tell of.
const first = asked || sorted(passing()).reduce((best, thing) => (!best || thing.reports.length > best.reports.length ? thing : best), null);
if (first) choose(first);
else { drawDetail(); drawReading(); }
