"""The report: one small file; its page computes what Python computes, and no text becomes markup."""

import json
import random
import re
from html.parser import HTMLParser

import browser
import pytest
from hypothesis import given, settings

from symalgebra import BatchNorm, Conv, Id, Leaf, Linear, ReLU, dims, params, report, zoo
from symalgebra.display import Subject
from symalgebra.display.figures import exact, short
from symalgebra.display.pages.contents import SHOWN, Contents, valued
from symalgebra.display.pages.program import Program
from symalgebra.errors import NoClosedForm, SymalgebraError, UnknownSymbol
from symalgebra.formula import binomial, formula, log2, maximum
from symalgebra.formula.atom import Name
from symalgebra.formula.logarithm import LOG2_E
from symalgebra.shape import Shape
from symalgebra.strategies.expressions import pairs

n, w, r = dims("n w r")
FAMILIES = list(zoo.FAMILIES.values())
NAMES = list(zoo.FAMILIES)
SMALL = Conv(w, 3, padding=1) >> (Id + (Conv(w, 3, padding=1) >> BatchNorm())) ** n
LARGEST = 300_000  # bytes
HOSTILE = "</script ></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


class Tags(HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]


@pytest.fixture(scope="module")
def tab():
    if not browser.found():
        pytest.skip("no Chromium")
    with browser.browser() as tab:
        yield tab


@pytest.fixture
def opened(tab, tmp_path):
    """A page in the browser, once it has tested itself."""

    def opened(page):
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        tab.open(path.as_uri())
        return tab

    return opened


def said(tab):
    """The word of the page about itself."""
    return tab.run("document.getElementById('selftest').textContent")


def shown(tab):
    """The values of the page by measure, exact."""
    rows = "[...document.querySelectorAll('article')].filter(a => a.querySelector('output'))"
    one = "[a.querySelector('h3').textContent, a.querySelector('output').title]"
    return {name: value for name, value in tab.run(f"{rows}.map(a => {one})") if name in SHOWN}


def expected(net, x, values):
    """The same values as Python computes them."""
    from symalgebra.display.derivation import derive
    from symalgebra.display.summaries.summary import known

    found = Contents([derive(known(net, x), SHOWN)])
    return {line.name: str(valued(line.formulas[0], values)) for line in found.measures}


def exactly(values):
    """Those that are no floats."""
    return {name: value for name, value in values.items() if re.fullmatch(r"-?\d+(/\d+)?", value)}


# In the browser


def test_sliders_move_exact_values(opened):
    tab = opened(report(SMALL, (3, r, r), at={"n": 3, "w": 5, "r": 20}).html)
    assert said(tab) == "SELFTEST OK"
    values = {"n": 3, "w": 5, "r": 20}
    assert exactly(shown(tab)).items() <= expected(SMALL, (3, r, r), values).items()
    tab.run("document.querySelector('input[type=range]').focus()")
    for _ in range(4):
        tab.press("ArrowRight", 39)
    moved = tab.run("[...document.querySelectorAll('input[type=number]')].map(node => Number(node.value))")
    assert sorted(moved) == [7, 5, 20] or sum(moved) == 3 + 5 + 20 + 4
    names = tab.run("names")
    want = expected(SMALL, (3, r, r), dict(zip(names, moved, strict=True)))
    assert exactly(shown(tab)).items() <= want.items()
    assert len(exactly(shown(tab))) >= 9
    assert tab.complaints == []
    assert [url for url in tab.requests if not url.startswith("file:")] == []
    assert len(tab.requests) == 1


def test_a_value_beyond_the_slider_is_exact(opened):
    tab = opened(report(SMALL, (3, r, r)).html)
    large = 10**24 + 7
    tab.run(
        f"(() => {{ const node = document.querySelector('input[type=number][data-symbol=\"2\"]');"
        f"node.value = '{large}'; node.dispatchEvent(new Event('input')); }})()"
    )
    values = dict(zip(tab.run("names"), map(int, tab.run("values.map(String)")), strict=True))
    assert large in values.values()
    assert exactly(shown(tab)).items() <= expected(SMALL, (3, r, r), values).items()


