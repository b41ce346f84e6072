"""Networks from ONNX files: small graphs by hand against counts by hand, and files from strangers."""

import pytest

from symalgebra import (
    GELU,
    AvgPool,
    BatchNorm,
    ChannelShuffle,
    Conv,
    Flatten,
    GlobalAvgPool,
    Id,
    LayerNorm,
    Linear,
    MaxPool,
    ReLU,
    Sigmoid,
    Softmax,
    Upsample,
    depth,
    dims,
    from_onnx,
    macs,
    params,
)
from symalgebra.errors import ImportFailed, SymalgebraError, UnsupportedLayer
from symalgebra.io.onnx import imported

pytestmark = pytest.mark.needs("onnx")
onnx = pytest.importorskip("onnx")
helper, FLOAT, INT = onnx.helper, 1, 7
H, W = dims("H W")


class Model:
    """A graph that is written node by node; weights have dimensions, and no values."""

    def __init__(self, *inputs):
        self.nodes, self.weights, self.names = [], [], []
        inputs = inputs or [(1, 3, 8, 8)]
        self.inputs = [helper.make_tensor_value_info(f"x{i}", FLOAT, list(s)) for i, s in enumerate(inputs)]

    def w(self, *shape):
        name = f"w{len(self.weights)}"
        self.weights.append(onnx.TensorProto(name=name, data_type=FLOAT, dims=shape))
        return name

    def ints(self, *values):
        name = f"w{len(self.weights)}"
        self.weights.append(helper.make_tensor(name, INT, [len(values)], values))
        return name

    def op(self, kind, *read, **attributes):
        name = f"t{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(kind, list(read), [name], name=f"n{len(self.nodes)}", **attributes)
        )
        return name

    def conv(self, x, c, o, k=1, **attributes):
        return self.op("Conv", x, self.w(o, c // attributes.get("group", 1), k, k), **attributes)

    def norm(self, x, c):
        return self.op("BatchNormalization", x, *(self.w(c) for _ in range(4)))

    def done(self, *outputs):
        ends = [
            helper.make_tensor_value_info(name, FLOAT, None)
            for name in outputs or [f"t{len(self.nodes) - 1}"]
        ]
        return helper.make_model(helper.make_graph(self.nodes, "g", self.inputs, ends, self.weights))


def test_a_residual_block():
    m = Model(("N", 16, "H", "W"))
    y = m.op("Relu", m.norm(m.conv("x0", 16, 16, 3, pads=[1] * 4), 16))
    y = m.norm(m.conv(y, 16, 16, 3, pads=[1] * 4), 16)
    m.op("Relu", m.op("Add", y, "x0"))
    net, x = imported(m.done())
    f = Conv(16, 3, padding=1, bias=False) >> BatchNorm()
    assert x == (16, H, W)
    assert net == (f >> ReLU() >> f) + Id >> ReLU()
    assert params(net, x) == 2 * 9 * 16 * 16 + 4 * 16
    assert macs(net, x) == 2 * 9 * 16 * 16 * H * W


def test_an_inception_module():
    m = Model((1, 192, 28, 28))
    one = m.op("Conv", "x0", m.w(64, 192, 1, 1), m.w(64))
    three = m.op(
        "Conv", m.op("Conv", "x0", m.w(96, 192, 1, 1), m.w(96)), m.w(128, 96, 3, 3), m.w(128), pads=[1] * 4
    )
    five = m.op(
        "Conv", m.op("Conv", "x0", m.w(16, 192, 1, 1), m.w(16)), m.w(32, 16, 5, 5), m.w(32), pads=[2] * 4
    )
    pool = m.op("MaxPool", "x0", kernel_shape=[3, 3], pads=[1] * 4)
    m.op("Concat", one, three, five, m.op("Conv", pool, m.w(32, 192, 1, 1), m.w(32)), axis=1)
    net, x = imported(m.done())
    assert net.out(x) == (256, 28, 28)
    weights = 192 * 64 + 192 * 96 + 9 * 96 * 128 + 192 * 16 + 25 * 16 * 32 + 192 * 32
    assert params(net, x) == weights + 64 + 96 + 128 + 16 + 32 + 32
    assert macs(net, x) == 784 * weights
    assert MaxPool(3, stride=1, padding=1) >> Conv(32, 1) in list(net.parts())


def test_an_inverted_residual_and_a_head():
    m = Model((1, 24, 56, 56))
    y = m.op("Relu", m.norm(m.conv("x0", 24, 144), 144))
    y = m.op("Relu", m.norm(m.conv(y, 144, 144, 3, group=144, pads=[1] * 4), 144))
    y = m.op("Add", "x0", m.norm(m.conv(y, 144, 24), 24))
    y = m.op("Flatten", m.op("GlobalAveragePool", y), axis=1)
    m.op("Gemm", y, m.w(1000, 24), m.w(1000), transB=1)
    net, x = imported(m.done())
    assert params(net, x) == 24 * 144 * 2 + 9 * 144 + 2 * (144 + 144 + 24) + 25_000
    assert macs(net, x) == 56**2 * (24 * 144 * 2 + 9 * 144) + 24_000
    assert net.out(x) == (1000,)
    assert depth(net, x) == 4


def test_a_gate_keeps_its_resolution():
    """Squeeze and excitation, with the vector reshaped to (c, 1, 1) by sizes that the graph computes."""
    m = Model(("batch", 16, 8, 8))
    y = m.op("ReduceMean", "x0", axes=[2, 3], keepdims=0)
    y = m.op("Sigmoid", m.op("Add", m.op("MatMul", y, m.w(16, 16)), m.w(16)))
    batch = m.op("Gather", m.op("Shape", "x0"), m.op("Constant", value_int=0))
    one = m.op("Unsqueeze", batch, m.ints(0))
    y = m.op("Reshape", y, m.op("Concat", one, m.ints(16, 1, 1), axis=0))
    m.op("Mul", "x0", y)
    net, x = imported(m.done())
    assert net == Id * (GlobalAvgPool() >> Linear(16) >> Sigmoid())
    assert params(net, x) == 16 * 17


def test_flat_by_reshape_and_a_bias_that_stands_apart():
    m = Model((1, 8, 4, 4))
    m.op(
        "Softmax",
        m.op("Add", m.w(10), m.op("MatMul", m.op("Reshape", "x0", m.ints(1, -1)), m.w(128, 10))),
        axis=1,
    )
    assert from_onnx(m.done()) == Flatten() >> Linear(10) >> Softmax()


def test_channels_at_the_end():
    """The block of ConvNeXt: a norm and linear maps between two permutations."""
    m = Model((1, 32, "H", "W"))
    y = m.op(
        "Transpose", m.op("Conv", "x0", m.w(32, 1, 7, 7), m.w(32), group=32, pads=[3] * 4), perm=[0, 2, 3, 1]
    )
    y = m.op("Add", m.op("MatMul", m.op("LayerNormalization", y, m.w(32), m.w(32)), m.w(32, 128)), m.w(128))
    y = m.op(
        "Transpose", m.op("Mul", m.op("MatMul", m.op("Relu", y), m.w(128, 32)), m.w(32)), perm=[0, 3, 1, 2]
    )
    m.op("Add", "x0", y)
    net, x = imported(m.done())
    assert LayerNorm() in leaves(net)
    assert params(net, x) == 50 * 32 + 64 + 32 * 128 + 128 + 128 * 32 + 32
    assert net.out(x) == x


def leaves(net):
    pending, found = [net], []
    while pending:
        node = pending.pop()
        pending += node.children()
        found += [] if node.children() else [node]
    return found


def test_channels_are_shuffled():
    m = Model((1, 12, 6, 6))
    y = m.op("Transpose", m.op("Reshape", "x0", m.ints(1, 3, 4, 6, 6)), perm=[0, 2, 1, 3, 4])
    m.op("Reshape", y, m.ints(1, 12, 6, 6))
    assert from_onnx(m.done()) == ChannelShuffle(3)


def one(kind, *shapes, numbers=(), x=(1, 8, 9, 9), **attributes):
    m = Model(x)
    read = [m.w(*shape) for shape in shapes]
    for values in numbers:
        m.weights.append(helper.make_tensor(f"k{len(m.weights)}", FLOAT, [len(values)], values))
        read.append(m.weights[-1].name)
    m.op(kind, "x0", *read, **attributes)
    return from_onnx(m.done())


@pytest.mark.parametrize(
    ("net", "text"),
    [
        (lambda: one("Conv", (4, 8, 3), x=(1, 8, 9), auto_pad="SAME_UPPER"), "Conv(4, 3, padding='same', bias=False)"),
        (lambda: one("Conv", (4, 4, 3, 1), (4,), group=2, strides=[2, 1], pads=[1, 0, 2, 0]),
         "Conv(4, (3, 1), stride=(2, 1), padding=((1, 2), (0, 0)), groups=2)"),
        (lambda: one("Conv", (4, 8, 3, 3), auto_pad="SAME_LOWER"), "Conv(4, 3, padding=((1, 1), (1, 1)), bias=False)"),
        (lambda: one("ConvTranspose", (8, 2, 2, 2), strides=[2, 2], group=2), "ConvTranspose(4, 2, stride=2, groups=2, bias=False)"),
        (lambda: one("AveragePool", kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1), "AvgPool(2, stride=2, ceil_mode=True)"),
        (lambda: one("MaxPool", kernel_shape=[2, 2], dilations=[2, 2]), "MaxPool(2, stride=1, dilation=2)"),
        (lambda: one("PRelu", (8, 1, 1)), "PReLU(num_parameters=8)"),
        (lambda: one("LeakyRelu", alpha=0.2), "LeakyReLU(negative_slope=0.2)"),
        (lambda: one("HardSigmoid", alpha=1 / 6), "HardSigmoid()"),
        (lambda: one("Clip", numbers=[[0.0], [6.0]]), "ReLU6()"),
        (lambda: one("LRN", size=5), "LocalResponseNorm(5)"),
        (lambda: one("InstanceNormalization", (8,), (8,)), "InstanceNorm(affine=True)"),
        (lambda: one("GroupNormalization", (8,), (8,), num_groups=2), "GroupNorm(2)"),
        (lambda: one("Upsample", numbers=[[1.0, 1.0, 2.0, 3.0]]), "Upsample((2, 3))"),
        (lambda: one("DepthToSpace", blocksize=2, mode="CRD"), "PixelShuffle(2)"),
        (lambda: one("Pad", pads=[0, 0, 1, 2, 0, 0, 1, 2]), "Pad((1, 2))"),
        (lambda: one("Mul", (8, 1, 1)), "Scale()"),
        (lambda: one("Add", (8, 9, 9)), "PositionalEmbedding()"),
        (lambda: one("Identity"), "Id"),
    ],
)  # fmt: skip
def test_one_operator(net, text):
    assert str(net()) == text


def test_a_resize_to_sizes():
    m = Model((1, 8, 5, 5))
    m.op(
        "Resize",
        "x0",
        "",
        "",
        m.ints(1, 8, 10, 10),
        mode="linear",
        coordinate_transformation_mode="align_corners",
    )
    assert from_onnx(m.done()) == Upsample(2, "bilinear", align_corners=True)


def test_shared_weights_count_once():
    m = Model((1, 8, 6, 6))
    w = m.w(8, 8, 3, 3)
    m.op("Conv", m.op("Conv", "x0", w, pads=[1] * 4), w, pads=[1] * 4)
    net, x = imported(m.done())
    assert params(net, x) == 9 * 64
    assert macs(net, x) == 2 * 9 * 64 * 36
    m.op("Conv", "t1", w, m.w(8), pads=[1] * 4)
    with pytest.raises(UnsupportedLayer, match="Conv at node 'n2': it shares some of its weights"):
        from_onnx(m.done())


def test_copies_of_weights_are_weights_of_their_own():
    """Exporters merge weights of equal values and put copies in their place."""
    m = Model((1, 8, 6, 6))
    w = m.w(8, 8, 1, 1)
    m.op("Conv", m.op("Conv", "x0", w), m.op("Identity", w))
    m.nodes.sort(key=lambda node: node.op_type != "Identity")
    assert params(*imported(m.done(m.nodes[-1].output[0]))) == 128


def test_several_inputs_and_outputs(tmp_path, run):
    m = Model((1, 3, 8, 8), (1, 5, 8, 8))
    y = m.op("Concat", "x0", "x1", axis=1)
    m.op("Relu", y)
    m.op("GlobalMaxPool", y)
    net, x = imported(m.done("t1", "t2"))
    assert x == ((3, 8, 8), (5, 8, 8))
    assert net.out(x) == ((8, 8, 8), (8, 1, 1))
    path = tmp_path / "two.onnx"
    path.write_bytes(m.done("t1", "t2").SerializeToString())
    status, out, _ = run("derive", str(path), "--measures", "params,units,paths")
    assert status == 0
    assert "((3, 8, 8), (5, 8, 8)) -> ((8, 8, 8), (8, 1, 1))" in out
    assert str(net).startswith("(Input(0) | Input(1)) >> Graph(")


def test_a_shape_of_ones_own():
    m = Model(("N", 3, None, None))
    m.conv("x0", 3, 4, 3)
    assert imported(m.done()).x == (3, H, W)
    assert imported(m.done(), (3, 2 * H, 7)).x == (3, 2 * H, 7)
    with pytest.raises(ImportFailed, match="Conv at node 'n0' cannot be read: weights for 3 channels"):
        from_onnx(m.done(), (4, 8, 8))
    with pytest.raises(ImportFailed, match="1 inputs, and 2 shapes"):
        from_onnx(m.done(), ((3, 8, 8), (3, 8, 8)))


def test_a_long_chain_is_read_by_a_loop():
    m = Model((1, 3, 8, 8))
    y = "x0"
    for _ in range(5000):
        y = m.op("Relu", y)
    assert str(from_onnx(m.done())).count("ReLU()") == 5000


def test_files(tmp_path, run):
    m = Model((1, 3, "H", "W"))
    m.op("AveragePool", m.conv("x0", 3, 4, 3, pads=[1] * 4), kernel_shape=[2, 2], strides=[2, 2])
    path = tmp_path / "small.onnx"
    path.write_bytes(m.done().SerializeToString())
    net = Conv(4, 3, padding=1, bias=False) >> AvgPool(2, stride=2)
    assert from_onnx(path) == from_onnx(str(path)) == from_onnx(path.read_bytes()) == net
    status, out, _ = run("derive", str(path), "--measures", "params,macs")
    assert status == 0
    assert "(3, H, W) -> (4, floor(H/2), floor(W/2))" in out
    assert "macs   = 108*H*W" in out
    status, out, _ = run("derive", str(path), "--input", "3,8,8", "--format", "json")
    assert status == 0
    assert '"value": 6912' in out
    path.write_bytes(b"\x00garbage")
    status, out, err = run("derive", str(path))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "is no ONNX file" in err


UNREADABLE = [b"", b"garbage", b"\x08\x07", b"\xff" * 64]


@pytest.mark.parametrize("data", UNREADABLE)
def test_what_is_no_file(data):
    with pytest.raises(ImportFailed, match=r"no ONNX (file|graph)"):
        from_onnx(data)


@pytest.mark.parametrize("file", [None, 3, "no/such/file.onnx", "nul\0.onnx"])
def test_what_is_no_path(file):
    with pytest.raises(ImportFailed, match=r"expected, not|cannot be read"):
        from_onnx(file)


def test_a_file_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("symalgebra.io.onnx.loading.LARGEST", 10)
    path = tmp_path / "large.onnx"
    path.write_bytes(b" " * 11)
    with pytest.raises(ImportFailed, match="11 bytes; 10 at most"):
        from_onnx(path)


def broken(change):
    m = Model((1, 3, 8, 8))
    m.op("Relu", m.conv("x0", 3, 4, 3))
    model = m.done()
    change(model.graph)
    return model


def cycle(g):
    g.node[0].input[0] = "t1"


def external(g):
    g.node[1].op_type = "Reshape"
    g.node[1].input.append("s")
    tensor = onnx.TensorProto(name="s", data_type=INT, dims=[2], data_location=1)
    tensor.external_data.add(key="location", value="/etc/passwd")
    g.initializer.append(tensor)


def subgraph(g):
    inner = helper.make_graph([helper.make_node("Relu", ["t0"], ["u"])], "inner", [], [])
    g.node[1].CopyFrom(helper.make_node("If", ["t0"], ["t1"], then_branch=inner, else_branch=inner))


def constant(g):
    tensor = onnx.TensorProto(data_type=FLOAT, dims=[4], raw_data=b"123")
    g.node[1].CopyFrom(helper.make_node("Constant", [], ["k"], value=tensor))
    g.node.append(helper.make_node("Clip", ["t0", "k", "k"], ["t1"]))


BROKEN = [
    (cycle, ImportFailed, "reads 't1', which no node before it writes"),
    (external, UnsupportedLayer, "a few numbers within the file are"),
    (subgraph, UnsupportedLayer, "If at node"),
    (constant, ImportFailed, "the tensor '' cannot be read"),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("strides", [0, 1])), ImportFailed, "stride="),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("strides", [1])), ImportFailed, "1 numbers for 2"),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("pads", [1, 1, 1])), ImportFailed, "pads"),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("pads", [-9] * 4)), ImportFailed, "at least 0"),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("group", 0)), ImportFailed, "weights for 0 channels"),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("kernel_shape", [5, 5])), ImportFailed, "kernel"),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("dilations", "x")), ImportFailed, "list of integers"),
    (lambda g: g.initializer[0].dims.__setitem__(0, -4), ImportFailed, "dimensions"),
    (lambda g: g.initializer[0].dims.__setitem__(0, 1 << 62), ImportFailed, "dimensions"),
    (lambda g: g.initializer[0].dims.__setitem__(2, 99), ImportFailed, "does not fit"),
    (lambda g: g.initializer[0].dims.extend([1] * 40), ImportFailed, "dimensions"),
    (lambda g: g.node[1].output.__setitem__(0, "t0"), ImportFailed, "written before"),
    (lambda g: g.node[1].output.pop(), ImportFailed, "writes nothing"),
    (lambda g: g.output[0].__setattr__("name", "zz"), ImportFailed, "'zz' is written by no node"),
    (lambda g: g.output[0].__setattr__("name", "w0"), ImportFailed, "is a constant"),
    (lambda g: g.input.pop(), ImportFailed, "no inputs"),
    (lambda g: g.node[1].__setattr__("op_type", "Relu6000"), UnsupportedLayer, "Relu6000 at node 'n1': no leaf"),
    (lambda g: g.node[1].__setattr__("domain", "evil"), UnsupportedLayer, "no leaf here is this operator"),
    (lambda g: g.node[1].input.__setitem__(0, "w0"), UnsupportedLayer, "its input 1 is weights, not a tensor"),
    (lambda g: g.input[0].type.tensor_type.shape.dim[2].__setattr__("dim_param", "__import__('os')"), ImportFailed,
     "is no name for a symbol"),
    (lambda g: g.input[0].type.tensor_type.shape.dim[2].__setattr__("dim_value", 0), ImportFailed, "dimension of 0"),
    (lambda g: g.input[0].type.tensor_type.shape.dim.extend(list(g.input[0].type.tensor_type.shape.dim) * 3), ImportFailed, "13 dimensions|16 dimensions"),
    (lambda g: g.input[0].type.tensor_type.ClearField("shape"), ImportFailed, "has no shape: give it"),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("strides", [2, 2, 2])), ImportFailed, "3 numbers for 2"),
    (lambda g: g.node[0].attribute.append(helper.make_attribute("group", "x")), ImportFailed, "group is 'x', not a int"),
    (lambda g: g.node.extend([g.node[0]] * 100_001), ImportFailed, "100,000 at most"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "kind", "message"), BROKEN)
