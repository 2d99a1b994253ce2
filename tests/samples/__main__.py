"""`python -m tests.samples --kind shop --count 24 --effects photo,fade:strong --into DIR`: pictures with their labels.

Draws documents of seeds SEED, SEED + 1 … and writes them with `labels.jsonl`, which `make bench-reading RECEIPTS=DIR`
reads. The same call writes the same files. Needs the font fonts-noto-cjk.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from tests.samples import effects
from tests.samples.generator import KINDS, document

QUALITY = 90


def main(arguments: list[str] | None = None) -> int:
    """Write them; 2 where the command makes no sense."""
    parser = _options()
    chosen = parser.parse_args(arguments)
    kinds = list(KINDS) if chosen.kind == "all" else chosen.kind.split(",")
    names = chosen.effects.split(",") if chosen.effects else []
    chosen.into.mkdir(parents=True, exist_ok=True)
    rows = []
    try:
        for file, picture, label in drawn(kinds, chosen.seed, chosen.count, names, chosen.together):
            picture.save(chosen.into / file, "JPEG", quality=QUALITY)
            rows.append(json.dumps(label, ensure_ascii=False) + "\n")
    except ValueError as error:
        parser.error(str(error))
    (chosen.into / "labels.jsonl").write_text("".join(rows), encoding="utf-8")
    print(f"{len(rows)} pictures and labels.jsonl in {chosen.into}")
    return 0


def drawn(
    kinds: list[str], seed: int, count: int, names: list[str], together: int = 1
) -> Iterator[tuple[str, Image.Image, dict[str, Any]]]:
    """Files with their pictures and labels: the kinds in turn, `together` documents in each picture."""
    for at in range(seed, seed + count):
        kind = kinds[(at - seed) % len(kinds)]
        first = document(at, kind)
        if together == 1:
            picture, file = first.paper.printed(), f"{kind}_{at}.jpg"
            label = first.label(file)
        else:
            several = [first, *(document(seed + count + at * together + more, kind) for more in range(1, together))]
            picture = effects.together([one.paper.printed() for one in several], at)
            file = f"several_{kind}_{at}.jpg"
            totals = ", ".join(str(one.total) for one in several)
            label = {"file": file, "kind": "multi_receipt", "note": f"{together} of {kind}: {totals}"}
        yield file, effects.applied(picture, names, at), label


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.samples", description=__doc__)
    parser.add_argument("--into", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--kind", default="all", help=f"one or more of {', '.join(KINDS)}; all")
    parser.add_argument("--seed", type=int, default=1, help="of the first document")
    parser.add_argument("--count", type=int, default=24, help="how many pictures")
    parser.add_argument(
        "--effects", default="", help=f"in this order: {', '.join(effects.EFFECTS)}; mild, or NAME:strong"
    )
    parser.add_argument("--together", type=int, default=1, help="so many documents in each picture")
    return parser


if __name__ == "__main__":
    sys.exit(main())
