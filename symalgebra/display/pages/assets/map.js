// A map of two symbols: which of two values is smaller at each point, compared exactly.
"use strict";

const COLUMNS = 40, ROWS = 24; // cells at most

class WinMap extends Plot {
  // winner(x, y): 0 where A is smaller, 1 where B is, 2 where they are equal, undefined where one has no value
  show(xs, ys, winner, names, present) {
    this.svg.replaceChildren();
    this.size();
    this.frame([...xs.map((x) => [x, ys[0]]), ...ys.map((y) => [xs[0], y])], { y: true });
    const across = borders(xs.map((x) => this.x(x)));
    const down = borders(ys.map((y) => this.y(y)));
    ys.forEach((y, row) =>
      xs.forEach((x, column) => {
        const found = winner(x, y);
        if (found === undefined) return;
        const [left, right, bottom, top] = [across[column], across[column + 1], down[row], down[row + 1]];
        const place = { x: left, y: top, width: right - left, height: bottom - top };
        this.svg.append(mark("rect", { class: `cell won-${found}`, ...place }));
      }));
    this.axes(names[0], {});
    this.svg.append(mark("text", { x: 4, y: EDGE.top + 12, class: "axis" }, names[1]));
    this.svg.append(mark("circle", { class: "here", cx: this.x(present[0]), cy: this.y(present[1]), r: 5 }));
  }
}

// The lines between neighbours, halfway; the outermost through the points themselves.
function borders(places) {
  const inner = places.slice(1).map((place, k) => (place + places[k]) / 2);
  return [places[0], ...inner, places.at(-1)];
}
