"""What each part of a certificate of growth asks to be proved, and what is no such certificate: every condition."""

import pytest

from symalgebra.order import checker, growth_checker
from symalgebra.order.checker import Rejected

N, W, T, V = (["sym", name] for name in "nwtv")
SQUARE = ["pow", N, "2"]
H = ["add", W, "-2"]  # a condition
CLAIM = {
    "left": N,
    "relation": "o",
    "right": SQUARE,
    "by": ["n"],
    "domain": {"n": [2, None], "w": [1, None]},
    "given": [H],
}
UNIFORM = {**CLAIM, "uniform": True}
DOMAIN, FAR = CLAIM["domain"], {"n": [5, None], "w": [1, None]}
BOUND = {"kind": "bound", "constant": "3", "from": {"n": 5}}
SMALL = {**BOUND, "kind": "small", "rate": N}
LIMIT = {**SMALL, "kind": "limit", "value": W}
RAY = {
    "kind": "ray",
    "constant": "3",
    "from": {"t": 5},
    "rate": T,
    "parameter": "t",
    "curve": {"n": ["pow", T, "2"]},
}
ALONG = {"t": [5, None], "w": [1, None]}


def less(left, right, domain=FAR, relation="<=", given=(H,)):
    return {"left": left, "relation": relation, "right": right, "domain": domain, "given": list(given)}


def minus(a, b):
    return ["add", a, ["mul", "-1", b]]


def asked(claim, name, part):
    return list(growth_checker.questions(claim, name, part))


def along(e):
    """An expression on the curve n = t**2."""
    return ["pow", T, "2"] if e == N else [along(part) for part in e] if isinstance(e, list) else e


