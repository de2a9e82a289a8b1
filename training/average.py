"""The average of two checkpoints of one line of training, which reads better than either."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """``python -m training.average A B --share 0.6 --out C``: C is 0.4 A + 0.6 B."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.6, help="of the second")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    first, second = torch.load(args.first), torch.load(args.second)
    torch.save({k: first[k].lerp(second[k], args.share) for k in second}, args.out)


if __name__ == "__main__":
    main()
