// The table: a page of rows at a time, sorted by any column; arrow keys move, Enter opens.
const PER_PAGE = 100;
const COLUMNS = [
  ["date", "When"], ["label", "Type"], ["what", "Who did what, and who says so"], ["place", "Where"], ["reports", "Told by"], ["confidence", "Conf."],
];
let rows = [];

function drawTable() {
  rows = sorted(passing());
  const pages = Math.max(1, Math.ceil(rows.length / PER_PAGE));
  state.page = Math.min(state.page, pages - 1);
  const all = LISTS[state.list].length;
  $("shown").title = "after the filters";
  $("shown").textContent = rows.length === all ? plural(all, "row") : `${rows.length.toLocaleString("en")} of ${plural(all, "row")}`;
  const turn = (by) => { state.page += by; drawTable(); $("scroll").scrollTop = 0; };
  $("pager").replaceChildren(...(pages > 1 ? [
    button({ disabled: state.page === 0, "aria-label": "Previous page", onclick: () => turn(-1) }, "‹"),
    ` ${state.page + 1} / ${pages} `,
    button({ disabled: state.page === pages - 1, "aria-label": "Next page", onclick: () => turn(1) }, "›"),
  ] : []));
  $("table").tHead.replaceChildren(el("tr", {}, COLUMNS.map(([name, title]) => el("th", {
    class: `c-${name}`, scope: "col", "aria-sort": state.sort === name ? (state.up ? "ascending" : "descending") : "none",
  }, button({ onclick: () => sortBy(name) },
    title, state.sort === name ? (state.up ? " ▲" : " ▼") : "")))));
  $("sort").value = state.sort;
  const page = rows.slice(state.page * PER_PAGE, (state.page + 1) * PER_PAGE);
  $("table").tBodies[0].replaceChildren(...(page.length ? page.map(tableRow) : [el("tr", {}, el("td", { colspan: COLUMNS.length, class: "empty" }, "Nothing passes these filters."))]));
  for (const name of Object.keys(LISTS)) {
    const tab = $(`list-${name}`);
    tab.setAttribute("aria-selected", String(state.list === name));
    tab.disabled = !LISTS[name].length;
  }
}

function sortBy(name) {
  state.up = state.sort === name ? !state.up : !["reports", "confidence"].includes(name);
  Object.assign(state, { sort: name, page: 0 });
  drawTable();
}

// What a reader must not overlook in a row.
function badges(thing) {
  const found = [];
  if (STATUS[thing.status]) found.push(el("span", { class: `badge s-${thing.status}` }, STATUS[thing.status]));
  for (const name of thing.marks) found.push(el("span", { class: "badge" }, name));
  if (thing.disputed?.length) found.push(el("span", { class: "badge disputed" }, `≠ disputed: ${thing.disputed.map(fieldName).join(", ")}`));
  return found;
}
const fieldName = (name) => ({ actor: "who", recipient: "to whom", place: "where", date: "when", quantity: "how many", voice: "who says so" }[name] || name.replaceAll("_", " "));

function tableRow(thing) {
  const chosen = state.chosen === thing;
  const told = thing.pieces.filter((piece) => piece[0] !== "says").map((piece) => piece[1]).join("").trim();
  const says = thing.pieces.filter((piece) => piece[0] === "says").map((piece) => piece[1]).join("");
  const reports = thing.isEvent ? plural(thing.reports.length, "report") : publisherOf(thing.report);
  return el("tr", {
    class: `row${chosen ? " chosen" : ""} ${thing.status !== "actual" ? "unreal" : ""}`, tabindex: chosen || (!state.chosen && rows[0] === thing) ? 0 : -1, "aria-selected": String(chosen),
    data: { number: thing.number }, onclick: () => { choose(thing); if (!scrollsItself($("detail"))) $("detail").scrollIntoView({ block: "start" }); }, onkeydown: rowKey,
  },
  el("td", { class: "c-date" }, shortDate(thing)),
  el("td", { class: "c-label" }, mark(thing.group, DATA.groups[thing.group].label), " ", thing.label),
  el("td", { class: "c-what" }, el("span", { class: "kind" }, mark(thing.group), " ", thing.label, " "), badges(thing), el("span", { class: "line" }, told), el("span", { class: "saying" }, says)),
  el("td", { class: "c-place" }, thing.place ? thing.place.split(",")[0] : el("i", {}, "not said")),
  el("td", { class: "c-reports" }, reports),
  el("td", { class: "c-confidence", title: "confidence" }, thing.confidence.toFixed(2)));
}

function rowKey(event) {
  const row = event.currentTarget;
  const to = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, j: row.nextElementSibling, k: row.previousElementSibling }[event.key];
  if (to) { event.preventDefault(); to.focus(); to.click(); }
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); row.click(); $("detail").focus(); }
}
function step(by) {
  const at = rows.indexOf(state.chosen);
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  if (!next) return;
  const page = Math.floor(rows.indexOf(next) / PER_PAGE);
  if (page !== state.page) { state.page = page; drawTable(); }
  choose(next);
}
// Scrolls the box alone, not the page around it; the box's own head stays in sight.
function showWithin(node, box) {
  const [one, all] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  const top = all.top + (box.querySelector("thead")?.offsetHeight || 0);
  if (one.top < top) box.scrollTop -= top - one.top;
  else if (one.bottom > all.bottom) box.scrollTop += Math.min(one.bottom - all.bottom, one.top - top);
}

function showChosenRow() {
  for (const row of $("table").tBodies[0].rows) {
    const chosen = state.chosen && Number(row.dataset.number) === state.chosen.number;
    row.classList.toggle("chosen", Boolean(chosen));
    row.setAttribute("aria-selected", String(Boolean(chosen)));
    row.tabIndex = chosen ? 0 : -1;
    if (chosen) showWithin(row, $("scroll"));
  }
}
