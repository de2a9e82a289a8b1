// Making elements. Data reach the document as text only: nothing here takes markup.
const SVG = "http://www.w3.org/2000/svg";
const $ = (id) => document.getElementById(id);

function fill(node, options, children) {
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}
const el = (tag, options = {}, ...children) => fill(document.createElement(tag), options, children);
const svg = (tag, options = {}, ...children) => fill(document.createElementNS(SVG, tag), options, children);
const button = (options, ...children) => el("button", { type: "button", ...options }, ...children);

// Each group of types has a colour and a shape: either alone tells them apart.
const SHAPES = {
  triangle: "M0,-5 L5,4 L-5,4 Z",
  square: "M-4,-4 H4 V4 H-4 Z",
  cross: "M-5,-3 L-3,-5 L0,-2 L3,-5 L5,-3 L2,0 L5,3 L3,5 L0,2 L-3,5 L-5,3 L-2,0 Z",
  diamond: "M0,-5.5 L5.5,0 L0,5.5 L-5.5,0 Z",
  down: "M0,5 L5,-4 L-5,-4 Z",
  ring: "M5,0 A5,5 0 1 0 -5,0 A5,5 0 1 0 5,0 Z M2.4,0 A2.4,2.4 0 1 1 -2.4,0 A2.4,2.4 0 1 1 2.4,0 Z",
  disc: "M4.6,0 A4.6,4.6 0 1 0 -4.6,0 A4.6,4.6 0 1 0 4.6,0 Z",
  bar: "M-5,-2.2 H5 V2.2 H-5 Z",
  hash: "M-5,-4 H-1.4 V4 H-5 Z M1.4,-4 H5 V4 H1.4 Z",
  dot: "M2.6,0 A2.6,2.6 0 1 0 -2.6,0 A2.6,2.6 0 1 0 2.6,0 Z",
};
function mark(group, title) {
  const shape = SHAPES[DATA.groups[group].mark];
  return svg("svg", { class: `mark g-${group}`, viewBox: "-6 -6 12 12", "aria-hidden": title ? null : "true", role: title ? "img" : null },
    title ? svg("title", {}, title) : null, svg("path", { d: shape, "fill-rule": "evenodd" }));
}

// Offsets count code points, a browser's strings count UTF-16 units: texts are cut through an array of code points.
const points = new Map();
function sliceReport(number, start, end) {
  if (!points.has(number)) {
    if (points.size > 20) points.clear();
    points.set(number, Array.from(DATA.reports[number].text));
  }
  return points.get(number).slice(start, end).join("");
}

const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const numeral = (value) => value.toLocaleString("en", { maximumFractionDigits: 1 });
const DAY = 86400000;
const toDay = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const fromDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function shortDate(thing) {
  if (!thing.from) return "not said";
  const [year, month, day] = thing.from.split("-");
  if (thing.precision === "year") return year;
  if (thing.precision === "month") return `${MONTHS[month - 1]} ${year}`;
  const start = `${Number(day)} ${MONTHS[month - 1]} ${year}`;
  return thing.to && thing.to !== thing.from ? `${start} +${toDay(thing.to) - toDay(thing.from)}d` : start;
}
function publisherOf(number) {
  const report = DATA.reports[number];
  if (report.publisher) return report.publisher;
  return report.title ? `“${report.title.length > 48 ? `${report.title.slice(0, 47)}…` : report.title}”` : `report ${report.id.slice(0, 12)}`;
}
