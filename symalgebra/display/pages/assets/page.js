// The page: sliders in, values, conditions and the plot out; then the test of itself.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const names = data.symbols.map((symbol) => symbol.name);
const program = { steps: data.steps };
const values = data.symbols.map((symbol) => BigInt(symbol.value));
const plot = document.getElementById("plot") && new Plot(document.getElementById("plot"));
const map = document.getElementById("map") && new WinMap(document.getElementById("map"));
const all = (selector) => [...document.querySelectorAll(selector)];

// The value at a place, or the reason for which there is none.
function valueAt(place, given = values) {
  try {
    return { value: run(program, given, place) };
  } catch (error) {
    return { reason: error.message };
  }
}

function show() {
  for (const node of all("[data-place]")) {
    const { value, reason } = valueAt(Number(node.dataset.place));
    node.textContent = reason ?? exact(value);
    node.title = reason ?? written(value);
    node.nextElementSibling.textContent = reason ? "" : short(value);
  }
  for (const node of all("[data-left]")) {
    const [left, right] = [node.dataset.left, node.dataset.right].map((place) => valueAt(Number(place)).value);
    node.textContent = left === undefined || right === undefined || order(right, 0n) <= 0 ? "" : `A/B = ${ratio(left, right)}`;
  }
  member();
  conditions();
  draw();
}

// The member at which the sliders stand, where they stand at one.
function member() {
  const node = document.getElementById("member");
  const met = ([, known]) => known.every((value, number) => value === null || BigInt(value) === values[number]);
  if (node) node.value = Object.entries(data.members).find(met)?.[0] ?? "";
}

const ratio = (left, right) => Number((approximate(left) / approximate(right)).toPrecision(3)).toString();

// Where a layer has no output position the formulas say nothing.
function conditions() {
  const broken = data.conditions.filter(({ place, least }) => {
    const { value } = valueAt(place);
    return value !== undefined && order(value, BigInt(least)) < 0;
  });
  const node = document.getElementById("broken");
  node.textContent = broken.length ? `A layer has no output position here: ${broken.map((c) => c.text).join(" and ")} must hold.` : "";
}

function draw() {
  if (!plot) return;
  const measure = data.measures[chosen("measure")];
  const axis = chosen("axis");
  const scales = { x: document.getElementById("log-x").checked, y: document.getElementById("log-y").checked };
  const at = (x, place) => valueAt(place, values.with(axis, BigInt(x))).value;
  const xs = range(axis, scales.x);
  const lines = measure.places.map((place) => ({ points: xs.map((x) => [x, at(x, place)]).filter(([, value]) => value !== undefined) }));
  plot.draw(lines, Number(values[axis]), names[axis], scales);
  drawMap();
  if (lines.length === 2 && lines[0].points.length === lines[1].points.length) crossed(measure, lines, at, scales, names[axis]);
}

const chosen = (id) => Number(document.getElementById(id).value);

// The range of a symbol: that of its slider, and further where a larger value is set.
function range(axis, ratios, most) {
  const present = Number(values[axis]);
  const { low, high } = data.symbols[axis];
  return samples(low, Math.max(high, present), present, ratios, most);
}

function drawMap() {
  if (!map) return;
  const [first, second] = [chosen("across"), chosen("up")];
  const [left, right] = data.measures[chosen("measure")].places;
  const winner = (x, y) => {
    const given = values.with(first, BigInt(x)).with(second, BigInt(y));
    const [a, b] = [left, right].map((place) => valueAt(place, given).value);
    if (a === undefined || b === undefined) return undefined;
    return { "-1": 0, 0: 2, 1: 1 }[order(a, b)];
  };
  const present = [first, second].map((axis) => Number(values[axis]));
  map.show(range(first, false, COLUMNS - 2), range(second, false, ROWS - 2), winner, [names[first], names[second]], present);
}

function crossed(measure, lines, at, scales, axis) {
  const [left, right] = measure.places;
  for (const { x, holds } of crossings(lines[0].points, lines[1].points, (x) => [at(x, left), at(x, right)]))
    plot.crossing(x, at(x, left), scales, `A ${holds ? "≤" : ">"} B from ${axis} = ${x}`);
}

// A symbol has a slider and a field; the field takes values beyond the end of the slider.
function set(number, text) {
  const { low } = data.symbols[number];
  if (!/^\d{1,30}$/.test(text) || BigInt(text) < BigInt(low)) return;
  values[number] = BigInt(text);
  for (const node of all(`[data-symbol="${number}"]`)) if (node.value !== text) node.value = text;
}

for (const node of all("[data-symbol]"))
  node.addEventListener("input", () => {
    set(Number(node.dataset.symbol), node.value);
    show();
  });
addEventListener("resize", draw);
for (const node of all("#measure, #axis, #log-x, #log-y, #across, #up")) node.addEventListener("change", draw);
document.getElementById("member")?.addEventListener("change", (event) => {
  const member = data.members[event.target.value];
  if (!member) return;
  member.forEach((value, number) => value === null || set(number, String(value)));
  show();
});

// Every point that Python has computed is computed again; exact values must be equal to the last digit.
function selftest() {
  const wrong = [];
  let count = 0;
  for (const [given, expected] of data.points)
    for (const [place, want] of expected) {
      count += 1;
      const { value, reason } = valueAt(place, given.map(BigInt));
      if (reason !== undefined || !agrees(value, want)) wrong.push(`value ${place} at ${names.map((name, k) => `${name}=${given[k]}`)}: ${reason ?? written(value)}, expected ${want}`);
    }
  const node = document.getElementById("selftest");
  node.textContent = wrong.length ? `SELFTEST FAILED (${wrong.length} of ${count}): ${wrong.slice(0, 5).join("; ")}` : "SELFTEST OK";
  node.className = wrong.length ? "bad" : "good";
  document.getElementById("tested").textContent = `${count} values at ${data.points.length} points`;
}

const agrees = (value, want) =>
  typeof want === "string" ? written(value) === want : Math.abs(approximate(value) - want) <= 1e-9 * Math.max(1, Math.abs(want));

show();
selftest();
