"""Random terms with every node in them, whether or not their shapes fit."""

from operator import add, mul, or_, rshift

from hypothesis import strategies as st

from symalgebra.layer import Concat, Id, Layer, Nest, Product, Repeat, Series, Sum
from symalgebra.leaves import Conv, Linear, ReLU
from symalgebra.shape import dims

OPERATORS = {Series: rshift, Sum: add, Concat: or_, Product: mul}
i, j, n, w = dims("i j n w")

sizes = st.sampled_from([1, 2, 8, w, n, 2 * w, w * n + 1, n**2, 2**n])
leaves = st.one_of(
    st.just(ReLU()),
    st.builds(Conv, sizes, st.sampled_from([1, 3, (3, 5)]), padding=st.sampled_from([0, 1, "same"])),
    st.builds(Linear, st.one_of(sizes, st.sampled_from([i + 1, w * 2**i])), bias=st.booleans()),
)
counts = st.sampled_from([0, 1, 2, 3, n, n + 1, 2 * n])


def grown(parts):
    pairs = st.tuples(parts, parts)
    return st.one_of(
        *(pairs.map(lambda pair, join=join: join(*pair)) for join in OPERATORS.values()),
        st.builds(Layer.repeat, parts, counts, st.booleans()),
        st.builds(Repeat, st.sampled_from([i, j, None]), counts, parts),
        st.builds(Nest, st.sampled_from([i, j, None]), counts, *[parts] * 5),
    )


terms = st.recursive(st.one_of(st.just(Id), leaves), grown, max_leaves=12)
