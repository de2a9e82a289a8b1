"""``python -m training``: all stages of the recipe one after another, then export and measure."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from training.average import average
from training.evaluate import measure, render
from training.export import WEIGHTS, export
from training.recipe import STAGES
from training.train import add_arguments, run, settle


def main() -> None:
    """The whole build; every part can also be run by itself (``training/README.md``)."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the exported weights go")
    args = parser.parse_args()
    settle(args)
    reached: Path | None = None
    outcome: dict[str, Path] = {}
    for stage in STAGES:
        print("stage", stage.name, flush=True)
        trained = run(replace(stage, minutes=stage.minutes * args.pace), args.out, args.encoder, reached, args.workers)
        if stage.mixed < 1:
            trained = average(outcome[stage.with_], trained, stage.mixed, args.out / f"{stage.name}_mixed.pt")
        reached = outcome[stage.name] = trained
    if reached is None:
        raise SystemExit("the recipe has no stage")
    export(reached, args.out, args.encoder / "tokenizer.json", args.weights)
    from kronika.read import Reader

    print(render(measure(Reader.load(args.weights), final=True)))


if __name__ == "__main__":
    main()