def test_a_member_sets_the_sliders(opened):
    tab = opened(report(zoo.FAMILIES["resnet-bottleneck"]).html)
    assert shown(tab)["params"] == "25557032"
    chosen = "document.getElementById('member').value"
    assert tab.run(chosen) == "resnet50"
    tab.run(
        "(() => { const node = document.getElementById('member'); node.value = 'resnet152';"
        "node.dispatchEvent(new Event('change')); })()"
    )
    assert shown(tab)["params"] == "60192808"
    assert shown(tab)["macs"] == "11513626624"
    assert tab.run(chosen) == "resnet152"
    tab.run("document.querySelector('input[type=range]').focus()")
    tab.press("ArrowRight", 39)
    assert tab.run(chosen) == ""


def test_the_plot_marks_where_two_families_cross(opened):
    bottleneck, basic = zoo.resnet_uniform("bottleneck", 4, n), zoo.resnet_uniform("basic", 4, n)
    page = report(bottleneck, (3, 224, 224), against=basic, measures=["params", "macs"], at={"n": 20})
    tab = opened(page.html)
    assert said(tab) == "SELFTEST OK"
    assert "A ≤ B from n = 15" in tab.run("document.getElementById('plot').textContent")
    tab.run(
        "(() => { const node = document.getElementById('measure'); node.value = '1';"
        "node.dispatchEvent(new Event('change')); })()"
    )
    assert "A ≤ B from n = 13" in tab.run("document.getElementById('plot').textContent")
    assert "Refuted" in page.html


def test_a_crossing_between_samples_is_found_by_halving(opened):
    tab = opened(report(SMALL, (3, r, r)).html)
    assert tab.run("turn(1, 1000, true, x => [BigInt(x), 376n])") == {"x": 377, "holds": False}
    found = "crossings([[1, 1n], [500, 500n]], [[1, 90n], [500, 90n]], x => [BigInt(x), 90n])"
    assert tab.run(found) == [{"x": 91, "holds": False}]


def test_the_map_says_at_each_point_which_is_smaller(opened):
    a, b = (zoo.resnet_uniform(block, 4, n, width=w) for block in ("bottleneck", "basic"))
    tab = opened(report(a, (3, 224, 224), against=b, measures=["params"], at={"n": 20, "w": 64}).html)
    assert said(tab) == "SELFTEST OK"
    cells = tab.run("[...document.querySelectorAll('#map .cell')].map(cell => cell.classList[1])")
    xs, ys = (tab.run(f"range({k}, false, {most})") for k, most in ((0, 38), (1, 22)))
    f, g = params(a, (3, 224, 224)), params(b, (3, 224, 224))
    want = [f"won-{0 if f.at(n=x, w=y) < g.at(n=x, w=y) else 1}" for y in ys for x in xs]
    assert cells == want
    assert len(set(cells)) == 2


def test_where_no_output_is_left_the_page_says_so(opened):
    tab = opened(report(Conv(w, 5), (3, r, r), at={"w": 2, "r": 9}).html)
    assert tab.run("document.getElementById('broken').textContent") == ""
    tab.run("(() => { values[names.indexOf('r')] = 4n; show(); })()")
    assert "r >= 5" in tab.run("document.getElementById('broken').textContent")


def test_bounds_are_chosen_and_have_values(opened):
    tab = opened(report(Linear(3) >> ReLU() >> Linear(1), (2,), bounds=["vc.bmm98", "vc.km97"]).html)
    assert said(tab) == "SELFTEST OK"
    text = tab.run("document.querySelector('main').textContent")
    assert "vc.bmm98VC ≤ ≈ 583.4430" in text
    assert "vc.km97: fails" in text


