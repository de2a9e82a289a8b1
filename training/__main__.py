"""``python -m training``: train, export, measure, in one go."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.evaluate import measure, render
from training.export import WEIGHTS, export
from training.train import add_arguments, run, settle


def main() -> None:
    """The whole build; every part can also be run by itself (``training/README.md``)."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the exported weights go")
    args = parser.parse_args()
    settle(args)
    run(args)
    export(args.out / "average.pt", args.out, args.encoder / "tokenizer.json", args.weights)
    from kronika.read import Reader

    print(render(measure(Reader.load(args.weights), final=True)))


if __name__ == "__main__":
    main()
