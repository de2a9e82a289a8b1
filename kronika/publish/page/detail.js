// The middle: one event (or telling) as a sentence, its numbers, and each telling with the words behind every value.
function choose(thing) {
  state.chosen = thing;
  state.item = (thing.isEvent ? thing.items[0] : thing.number) ?? null;
  state.value = null;
  state.report = state.item === null ? null : DATA.items[state.item].report;
  if (!thing.isEvent) state.compare = false;
  history.replaceState(null, "", `#${encodeURIComponent(thing.id)}`);
  showChosenRow();
  drawDetail();
  drawReading();
}

// Light up one value's words: the first value of a telling that fits.
function light(item, fits) {
  const at = DATA.items[item].values.findIndex(fits);
  lightValue(item, at < 0 ? null : at);
}
function lightValue(item, value, fromText = false) {
  const again = state.item === item && state.value === value;
  state.item = item;
  state.value = again ? null : value;
  const moved = state.report !== DATA.items[item].report;
  state.report = DATA.items[item].report;
  markDetail(fromText);
  if (moved || !$("reading").firstChild) drawReading();
  else markReading(true);
}

function drawDetail() {
  const thing = state.chosen;
  const node = $("detail");
  document.body.classList.toggle("comparing", state.compare && Boolean(thing?.isEvent));
  if (!thing) {
    node.replaceChildren(el("div", { class: "blank" }, el("p", {}, "Choose a row: what was done, by whom, to whom, where, when, how many, and who says so, each with its words."), el("p", { class: "hint" }, "↑ ↓ move · / search · ? all keys")));
    return;
  }
  const parts = [el("h2", {}, mark(thing.group), " ", thing.label, " ", badges(thing)), sentence(thing)];
  if (thing.isEvent) {
    parts.push(facts(thing), ...thing.numbers.map(numberStrip), related(thing));
    parts.push(el("div", { class: "tabs ways", role: "tablist" },
      button({ role: "tab", "aria-selected": String(!state.compare), onclick: () => setCompare(false) }, plural(thing.items.length, "telling")),
      button({ role: "tab", "aria-selected": String(state.compare), onclick: () => setCompare(true) }, `Compare ${plural(thing.reports.length, "report")}`)));
    parts.push(state.compare ? comparison(thing) : tellings(thing.items));
  } else {
    parts.push(facts(thing), tellings([thing.number]));
  }
  parts.push(el("p", { class: "ids" }, thing.isEvent ? "event " : "", el("code", {}, thing.id)));
  node.replaceChildren(...parts.filter(Boolean));
  node.scrollTop = 0;
  markDetail();
}
function setCompare(on) {
  state.compare = on;
  drawDetail();
  drawReading();
  if (on) $("detail").querySelector(".ways").scrollIntoView({ block: "start" });
}

// The sentence: each piece lights the words of its field in the first telling that has any.
function sentence(thing) {
  return el("p", { class: "sentence" }, thing.pieces.map(([role, words]) => {
    if (!role) return words;
    const item = itemsOf(thing).find((one) => one.values.some((value) => value.role === role && value.spans.length));
    if (!item) return el("span", { class: role }, words);
    return button({ class: `piece r-${role}`, title: `${ROLES[role]}: show the words`, onclick: () => light(item.number, (value) => value.role === role && value.spans.length > 0) }, words);
  }));
}

function facts(thing) {
  const parts = [
    thing.isEvent ? `${plural(thing.reports.length, "report")}, ${plural(thing.items.length, "telling")}, ${plural(thing.voices, "voice")}` : `told in ${publisherOf(thing.report)}`,
    `confidence ${thing.confidence.toFixed(2)}`, `${thing.type}${thing.mode ? `.${thing.mode}` : ""}`,
  ];
  return el("p", { class: "facts" }, parts.join(" · "));
}

function related(thing) {
  if (!thing.relations.length && !thing.episodes.length) return null;
  const few = thing.relations.length <= 3;
  const list = el("ul", { class: "related" }, thing.relations.map((relation) => {
    const other = DATA.events[relation.event];
    const words = other.pieces.filter((piece) => !["says", "number"].includes(piece[0])).map((piece) => piece[1]).join("").trim();
    return el("li", {}, el("b", {}, relation.type), " ", button({ class: "link", title: relation.why, onclick: () => choose(other) }, words));
  }), thing.episodes.map((name) => el("li", {}, el("b", {}, "episode"), " ", name)));
  return few ? list : el("details", { class: "more" }, el("summary", {}, plural(thing.relations.length, "related event")), list);
}

function tellings(numbers) {
  return el("ol", { class: "tellings" }, numbers.map((number) => {
    const item = DATA.items[number];
    return el("li", { class: "telling", data: { item: number } },
      el("h3", {}, button({ class: "link", onclick: () => lightValue(number, null) }, publisherOf(item.report)), el("span", {}, ` ${DATA.reports[item.report].published || "no date"} `), badges(item).filter((badge) => !badge.classList.contains("disputed"))),
      el("dl", {}, item.values.map((value, at) => valueRow(number, value, at))));
  }));
}

function valueRow(number, value, at) {
  const words = value.words.length ? `“${value.words.join("” … “")}”` : "";
  const inside = [words && el("span", { class: "words" }, words), value.words.join("") !== value.shown && el("span", { class: "shown" }, value.shown), value.note && el("span", { class: "note" }, value.note)];
  return el("div", { class: `value r-${value.role}`, data: { item: number, value: at } }, el("dt", {}, ROLES[value.role]),
    el("dd", {}, value.spans.length ? button({ onclick: () => lightValue(number, at) }, inside) : el("span", { class: "context", title: "No words of its own: taken from the context" }, inside)));
}

// Scrolls to the lit value only when words in the text were chosen: who clicks here keeps the place.
function markDetail(scroll) {
  for (const node of $("detail").querySelectorAll("[data-value]")) {
    node.classList.toggle("lit", Number(node.dataset.item) === state.item && Number(node.dataset.value) === state.value);
  }
  for (const node of $("detail").querySelectorAll(".telling")) node.classList.toggle("open", Number(node.dataset.item) === state.item);
  const lit = $("detail").querySelector(".lit");
  if (lit && scroll) lit.scrollIntoView({ block: "nearest" });
}