def test_bounds_stand_side_by_side(opened):
    net, other = (Linear(k) >> ReLU() >> Linear(1) for k in (3, 5))
    tab = opened(report(net, (2,), against=other, bounds=["vc.finite", "lb.rank", "vc.km97"]).html)
    assert said(tab) == "SELFTEST OK"
    text = tab.run("document.querySelector('main').textContent")
    assert "vc.finiteA VC ≤ 416B VC ≤ 672" in text
    assert "lb.rankA VC ≥ 4B VC ≥ 6" in text
    assert "A vc.km97: fails" in text
    assert "B vc.km97: fails" in text


def test_letters_of_the_plot_are_as_large_on_a_phone(opened, tab):
    heights = {}
    for width in (380, 1200):
        tab.show(width)
        opened(report(SMALL, (3, r, r)).html)
        heights[width] = tab.run("document.querySelector('#plot text').getBoundingClientRect().height")
    assert heights[380] == pytest.approx(heights[1200], rel=0.05)


def test_a_wrong_value_fails_the_test_of_the_page(opened):
    page = report(SMALL, (3, r, r)).html
    points = re.search(r'"points":\[\[\[[\d,]*\],\[\[\d+,"(\d+)', page)
    wrong = page[: points.start(1)] + str(int(points[1]) + 1) + page[points.end(1) :]
    assert said(opened(wrong)).startswith("SELFTEST FAILED (1 of")


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=NAMES)
def test_families_fit_a_phone_and_test_themselves(family, tab, opened):
    tab.show(380)
    page = report(family).html
    assert len(page.encode()) < LARGEST
    opened(page)
    assert said(tab) == "SELFTEST OK"
    assert tab.complaints == []
    assert tab.run("document.documentElement.scrollWidth") <= 380
    assert tab.run(CLIPPED) == []


# Texts that are cut off, where nothing scrolls.
CLIPPED = """[...document.querySelectorAll('h1, h2, h3, p, label, output, small, button, summary')]
    .filter(node => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline'
        && getComputedStyle(node).overflowX === 'visible')
    .map(node => node.textContent)"""


def test_every_kind_of_formula_is_computed(opened):
    tab = opened(report(Conv(w, 3), (3, r, r)).html)

    @settings(max_examples=80, deadline=None)
    @given(pairs)
    def agree(pair):
        symbols = sorted(pair.formula.names)
        program = Program(symbols)
        try:
            place = program.place(pair.formula)
        except NoClosedForm:
            return
        for point, value in list(pair.values())[:4]:
            known = json.dumps([str(point[name]) for name in symbols])
            call = f"run({{steps: {json.dumps(program.steps)}}}, {known}.map(BigInt), {place})"
            if all(isinstance(point[name], int) for name in symbols):
                assert tab.run(f"written({call})") == str(value)

    agree()


@pytest.mark.parametrize(
    "f",
    [
        log2(formula(n**2 + 1)),
        LOG2_E * n + log2(formula(3 * n)) * w,
        binomial(formula(2 * n + 40), formula(n + 33)),
        maximum(formula(n), formula(w**2 - 3)) ** 3,
        formula(n) ** -2 + formula(2) ** formula(-n) + formula(w + 1) ** formula(n),
    ],
    ids=str,
)
def test_functions_are_computed(f, opened):
    tab = opened(report(Conv(w, 3), (3, r, r)).html)
    f = formula(f)
    symbols = sorted(f.names)
    program = Program(symbols)
    place = program.place(f)
    for a, b in [(1, 1), (2, 5), (7, 3)]:
        values = dict(zip(symbols, (a, b), strict=False))
        steps, known = json.dumps(program.steps), json.dumps([str(v) for v in values.values()])
        found = tab.run(f"written(run({{steps: {steps}}}, {known}.map(BigInt), {place}))")
        want = f.at(values)
        assert float(found) == pytest.approx(want) if isinstance(want, float) else found == str(want)