def test_broken_files(change, kind, message):
    with pytest.raises(kind, match=message):
        from_onnx(broken(change))


def test_functions_that_call_each_other_are_not_opened():
    """Each of 40 functions calls the one before it twice: to expand them takes 2**40 steps."""
    m = Model((1, 3, 8, 8))
    m.op("f40", "x0", domain="local")
    model = m.done()
    for i in range(1, 41):
        inner = [helper.make_node(f"f{i - 1}", ["a"], ["b"], domain="local")] * 2
        model.functions.append(helper.make_function("local", f"f{i}", ["a"], ["b"], inner, []))
    with pytest.raises(UnsupportedLayer, match="f40 at node 'n0'"):
        from_onnx(model)


@pytest.mark.parametrize("seed", range(60))
def test_changed_bytes_give_a_network_or_an_error_of_ours(seed):
    import random

    draw = random.Random(seed)
    m = Model((1, 3, 8, 8))
    m.op("Flatten", m.op("Add", m.conv("x0", 3, 3), m.op("Relu", "x0")))
    m.op("Reshape", "t3", m.ints(1, -1))
    data = bytearray(m.done().SerializeToString())
    for _ in range(draw.randint(1, 4)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    try:
        net, x = imported(bytes(data))
        net.out(x)
    except SymalgebraError:
        pass


def test_names_never_break_a_text():
    from symalgebra import parse

    m = Model((1, 3, 8, 8))
    y = m.conv("x0", 3, 3)
    z = m.op("Add", y, m.op("Relu", y))
    m.op("Add", z, m.op("Add", y, m.op("Sigmoid", z)))
    for node in m.nodes:
        node.name = f"a'b\\\";#\n{node.name}"
    net = from_onnx(m.done())
    assert parse(str(net)) == net


def doubled(kind):
    """Numbers that are joined or multiplied with themselves, forty times."""
    m = Model(("N", 3, 8, 8))
    y = m.op("Shape", "x0")
    for _ in range(40):
        y = m.op(kind, y, y, **({"axis": 0} if kind == "Concat" else {}))
    m.op("Reshape", "x0", y)
    return m.done()


@pytest.mark.parametrize("kind", ["Concat", "Mul", "Add"])
def test_sizes_do_not_explode(kind):
    with pytest.raises(SymalgebraError, match=r"at most 64 numbers|a reshape|other scalars"):
        from_onnx(doubled(kind))


def erf(m, x, half=0.5):
    """GELU in five nodes."""
    root, one, last = (m.op("Constant", value_float=v) for v in (2**0.5, 1.0, half))
    y = m.op("Add", m.op("Erf", m.op("Div", x, root)), one)
    return m.op("Mul", m.op("Mul", x, y), last)


def test_a_gelu_in_five_nodes():
    m = Model((1, 8, 6, 6))
    y = m.conv("x0", 8, 8)
    m.conv(erf(m, y), 8, 4)
    assert from_onnx(m.done()) == Conv(8, 1, bias=False) >> GELU() >> Conv(4, 1, bias=False)
    m = Model((1, 8, 6, 6))
    erf(m, "x0", 0.25)
    with pytest.raises(UnsupportedLayer, match="begins as a GELU does"):
        from_onnx(m.done())
    m = Model((1, 8, 6, 6))
    m.op("Relu", m.op("Div", "x0", m.op("Constant", value_float=2**0.5)))
    with pytest.raises(UnsupportedLayer, match="begins as a GELU does"):
        from_onnx(m.done())


def test_many_nodes_of_one_name():
    m = Model((1, 3, 8, 8))
    y = "x0"
    for _ in range(3000):
        y = m.op("Relu", y)
        m.nodes[-1].name = "same"
    m.op("Add", y, m.op("Relu", y))
    assert str(from_onnx(m.done())).count("ReLU()") == 3001