ASKED = {
    "a bound": (CLAIM, "upper", BOUND, [("bound", less(N, ["mul", "3", SQUARE]))]),
    "a bound of the other": (CLAIM, "lower", BOUND, [("bound", less(SQUARE, ["mul", "3", N]))]),
    "a bound on the whole domain": (UNIFORM, "upper", {**BOUND, "from": {}}, [("bound", less(N, ["mul", "3", SQUARE], DOMAIN))]),
    "a bound without conditions": ({k: v for k, v in CLAIM.items() if k != "given"}, "upper", BOUND, [("bound", less(N, ["mul", "3", SQUARE], given=()))]),
    "a bound from before the least value": (CLAIM, "upper", {**BOUND, "from": {"n": 1}}, [("bound", less(N, ["mul", "3", SQUARE], DOMAIN))]),
    "a bound by what stays": (CLAIM, "upper", {**BOUND, "constant": W}, [("constant", less("0", W, relation="<")), ("bound", less(N, ["mul", W, SQUARE]))]),
    "what is small": (CLAIM, "upper", SMALL, [("bound", less(["mul", N, N], ["mul", "3", SQUARE])), ("sign", less("0", SQUARE))]),
    "what is small the other way": (CLAIM, "lower", SMALL, [("bound", less(["mul", N, SQUARE], ["mul", "3", N])), ("sign", less("0", N))]),
    "a limit": (CLAIM, "limit", LIMIT, [
        ("above", less(["mul", N, minus(N, ["mul", W, SQUARE])], ["mul", "3", SQUARE])),
        ("below", less(["mul", N, minus(["mul", W, SQUARE], N)], ["mul", "3", SQUARE])),
        ("sign", less("0", SQUARE, relation="<")),
    ]),
    "a ray": (CLAIM, "upper", RAY, [
        ("n", less(T, along(N), {"t": [5, None]}, given=())),
        ("bound", less(["mul", T, along(SQUARE)], ["mul", "3", along(N)], ALONG)),
        ("sign", less("0", along(N), ALONG, "<")),
    ]),
    "a ray of the other": (CLAIM, "lower", {**RAY, "constant": W}, [
        ("n", less(T, along(N), {"t": [5, None]}, given=())),
        ("constant", less("0", W, ALONG, "<")),
        ("bound", less(["mul", T, along(N)], ["mul", W, along(SQUARE)], ALONG)),
        ("sign", less("0", along(SQUARE), ALONG, "<")),
    ]),
    "a ray from the least value on": (CLAIM, "upper", {**RAY, "from": {"t": 2}}, None),
    "conditions along a ray": ({**CLAIM, "given": [H, ["add", N, "-1"]]}, "upper", RAY, [
        ("n", less(T, along(N), {"t": [5, None]}, given=())),
        ("given 1", less("0", ["add", along(N), "-1"], ALONG)),
        ("bound", less(["mul", T, along(SQUARE)], ["mul", "3", along(N)], ALONG)),
        ("sign", less("0", along(N), ALONG, "<")),
    ]),
    "a ray along which all grow": (UNIFORM, "upper", {**RAY, "curve": {"n": along(N), "w": T}}, [
        ("n", less(T, along(N), {"t": [5, None]}, given=())),
        ("w", less(T, T, {"t": [5, None]}, given=())),
        ("given 0", less("0", ["add", T, "-2"], {"t": [5, None]}, given=())),
        ("bound", less(["mul", T, along(SQUARE)], ["mul", "3", along(N)], {"t": [5, None]}, given=())),
        ("sign", less("0", along(N), {"t": [5, None]}, "<", given=())),
    ]),
    "a ray along which one stays": ({**UNIFORM, "domain": {"n": [2, None], "w": [1, 9]}}, "upper", {**RAY, "curve": {"n": along(N), "w": "7"}}, [
        ("n", less(T, along(N), {"t": [5, None]}, given=())),
        ("w least", less("0", ["add", "7", "-1"], {}, given=())),
        ("w greatest", less("0", ["add", "9", ["mul", "-1", "7"]], {}, given=())),
        ("given 0", less("0", ["add", "7", "-2"], {"t": [5, None]}, given=())),
        ("bound", less(["mul", T, along(SQUARE)], ["mul", "3", along(N)], {"t": [5, None]}, given=())),
        ("sign", less("0", along(N), {"t": [5, None]}, "<", given=())),
    ]),
    "a ray along which one that grows stays": (UNIFORM, "upper", {**RAY, "curve": {"n": "7"}}, [
        ("n least", less("0", ["add", "7", "-2"], {}, given=())),
        ("bound", less(["mul", T, ["pow", "7", "2"]], ["mul", "3", "7"], ALONG)),
        ("sign", less("0", "7", ALONG, "<")),
    ]),
    "a ray that begins at 1": ({**CLAIM, "domain": {"n": [1, None], "w": [1, None]}}, "upper", {**RAY, "from": {"t": 1}}, None),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_what_a_part_asks(name):
    claim, place, part, expected = ASKED[name]
    found = asked(claim, place, part)
    assert found
    assert expected is None or found == expected


REFUSED = {
    "a part that is none": (CLAIM, "upper", []),
    "a part of another kind": (CLAIM, "upper", {**BOUND, "kind": "because"}),
    "a limit as a bound": (CLAIM, "upper", LIMIT),
    "a bound as a limit": (CLAIM, "limit", BOUND),
    "a constant of 0": (CLAIM, "upper", {**BOUND, "constant": "0"}),
    "a negative constant": (CLAIM, "upper", {**BOUND, "constant": "-1/2"}),
    "a constant that grows": (CLAIM, "upper", {**BOUND, "constant": N}),
    "a constant of a sum with what grows": (CLAIM, "upper", {**BOUND, "constant": ["add", "1", W, N]}),
    "a constant that changes on the whole domain": (UNIFORM, "upper", {**BOUND, "constant": W, "from": {}}),
    "a threshold of what stays": (CLAIM, "upper", {**BOUND, "from": {"n": 5, "w": 5}}),
    "a threshold on the whole domain": (UNIFORM, "upper", BOUND),
    "a threshold that is none": (CLAIM, "upper", {**BOUND, "from": ["n"]}),
    "a threshold of half": (CLAIM, "upper", {**BOUND, "from": {"n": 5.5}}),
    "a threshold that is true": (CLAIM, "upper", {**BOUND, "from": {"n": True}}),
    "what is small on the whole domain": (UNIFORM, "upper", {**SMALL, "from": {}}),
    "what is small by a constant of 0": (CLAIM, "upper", {**SMALL, "constant": "0"}),
    "what is small by a rate that stays": (CLAIM, "upper", {**SMALL, "rate": W}),
    "a limit on the whole domain": (UNIFORM, "limit", {**LIMIT, "from": {}, "value": "1"}),
    "a limit that grows": (CLAIM, "limit", {**LIMIT, "value": N}),
    "a limit by a constant of 0": (CLAIM, "limit", {**LIMIT, "constant": "0"}),
    "a limit by a rate that stays": (CLAIM, "limit", {**LIMIT, "rate": W}),
    "a parameter of the domain": (CLAIM, "upper", {**RAY, "parameter": "w", "from": {"w": 5}, "rate": W, "curve": {"n": W}}),
    "a parameter that is no name": (CLAIM, "upper", {**RAY, "parameter": 5, "from": {5: 5}}),
    "a curve that is none": (CLAIM, "upper", {**RAY, "curve": ["n"]}),
    "a curve of nothing": (CLAIM, "upper", {**RAY, "curve": {}}),
    "a curve of one that stays": (CLAIM, "upper", {**RAY, "curve": {"n": along(N), "w": T}}),
    "a curve of another symbol": (UNIFORM, "upper", {**RAY, "curve": {"n": along(N), "v": T}}),
    "a curve of one of two": ({**CLAIM, "by": ["n", "w"]}, "upper", RAY),
    "a curve of one of two on the whole domain": ({**UNIFORM, "by": ["n", "w"]}, "upper", RAY),
    "a start that is none": (CLAIM, "upper", {**RAY, "from": ["t"]}),
    "a start of another": (CLAIM, "upper", {**RAY, "from": {"n": 5}}),
    "a start of two": (CLAIM, "upper", {**RAY, "from": {"t": 5, "n": 5}}),
    "a start at half": (CLAIM, "upper", {**RAY, "from": {"t": 5.5}}),
    "a start that is true": ({**CLAIM, "domain": {"n": [1, None], "w": [1, None]}}, "upper", {**RAY, "from": {"t": True}}),
    "a start at 0": ({**CLAIM, "domain": {"n": [0, None], "w": [1, None]}}, "upper", {**RAY, "from": {"t": 0}}),
    "a start before the domain": (CLAIM, "upper", {**RAY, "from": {"t": 1}}),
    "a curve to what ends": ({**UNIFORM, "domain": {"n": [2, None], "w": [1, 9]}}, "upper", {**RAY, "curve": {"n": along(N), "w": T}}),
    "a curve that stays": (CLAIM, "upper", {**RAY, "curve": {"n": "7"}}),
    "a curve of fractions": (CLAIM, "upper", {**RAY, "curve": {"n": ["mul", "1/2", T]}}),
    "a ray by a constant with the parameter": (CLAIM, "upper", {**RAY, "constant": T}),
    "a ray by a constant that grows": (CLAIM, "upper", {**RAY, "constant": N}),
    "a ray by a constant of 0": (CLAIM, "upper", {**RAY, "constant": "0"}),
    "a ray by another rate": (CLAIM, "upper", {**RAY, "rate": N}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_part_asks(name):
    with pytest.raises(Rejected):
        asked(*REFUSED[name])


# Rates, natural numbers, symbols

LOG = ["log2", N]
RATES = [
    (N, True), (W, True), (V, False), (LOG, True), (["log2", LOG], True), (["min", N, W], True), (["min", N], True),
    (["min", N, ["log2", W]], True), (["min", N, V], False), (["min", V, N], False), (["min"], False), (["log2", "e"], False), (["log2", N, W], False),
    (["log2"], False), (["max", N, W], False), (["max", N], False), (["add", N, W], False), ("1", False), ("n", False), ([], False), (None, False),
]  # fmt: skip


@pytest.mark.parametrize(("h", "does"), RATES, ids=str)
def test_what_tends_to_infinity(h, does):
    assert bool(growth_checker.diverges(h, ["n", "w"])) is does


NATURAL = [
    ("0", True), ("12", True), ("-1", False), ("1/2", False), ("", False), ("٣", False), ("²", False), (T, True), (N, False),
    (["add", T, "1"], True), (["mul", "2", T, T], True), (["pow", T, "2"], True), (["pow", "2", T], True), (["add", "1", ["mul", "2", T]], True),
    (["add", T, "-1"], False), (["add", "1", N], False), (["add", T], False), (["add"], False), (["max", T, "1"], False), (["floor", T, "2"], False), (["log2", T], False),
    (5, False), (None, False), ([], False), ({"add": T}, False), (["sym", "t", "t"], False),
]  # fmt: skip


@pytest.mark.parametrize(("e", "is_"), NATURAL, ids=str)
def test_what_is_a_natural_number(e, is_):
    assert bool(growth_checker.natural(e, "t")) is is_


SYMBOLS = [
    ("1", set()), (N, {"n"}), (["add", N, ["mul", W, "2"]], {"n", "w"}), (["log2", "e"], set()), (["pow", "2", N], {"n"}),
    (["sum", ["mul", W, ["sym", "#1"]], "#1", N], {"w", "#1", "n"}), (["sum", "1", "#1", W], {"w"}), (["floor", N, W], {"n", "w"}),
]  # fmt: skip


@pytest.mark.parametrize(("e", "names"), SYMBOLS, ids=[str(e) for e, _ in SYMBOLS])
def test_the_symbols_of_an_expression(e, names):
    assert growth_checker.symbols(e) == names


@pytest.mark.parametrize(
    "e", [5, None, [], [5], ["sym"], ["sym", 5], ["sym", "n", "w"], {}, ["add", 5]], ids=str
)
def test_what_has_no_symbols(e):
    with pytest.raises(Rejected):
        growth_checker.symbols(e)


PUT = [
    (N, T), (W, W), ("n", "n"), (5, 5), (["add", N, W, "1"], ["add", T, W, "1"]), (["mul", ["pow", N, N]], ["mul", ["pow", T, T]]),
    (["sum", ["mul", N, ["sym", "#1"]], "#1", N], ["sum", ["mul", T, ["sym", "#1"]], "#1", T]), (["sym", "n", "n"], ["sym", "n", "n"]), (["sym", ["n"]], ["sym", ["n"]]), (["sym"], ["sym"]),
]  # fmt: skip


@pytest.mark.parametrize(("e", "there"), PUT, ids=str)
def test_a_curve_is_put_in(e, there):
    assert growth_checker.put(e, {"n": T}) == there


@pytest.mark.parametrize(
    "e", [["sum", N, "n", W], ["sum", N, "#1"], ["add", ["sum", N, "n", W]], ["sum", N, "#1", W, W]], ids=str
)
def test_where_no_curve_is_put_in(e):
    with pytest.raises(Rejected):
        growth_checker.put(e, {"n": T})


WALKS = {
    "rate": lambda e: growth_checker.diverges(e, ["n"]),
    "symbols": growth_checker.symbols,
    "put": lambda e: growth_checker.put(e, {}),
    "natural": lambda e: growth_checker.natural(e, "n"),
}
WRAPS = {"min": lambda e: ["min", e], "add": lambda e: ["add", e, "1"]}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_expressions_are_as_deep_as_may_be(walk, wrap):
    e = N
    for _ in range(checker.MOST["depth"]):
        e = wrap(e)
    walk(e)
    if walk(e) is not False:
        with pytest.raises(Rejected, match="deep"):
            walk(wrap(e))


# Claims and certificates

NOTHING = {"rule": "combination", "terms": []}
LOWEST = {"rule": "combination", "terms": [["1", [["low", N]]]]}


def proved(**proofs):
    return {"proofs": {name: {"proof": proof} for name, proof in proofs.items()}}


SAME = {**BOUND, "constant": "1", "from": {}, **proved(bound=NOTHING)}  # n beside n
THETA = {
    "format": growth_checker.FORMAT,
    "claim": {"left": N, "relation": "Theta", "right": N, "by": ["n"], "domain": {"n": [1, None]}},
    "parts": {"upper": SAME, "lower": SAME},
}
TINY = {
    **SMALL,
    "constant": "1",
    "from": {},
    **proved(bound=NOTHING, sign={"rule": "combination", "terms": [["1", [["low", N]]], ["1", []]]}),
}


TRIVIAL = {"format": checker.FORMAT, "claim": less(N, ["mul", "1", N], {"n": [1, None]}, given=())}


def altered(claim=(), parts=None, **more):
    """The certificate of n = Theta(n) with another claim or other parts."""
    return {
        **THETA,
        "claim": {**THETA["claim"], **dict(claim)},
        "parts": THETA["parts"] if parts is None else parts,
        **more,
    }


UPPER, LOWER = {"upper": SAME}, {"lower": SAME}
ONE = {"left": "1", "right": N}
CERTIFICATES = {
    "Theta": (THETA, True),
    "another format": (altered(format="symalgebra-growth/2"), False),
    "a text": ("Theta", False),
    "Theta by an upper bound": (altered(parts=UPPER), False),
    "Theta by a lower bound": (altered(parts=LOWER), False),
    "O": (altered({"relation": "O"}, UPPER), True),
    "O with more": (altered({"relation": "O"}), True),
    "O by a lower bound": (altered({"relation": "O"}, LOWER), False),
    "Omega": (altered({"relation": "Omega"}, LOWER), True),
    "Omega by an upper bound": (altered({"relation": "Omega"}, UPPER), False),
    "o": (altered({"relation": "o", **ONE}, {"upper": TINY}), True),
    "O by what is small": (altered({"relation": "O", **ONE}, {"upper": TINY}), True),
    "o by a bound": (altered({"relation": "o"}, UPPER), False),
    "omega": (altered({"relation": "omega", "left": N, "right": "1"}, {"lower": TINY}), True),
    "omega by a bound": (altered({"relation": "omega"}, LOWER), False),
    "a relation that is none": (altered({"relation": "theta"}), False),
    "incomparable by bounds": (altered({"relation": "incomparable"}), False),
    "no symbols grow": (altered({"by": []}), True),
    "a symbol grows twice": (altered({"by": ["n", "n"]}), False),
    "another symbol grows": (altered({"by": ["n", "w"]}), False),
    "what grows is no list": (altered({"by": {"n": 1}}), False),
    "a text grows": (altered({"by": "n"}), False),
    "no domain": (altered({"domain": ["n"]}), False),
    "a symbol that ends": (altered({"domain": {"n": [1, 9]}}), False),
    "a symbol that stays ends": (altered({"domain": {"n": [1, None], "w": [1, 9]}}), True),
    "a range of one": (altered({"domain": {"n": [1, None], "w": [1]}}), False),
    "a range of three": (altered({"domain": {"n": [1, None], "w": [1, None, None]}}), False),
    "a range from nothing": (altered({"domain": {"n": [1, None], "w": [None, None]}}), False),
    "a range from true": (altered({"domain": {"n": [True, None]}}), False),
    "a range of a tuple": (altered({"domain": {"n": (1, None)}}), False),
    "uniform": (altered({"uniform": True}), True),
    "not uniform": (altered({"uniform": False}), True),
    "uniform by a number": (altered({"uniform": 1}), False),
    "no left side": (altered(), None),
    "conditions that are no list": (altered({"given": {}}), False),
    "no conditions": (altered({"given": []}), True),
    "a condition": (altered({"given": [N]}), True),
    "parts that are no dictionary": (altered(parts=["upper", "lower"]), False),
    "a part with another name": (altered(parts={**THETA["parts"], "middle": SAME}), False),
    "a part that is none": (altered(parts={"upper": SAME, "lower": ["bound"]}), False),
    "a part more that is wrong": (altered({"relation": "O"}, {"upper": SAME, "lower": {**SAME, "proofs": {}}}), False),
    "no proofs": (altered(parts={"upper": SAME, "lower": {k: v for k, v in SAME.items() if k != "proofs"}}), False),
    "a proof that is none": (altered(parts={"upper": SAME, "lower": {**SAME, "proofs": {"bound": "clear"}}}), False),
    "a wrong proof": (altered({"right": ["add", N, "1"]}), False),
    "as many symbols as may be": (altered({"domain": {"n": [1, None], **{f"x{i}": [1, None] for i in range(growth_checker.MOST_SYMBOLS - 1)}}}), True),
    "too many symbols": (altered({"domain": {"n": [1, None], **{f"x{i}": [1, None] for i in range(growth_checker.MOST_SYMBOLS)}}}), False),
}  # fmt: skip
for side in ("left", "right"):
    CERTIFICATES[f"no {side} side"] = (
        {**THETA, "claim": {k: v for k, v in THETA["claim"].items() if k != side}},
        False,
    )


@pytest.mark.parametrize("name", CERTIFICATES)
def test_what_is_a_certificate(name):
    data, taken = CERTIFICATES[name]
    assert growth_checker.accepted(data) is taken
    if taken:
        growth_checker.check(data)
    else:
        with pytest.raises((Rejected, TypeError)):
            growth_checker.check(data)


def test_a_margin_of_a_sign():
    """0 < n is proved by n - 1 >= 0; that of a limit is 0 < g."""
    steps = {"above": NOTHING, "below": NOTHING, "sign": LOWEST}
    part = {**LIMIT, "value": "1", "constant": "1", "from": {}, **proved(**steps)}
    gap = {"rule": "combination", "terms": [["1", [["low", N]]], ["1", []]]}
    part["proofs"]["above"] = part["proofs"]["below"] = {"proof": gap}
    whole = altered(parts={**THETA["parts"], "limit": part})
    growth_checker.check(whole)
    half = {**part["proofs"]["sign"], "margin": "1/2"}
    near = {"proof": {"rule": "combination", "terms": [["1", [["low", N]]], ["1/2", []]]}, "margin": "1/2"}
    for sign, taken in (
        (half, True),
        (near, True),
        ({**near, "margin": "1"}, False),
        ({**near, "margin": "0"}, False),
    ):
        proofs = {**part["proofs"], "sign": sign}
        assert (
            growth_checker.accepted(altered(parts={**THETA["parts"], "limit": {**part, "proofs": proofs}}))
            is taken
        )


@pytest.mark.parametrize("given", [{"-1": 0}, "1", None, (N,)], ids=str)
def test_conditions_are_a_list(given):
    with pytest.raises(Rejected, match="no claim"):
        growth_checker.claimed({**THETA["claim"], "given": given})


def test_the_work_for_all_parts_counts(monkeypatch):
    growth_checker.check(THETA)
    most = checker.WORK[0]
    checker.check({**TRIVIAL, "proof": NOTHING})
    assert most == 2 * checker.WORK[0]
    for spare, taken in ((0, True), (-1, False)):
        monkeypatch.setitem(checker.MOST, "work", most + spare)
        assert growth_checker.accepted(THETA) is taken


def test_what_is_told():
    assert growth_checker.told(THETA["claim"]) == (
        "shown: Theta for left beside right on the domain {'n': [1, None]}, by ['n']"
    )
