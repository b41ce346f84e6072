"""EfficientNetV2: in the first stages a full convolution replaces a 1x1 and a depthwise one."""

from __future__ import annotations

from functools import partial

from symalgebra.formula import size

from .efficientnets import Row, efficientnet, efficientnet_stages
from .family import SIZE, Family, numbered

__all__ = ["efficientnet_v2_l", "efficientnet_v2_m", "efficientnet_v2_s"]

# Table 4 of the paper of the second version, and as torchvision has it.
V2_S: tuple[Row, ...] = (
    (True, 1, 3, 1, 24, 2),
    (True, 4, 3, 2, 48, 4),
    (True, 4, 3, 2, 64, 4),
    (False, 4, 3, 2, 128, 6),
    (False, 6, 3, 1, 160, 9),
    (False, 6, 3, 2, 256, 15),
)
V2_M: tuple[Row, ...] = (
    (True, 1, 3, 1, 24, 3),
    (True, 4, 3, 2, 48, 5),
    (True, 4, 3, 2, 80, 5),
    (False, 4, 3, 2, 160, 7),
    (False, 6, 3, 1, 176, 14),
    (False, 6, 3, 2, 304, 18),
    (False, 6, 3, 1, 512, 5),
)
V2_L: tuple[Row, ...] = (
    (True, 1, 3, 1, 32, 4),
    (True, 4, 3, 2, 64, 7),
    (True, 4, 3, 2, 96, 7),
    (False, 4, 3, 2, 192, 10),
    (False, 6, 3, 1, 224, 19),
    (False, 6, 3, 2, 384, 25),
    (False, 6, 3, 1, 640, 7),
)

efficientnet_v2_s = partial(efficientnet, setting=V2_S, stem=24, last=1280)
efficientnet_v2_m = partial(efficientnet, setting=V2_M, stem=24, last=1280)
efficientnet_v2_l = partial(efficientnet, setting=V2_L, stem=32, last=1280)

PLACES = range(1, 8)
EFFICIENTNET_V2 = Family(
    "efficientnet-v2",
    "EfficientNetV2 of seven stages",
    "Tan, Le: EfficientNetV2: smaller models and faster training. ICML 2021",
    numbered("blocks of stage", 7)
    | {f"c{place}": f"an eighth of the channels of stage {place}" for place in PLACES}
    | SIZE,
    ("3", "H", "H"),
    lambda v: efficientnet_stages(
        setting=[
            (*row[:4], 8 * size(v[f"c{place}"]), v[f"n{place}"])
            for place, row in zip(PLACES, V2_M, strict=True)
        ],
        stem=8 * size(v["c1"]),
        last=1280,
    ),
    {
        "efficientnet_v2_m": (
            (3, 5, 5, 7, 14, 18, 5, 3, 6, 10, 20, 22, 38, 64, 480),
            (54139356, 24582460384),
        ),
        "efficientnet_v2_l": (
            (4, 7, 7, 10, 19, 25, 7, 4, 8, 12, 24, 28, 48, 80, 480),
            (118515272, 56079699008),
        ),
    },
)
