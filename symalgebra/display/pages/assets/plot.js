// A plot of one value against one symbol: lines, axes, the present point, and where two lines cross.
"use strict";

const NARROWEST = 300, LOWEST = 240, SHARE = 0.56; // pixels of a plot, and its height beside its width
const EDGE = { left: 64, right: 16, top: 16, bottom: 40 };
const SAMPLES = 72;

function mark(kind, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", kind);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

// Integers from low to high, evenly or by even ratios, the present one among them.
function samples(low, high, present, ratios, most = SAMPLES) {
  const found = new Set([low, high, present]);
  for (let i = 0; i <= most; i++) {
    const share = i / most;
    found.add(Math.round(ratios && low > 0 ? low * (high / low) ** share : low + (high - low) * share));
  }
  return [...found].filter((x) => x >= low && x <= high).sort((a, b) => a - b);
}

// Round numbers of a range: powers of ten and, in a short range, what lies between; or even steps.
function ticks(low, high, decimal) {
  if (decimal) {
    const step = Math.max(1, Math.ceil((high - low) / 6));
    const found = [];
    for (let e = Math.ceil(low); e <= high; e += step) found.push(e);
    if (found.length > 1) return found;
  }
  const raw = (high - low || 1) / 5;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((k) => k * unit).find((k) => k >= raw);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) found.push(k * step);
  return found;
}

// 1500000 as 1.5 M, 10**12.5 as 3.2 T
function tick(value, decimal) {
  const e = decimal ? value : value ? Math.log10(Math.abs(value)) : 0;
  if (e >= 33) return `1e${Math.round(e)}`;
  const number = decimal ? 10 ** value : value;
  const group = Math.max(0, Math.floor(e / 3 + 1e-9));
  return `${Number((number / 1000 ** group).toPrecision(3))}${group ? ` ${PREFIXES[group]}` : ""}`;
}

class Plot {
  constructor(svg) {
    this.svg = svg;
  }

  // lines: [{name, points: [[x, value], ...]}]; scales: whether x and y go by powers of ten
  draw(lines, present, axis, scales) {
    this.svg.replaceChildren();
    this.size();
    const level = scales.y ? decades : approximate;
    const place = scales.x ? (x) => (x > 0 ? Math.log10(x) : NaN) : (x) => x;
    const drawn = lines.map(({ points }) =>
      points.map(([x, value]) => [place(x), level(value), x]).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)));
    const all = drawn.flat();
    if (!all.length) return void this.svg.append(mark("text", { x: 20, y: 40 }, "no value in this range"));
    this.frame(all, scales);
    this.axes(axis, scales);
    drawn.forEach((points, number) => this.line(points, number));
    this.present(drawn, place(present));
  }

  // One unit is one pixel, so letters are as large on a phone as elsewhere.
  size() {
    this.width = Math.max(NARROWEST, this.svg.clientWidth);
    this.height = Math.max(LOWEST, Math.min(420, this.width * SHARE));
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
  }

  frame(all, scales) {
    const span = (values) => [Math.min(...values), Math.max(...values)];
    [this.west, this.east] = span(all.map(([x]) => x));
    [this.south, this.north] = span(all.map(([, y]) => y));
    if (!scales.y) this.south = Math.min(this.south, 0);
    if (this.north === this.south) this.north += 1;
    if (this.east === this.west) this.east += 1;
  }

  x(value) {
    return EDGE.left + ((value - this.west) / (this.east - this.west)) * (this.width - EDGE.left - EDGE.right);
  }

  y(value) {
    return this.height - EDGE.bottom - ((value - this.south) / (this.north - this.south)) * (this.height - EDGE.top - EDGE.bottom);
  }

  axes(axis, scales) {
    for (const value of ticks(this.south, this.north, scales.y)) {
      this.svg.append(mark("path", { class: "grid", d: `M${EDGE.left} ${this.y(value)}H${this.width - EDGE.right}` }));
      this.svg.append(mark("text", { x: EDGE.left - 8, y: this.y(value) + 4, "text-anchor": "end" }, tick(value, scales.y)));
    }
    for (const value of ticks(this.west, this.east, scales.x)) {
      this.svg.append(mark("path", { class: "grid", d: `M${this.x(value)} ${EDGE.top}V${this.height - EDGE.bottom}` }));
      this.svg.append(mark("text", { x: this.x(value), y: this.height - 22, "text-anchor": "middle" }, tick(value, scales.x)));
    }
    this.svg.append(mark("text", { x: this.width - EDGE.right, y: this.height - 4, "text-anchor": "end", class: "axis" }, axis));
  }

  line(points, number) {
    if (!points.length) return;
    const d = points.map(([x, y], k) => `${k ? "L" : "M"}${this.x(x).toFixed(1)} ${this.y(y).toFixed(1)}`).join("");
    this.svg.append(mark("path", { class: `line side-${number}`, d }));
  }

  present(drawn, x) {
    drawn.forEach((points, number) => {
      const here = points.find((point) => point[0] === x);
      if (here) this.svg.append(mark("circle", { class: `side-${number}`, cx: this.x(x), cy: this.y(here[1]), r: 5 }));
    });
  }

  // A mark between the integers at which one line is above the other and the next ones.
  crossing(x, value, scales, text) {
    const a = this.x(scales.x ? Math.log10(x) : x);
    const b = this.y(scales.y ? decades(value) : approximate(value));
    this.svg.append(mark("path", { class: "crossing", d: `M${a} ${EDGE.top}V${this.height - EDGE.bottom}` }));
    this.svg.append(mark("circle", { class: "crossing", cx: a, cy: b, r: 5 }));
    const end = a > this.width / 2;
    this.svg.append(mark("text", { x: a + (end ? -8 : 8), y: EDGE.top + 12, "text-anchor": end ? "end" : "start" }, text));
  }
}

// The integers n + 1 at which the order of two values is another one than at n, found by halving.
function crossings(left, right, at) {
  const found = [];
  let before = null;
  for (let k = 0; k < left.length; k++) {
    const sign = order(left[k][1], right[k][1]) <= 0;
    if (before && before.sign !== sign) found.push(turn(before.x, left[k][0], before.sign, at));
    before = { x: left[k][0], sign };
  }
  return found;
}

function turn(low, high, sign, at) {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (order(...at(middle)) <= 0 === sign) low = middle;
    else high = middle;
  }
  return { x: high, holds: !sign };
}