def test_numbers_are_written_as_python_writes_them(opened):
    tab = opened(report(Conv(w, 3), (3, r, r)).html)
    draw = random.Random(1)
    numbers = [draw.randrange(10 ** draw.randrange(1, 70)) for _ in range(300)] + [999, 1000, 999_999, 10**60]
    texts = json.dumps([str(number) for number in numbers])
    assert tab.run(f"{texts}.map(text => exact(BigInt(text)))") == [exact(number) for number in numbers]
    assert tab.run(f"{texts}.map(text => short(BigInt(text)))") == [short(number) for number in numbers]


# Without one


class Hostile(Leaf):
    """A leaf whose text is markup."""

    def text(self):
        return HOSTILE


def hostile():
    """A subject all of whose texts are markup."""
    name = Name(HOSTILE, 1).formula()
    net = Conv(name, 3, padding=1) >> Hostile()
    return Subject(
        HOSTILE,
        [(HOSTILE, net)],
        Shape((3, name, name)),
        HOSTILE,
        HOSTILE,
        {HOSTILE: HOSTILE},
        {HOSTILE: {HOSTILE: 3}},
    )


def test_texts_never_become_markup(opened):
    page = report(hostile()).html
    found = Tags(page)
    assert found.tags.count("script") == 2
    assert "img" not in found.tags
    assert not [name for name in found.attributes if name.startswith("on")]
    frame = Tags(report(hostile())._repr_html_())
    assert frame.tags == ["iframe"]
    tab = opened(page)
    assert said(tab) == "SELFTEST OK"
    assert tab.complaints == []
    assert not [e for e in tab.events if e.get("method") == "Page.javascriptDialogOpening"]
    assert tab.run("document.querySelector('h1').textContent") == HOSTILE


def test_the_page_loads_nothing_and_has_no_code_but_its_own():
    page = report(SMALL, (3, r, r)).html
    assert "default-src 'none'" in page
    assert "unsafe-eval" not in page
    assert not re.search(r'(src|href)="|url\(|@import|eval\(|Function\(|innerHTML|http-equiv="refresh', page)


def test_the_same_network_gives_the_same_page():
    assert report(SMALL, (3, r, r)).html == report(SMALL, (3, r, r)).html


def test_a_report_of_numbers_alone_has_no_sliders(opened):
    tab = opened(report(zoo.resnet18(), (3, 224, 224)).html)
    assert said(tab) == "SELFTEST OK"
    assert shown(tab)["params"] == "11689512"
    assert tab.run("document.getElementById('sliders')") is None


def test_bad_input_is_refused(tmp_path):
    with pytest.raises(SymalgebraError, match="cannot be written"):
        report(SMALL, (3, r, r), tmp_path / "nowhere" / "page.html")
    with pytest.raises(UnknownSymbol, match="no measure 'parms', did you mean 'params'"):
        str(report(SMALL, (3, r, r), measures=["parms"]).html)
    with pytest.raises(SymalgebraError, match="w=0: w is an integer of at least 1"):
        str(report(SMALL, (3, r, r), at={"w": 0}).html)
    with pytest.raises(UnknownSymbol, match="did you mean"):
        str(report(SMALL, (3, r, r), bounds=["vc.masterr"]).html)
    with pytest.raises(UnknownSymbol, match="no symbol 'width'"):
        str(report(SMALL, (3, r, r), at={"width": 2}).html)
    with pytest.raises(SymalgebraError):
        str(report(Id + Conv(w, 3), (3, r, r)).html)


def test_the_command_writes_a_file(run, tmp_path):
    path = tmp_path / "page.html"
    status, out, err = run("report", "resnet50", "--at", "w=64", "-o", str(path))
    assert (status, err) == (0, "")
    assert f"written to {path}" in out
    assert "SELFTEST" in path.read_text(encoding="utf-8")
    status, out, err = run("report", "resnet5O", "-o", str(path))
    assert status == 2
    assert "did you mean" in err
