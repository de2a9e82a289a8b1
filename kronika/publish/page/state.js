// What is chosen now, and what passes the filters.
const DATA = JSON.parse($("data").textContent);
const STATUS = { negated: "did not happen", future: "announced", hypothetical: "supposed or wanted" };
const ROLES = {
  who: "Who", did: "Did what", whom: "To whom", where: "Where", when: "When",
  number: "How many", content: "What for", says: "Who says so",
};
const MENTIONS = DATA.items.filter((item) => item.type !== "FIGURE");
const FIGURES = DATA.items.filter((item) => item.type === "FIGURE");
DATA.items.forEach((item, number) => { item.number = number; item.reports = [item.report]; });
DATA.events.forEach((event, number) => { event.number = number; event.isEvent = true; });
const LISTS = { events: DATA.events, mentions: MENTIONS, figures: FIGURES };

const state = {
  list: DATA.events.length ? "events" : "mentions",
  q: "", groups: new Set(), status: "", publisher: "", voice: "", confidence: 0, disputed: false,
  from: "", to: "", undated: false, place: "", placeless: false,
  sort: "date", up: true, page: 0,
  chosen: null, // the event, mention or figure in the middle
  item: null, // number of the telling whose report is open
  value: null, // number of the value of that telling that is lit
  report: null, // number of the report that is open
  compare: false,
};

// The words a thing is searched by, made once.
function wordsOf(thing) {
  if (!thing.searched) {
    const own = thing.pieces.map((piece) => piece[1]).join("");
    const items = thing.isEvent ? thing.items.map((number) => DATA.items[number]) : [thing];
    const quoted = items.map((item) => `${item.quote || ""} ${item.values.map((value) => value.words.join(" ")).join(" ")}`);
    thing.searched = [own, thing.label, thing.type, thing.mode, ...quoted].join(" ").toLowerCase();
  }
  return thing.searched;
}
const itemsOf = (thing) => (thing.isEvent ? thing.items.map((number) => DATA.items[number]) : [thing]);
const placeKey = (thing) => (thing.lat === null ? "" : `${thing.lat.toFixed(3)},${thing.lon.toFixed(3)}`);

// Each filter by name, so that the timeline and the map can show what passes all filters but their own.
const FILTERS = {
  q: (thing) => !state.q || state.q.toLowerCase().split(/\s+/).every((word) => wordsOf(thing).includes(word)),
  groups: (thing) => !state.groups.size || state.groups.has(thing.group),
  status: (thing) => !state.status || thing.status === state.status,
  publisher: (thing) => !state.publisher || thing.reports.some((number) => publisherOf(number) === state.publisher),
  voice: (thing) => !state.voice || itemsOf(thing).some((item) => item.voice === state.voice),
  confidence: (thing) => thing.confidence >= state.confidence,
  disputed: (thing) => !state.disputed || Boolean(thing.disputed?.length),
  time: (thing) => {
    if (state.undated) return !thing.from;
    if (!state.from && !state.to) return true;
    return Boolean(thing.from) && (!state.to || thing.from <= state.to) && (!state.from || thing.to >= state.from);
  },
  place: (thing) => (state.placeless ? thing.lat === null : !state.place || placeKey(thing) === state.place),
};
function passing(except) {
  const tests = Object.entries(FILTERS).filter(([name]) => name !== except).map(([, test]) => test);
  return LISTS[state.list].filter((thing) => tests.every((test) => test(thing)));
}

const ORDERS = {
  date: (thing) => thing.from || "9999",
  label: (thing) => thing.label,
  what: (thing) => thing.pieces.map((piece) => piece[1]).join(""),
  place: (thing) => thing.place || "￿",
  reports: (thing) => thing.reports.length,
  confidence: (thing) => thing.confidence,
};
function sorted(things) {
  const key = ORDERS[state.sort];
  const sign = state.up ? 1 : -1;
  return things.map((thing) => [key(thing), thing]).sort((a, b) => {
    const order = typeof a[0] === "number" ? a[0] - b[0] : a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
    return sign * order || a[1].number - b[1].number;
  }).map((pair) => pair[1]);
}
