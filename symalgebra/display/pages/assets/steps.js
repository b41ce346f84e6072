// A program: steps that each make one value from those before them, the symbols' values first.
"use strict";

const MOST_LOOPS = 100000; // terms of a sum that is carried out
const number = (c) => BigInt(c);

// Floats are added last, what stands before each product of floats exactly: nothing cancels in between.
function summed(values, terms, scale) {
  const before = new Map();
  let total = 0n;
  for (const [coefficient, ...places] of terms) {
    let product = number(coefficient);
    const floats = [];
    for (const place of places)
      if (isFloat(values[place])) floats.push(values[place]);
      else product = multiply(product, values[place]);
    if (floats.length) {
      const key = floats.join(" ");
      const [sum] = before.get(key) ?? [0n];
      before.set(key, [add(sum, product), floats]);
    } else total = add(total, product);
  }
  total = multiply(total, fraction(1n, number(scale)));
  for (const [sum, floats] of before.values()) {
    const factor = multiply(sum, fraction(1n, number(scale)));
    if (topOf(factor)) total = add(total, floats.reduce(multiply, approximate(factor)));
  }
  return total;
}

function looped(values, places, count, body, start, combine) {
  const given = places.map((place) => values[place]);
  const times = run(count, given);
  if (times > MOST_LOOPS) throw new Error(`a sum of ${times} terms is not carried out here`);
  let total = start;
  for (let i = 0n; i < times; i++) total = combine(total, run(body, [...given, i]));
  return total;
}

const extreme = (values, places, sign) =>
  places.map((place) => values[place]).reduce((a, b) => (order(b, a) === sign ? b : a));

const STEPS = {
  summed,
  divided: (values, terms, by) => floored(summed(values, terms, 1), number(by)),
  quotient: (values, top, bottom) => floored(values[top], values[bottom]),
  power: (values, base, exponent) => raised(values[base], number(exponent)),
  exponential: (values, base, exponent) => raised(number(base), values[exponent]),
  symbolic: (values, base, exponent) => raised(values[base], values[exponent]),
  vanishing: (values, exponent) => (order(values[exponent], 0n) === 0 ? 1n : 0n),
  logarithm: (values, argument) => logarithm(values[argument]),
  max: (values, ...places) => extreme(values, places, 1),
  min: (values, ...places) => extreme(values, places, -1),
  sum: (values, places, count, body) => looped(values, places, count, body, 0n, add),
  product: (values, places, count, body) => looped(values, places, count, body, 1n, multiply),
  binomial: (values, places, ...parts) =>
    binomial(...parts.map((part) => run(part, places.map((place) => values[place])))),
  euler: () => Math.LOG2E,
};

// The places that a step reads.
function read([name, ...parts]) {
  if (name === "summed" || name === "divided") return parts[0].flatMap(([, ...places]) => places);
  if (name === "power") return [parts[0]];
  if (name === "exponential") return [parts[1]];
  return Array.isArray(parts[0]) ? parts[0] : parts;
}

// The steps behind one value, in order.
function needed(program, symbols, result) {
  const met = new Set();
  const pending = [result];
  while (pending.length) {
    const place = pending.pop();
    if (place < symbols || met.has(place)) continue;
    met.add(place);
    pending.push(...read(program.steps[place - symbols]));
  }
  return [...met].sort((a, b) => a - b);
}

function run(program, given, result = program.result) {
  program.needed ??= new Map();
  if (!program.needed.has(result)) program.needed.set(result, needed(program, given.length, result));
  const values = [...given];
  for (const place of program.needed.get(result)) {
    const [name, ...parts] = program.steps[place - given.length];
    values[place] = STEPS[name](values, ...parts);
  }
  return values[result];
}
