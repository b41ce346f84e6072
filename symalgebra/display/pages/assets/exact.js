// Exact numbers. A value is one of
//   a BigInt                 an integer,
//   {top, bottom}            a fraction in lowest terms, two BigInts, bottom > 1,
//   a Number                 inexact, 53 bits: it comes from a logarithm.
"use strict";

const MOST_BITS = 1 << 20; // of a number that a power may make
const NEAR = 1e-12; // relative: what is nearer to an integer may be one but for a float's last digits

const isFloat = (a) => typeof a === "number";
const isInteger = (a) => typeof a === "bigint";
const magnitude = (a) => (a < 0n ? -a : a);
const topOf = (a) => (isInteger(a) ? a : a.top);
const bottomOf = (a) => (isInteger(a) ? 1n : a.bottom);
const bits = (a) => magnitude(a).toString(16).length * 4;

function divisor(a, b) {
  while (b) [a, b] = [b, a % b];
  return magnitude(a);
}

function fraction(top, bottom) {
  if (bottom === 0n) throw new Error("division by zero at this point");
  const common = divisor(top, bottom) * (bottom < 0n ? -1n : 1n);
  return bottom === common ? top / common : { top: top / common, bottom: bottom / common };
}

// The nearest float of an exact number, infinite where none is large enough.
function approximate(a) {
  if (isFloat(a)) return a;
  if (isInteger(a)) return Number(a);
  const shift = BigInt(Math.max(0, bits(a.bottom) - bits(a.top) + 64));
  const scaled = Number((a.top << shift) / a.bottom);
  return shift > 1000n ? scaled * 2 ** -1000 * 2 ** (1000 - Number(shift)) : scaled / 2 ** Number(shift);
}

function finite(a) {
  if (!Number.isFinite(a)) throw new Error("too large for a logarithm's float");
  return a;
}

function add(a, b) {
  if (isInteger(a) && isInteger(b)) return a + b;
  if (isFloat(a) || isFloat(b)) return finite(approximate(a) + approximate(b));
  return fraction(topOf(a) * bottomOf(b) + topOf(b) * bottomOf(a), bottomOf(a) * bottomOf(b));
}

function multiply(a, b) {
  if (isInteger(a) && isInteger(b)) return a * b;
  if (isFloat(a) || isFloat(b)) return finite(approximate(a) * approximate(b));
  return fraction(topOf(a) * topOf(b), bottomOf(a) * bottomOf(b));
}

// a < b: -1, a = b: 0, a > b: 1
function order(a, b) {
  if (isFloat(a) || isFloat(b)) return Math.sign(approximate(a) - approximate(b));
  const left = topOf(a) * bottomOf(b);
  const right = topOf(b) * bottomOf(a);
  return left < right ? -1 : left > right ? 1 : 0;
}

// floor(a / b) for b > 0; of floats only where that is not next to an integer
function floored(a, b) {
  if (isFloat(a) || isFloat(b)) {
    const value = approximate(a) / approximate(b);
    if (Math.abs(value - Math.round(value)) <= NEAR * Math.max(Math.abs(value), 1))
      throw new Error("too near to an integer to be rounded");
    return BigInt(Math.floor(value));
  }
  const top = topOf(a) * bottomOf(b);
  const bottom = bottomOf(a) * topOf(b);
  if (bottom === 0n) throw new Error("division by zero at this point");
  const quotient = top / bottom;
  return top % bottom !== 0n && top < 0n !== bottom < 0n ? quotient - 1n : quotient;
}

function raised(base, exponent) {
  if (isFloat(base) || isFloat(exponent)) return finite(approximate(base) ** approximate(exponent));
  if (!isInteger(exponent)) throw new Error("a root has no exact value here");
  if (exponent < 0n) return raised(fraction(bottomOf(base), topOf(base)), -exponent);
  const [top, bottom] = [topOf(base), bottomOf(base)];
  if (bottom === 1n && magnitude(top) <= 1n) return exponent === 0n ? 1n : exponent % 2n ? top : top * top;
  if (BigInt(Math.max(bits(top), bits(bottom))) * exponent > MOST_BITS) throw new Error("too large to be written out");
  return fraction(top ** exponent, bottom ** exponent);
}

// log2: an integer where it is one, else a float
function logarithm(a) {
  if (isFloat(a)) return Math.log2(a);
  const logs = [topOf(a), bottomOf(a)].map((number) => {
    if (number <= 0n) throw new Error("a logarithm of what is not positive");
    const digits = number.toString(2);
    if (!digits.includes("1", 1)) return BigInt(digits.length - 1);
    const lead = Number(number >> BigInt(Math.max(0, digits.length - 64)));
    return Math.log2(lead) + Math.max(0, digits.length - 64);
  });
  return logs.every(isInteger) ? logs[0] - logs[1] : Number(logs[0]) - Number(logs[1]);
}

function binomial(n, k) {
  if (!isInteger(n) || !isInteger(k) || n < 0n) throw new Error("a binomial of what is no natural number");
  if (k < 0n || k > n) return 0n;
  const least = k < n - k ? k : n - k;
  if (least * BigInt(bits(n)) > MOST_BITS * 4) throw new Error("too large to be written out");
  let value = 1n;
  for (let i = 0n; i < least; i++) value = (value * (n - i)) / (i + 1n);
  return value;
}

// The number as Python writes it; a float as it is.
const written = (a) => (isInteger(a) || isFloat(a) ? String(a) : `${a.top}/${a.bottom}`);
