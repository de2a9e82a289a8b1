// The comparison: one column a report, one row a field, each cell with its quotes; the record's own values at the end.
const FIELDS = {
  actor: "who", actors: "who", recipient: "whom", recipients: "whom", place: "where", date: "when", type: "did", mode: "did", trigger: "did",
  content: "content", harm: "whom", status: "says", voice: "says", quantity: "number",
};

function comparison(thing) {
  const items = thing.items.map((number) => DATA.items[number]);
  const reports = thing.reports;
  const roles = Object.keys(ROLES).filter((role) => items.some((item) => item.values.some((value) => value.role === role)));
  const disputed = new Set(thing.disputed.map((name) => FIELDS[name] || "number"));
  const head = el("tr", {}, el("th", { class: "corner", scope: "col" }, "Field"), reports.map((number) => {
    const report = DATA.reports[number];
    return el("th", { scope: "col", class: state.report === number ? "open" : "" }, button({ class: "link", onclick: () => lightValue(items.find((item) => item.report === number).number, null) }, publisherOf(number)),
      el("small", {}, report.published || "no date", report.forwarded ? `, taken over from ${report.forwarded}` : ""));
  }), el("th", { scope: "col", class: "record" }, "The record", el("small", {}, "values, and who stands behind each")));
  const body = roles.map((role) => el("tr", { class: disputed.has(role) ? "disputed" : "" },
    el("th", { scope: "row" }, ROLES[role], disputed.has(role) ? el("span", { class: "badge disputed" }, "≠ disputed") : null),
    reports.map((number) => el("td", {}, cell(items.filter((item) => item.report === number), role))),
    el("td", { class: "record" }, recordCell(thing, role))));
  return el("div", { class: "grid" }, el("table", {}, el("thead", {}, head), el("tbody", {}, body)));
}

function cell(items, role) {
  const found = items.flatMap((item) => item.values.map((value, at) => [item, value, at])).filter(([, value]) => value.role === role);
  if (!found.length) return el("i", {}, "not said");
  const seen = new Set();
  const voiced = role === "number" || role === "content"; // who says it matters most where claims differ
  return found.filter(([item, value]) => {
    const key = [value.words.join("|"), value.shown, voiced ? value.says || item.says : "", STATUS[item.status]].join("\n");
    return seen.has(key) ? false : seen.add(key);
  }).map(([item, value, at]) => {
    const words = value.words.length ? `“${value.words.join("” … “")}”` : value.shown;
    const says = voiced && (value.says || item.voice !== "publisher") ? ` ${value.says || item.says}` : "";
    const status = STATUS[item.status] ? ` (${STATUS[item.status]})` : "";
    const inside = [el("span", { class: "words" }, words), value.words.length && ["where", "when", "number"].includes(role) ? el("span", { class: "shown" }, value.shown) : null, el("span", { class: "note" }, `${says}${status}`)];
    return el("div", { class: `value r-${role}`, data: { item: item.number, value: at } }, value.spans.length ? button({ onclick: () => lightValue(item.number, at) }, inside) : el("span", { class: "context" }, inside));
  });
}

function recordCell(thing, role) {
  const fields = thing.fields.filter((field) => (FIELDS[field.name] || "number") === role);
  if (!fields.length) return el("i", {}, "not compared");
  return fields.map((field) => el("div", { class: "field" }, fields.length > 1 || role === "number" ? el("b", {}, fieldName(field.name)) : null, el("ul", {}, field.values.map((value) => el("li", { title: value.why }, value.shown,
    el("span", { class: "note" }, standsBehind(value)))))));
}

// Who says a value, where, and how many of those do not derive from one another.
const VOICES = { publisher: "the report itself", unnamed: "unnamed sources", unknown: "speaker not found" };
function standsBehind(value) {
  const voices = value.voices.map((voice) => VOICES[voice] || voice).join(", ");
  const where = value.publishers.length ? ` (in ${value.publishers.join(", ")})` : "";
  return `${voices}${where}; ${value.independent} independent`;
}
