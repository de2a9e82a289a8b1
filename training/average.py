"""The average of two checkpoints of one line of training, which may read better than either."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(first: Path, second: Path, share: float, out: Path) -> Path:
    """Write the average of two checkpoints, ``share`` of the second; what the first does not hold counts as zero there."""
    one, two = torch.load(first), torch.load(second)
    torch.save({k: one[k].lerp(v, share) if k in one else v * share for k, v in two.items()}, out)
    return out


def main() -> None:
    """``python -m training.average A B --share 0.6 --out C``: C is 0.4 A + 0.6 B."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.6, help="of the second")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    average(args.first, args.second, args.share, args.out)


if __name__ == "__main__":
    main()
