// Numbers as people read them: exact with separators, and to three digits with an SI prefix.
"use strict";

const PREFIXES = ["", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"];
const LONGEST = 60; // digits that are written out

const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

// To the last digit, or the size of what has too many digits to be read; of a float, marked, a few decimals.
function exact(a) {
  if (isFloat(a)) return `≈ ${decimal(a)}`;
  if (!isInteger(a)) return `${exact(a.top)}/${exact(a.bottom)}`;
  const digits = magnitude(a).toString();
  return digits.length > LONGEST ? short(a) : (a < 0n ? "-" : "") + grouped(digits);
}

function decimal(a) {
  if (Math.abs(a) >= 1e15) return a.toExponential(4);
  const [whole, rest] = Math.abs(a).toFixed(4).split(".");
  return `${a < 0 ? "-" : ""}${grouped(whole)}.${rest}`;
}

// To three digits; nothing where there are no more than three.
function short(a) {
  if (!isInteger(a) || magnitude(a) < 1000n) return "";
  const size = magnitude(a);
  let places = size.toString().length;
  const unit = 10n ** BigInt(places - 3);
  let lead = ((2n * size + unit) / (2n * unit)).toString();
  if (lead === "1000") [lead, places] = ["100", places + 1];
  const sign = a < 0n ? "-" : "";
  const group = Math.floor((places - 1) / 3);
  if (group >= PREFIXES.length) return `${sign}${lead[0]}.${lead.slice(1)}e${places - 1}`;
  const before = ((places - 1) % 3) + 1;
  return `${sign}${lead.slice(0, before)}${before < 3 ? "." : ""}${lead.slice(before)} ${PREFIXES[group]}`;
}

// log10 of a positive value, also of one that no float can hold; NaN of any other.
function decades(a) {
  if (order(a, 0n) <= 0) return NaN;
  return approximate(logarithm(a)) * Math.LN2 * Math.LOG10E;
}
