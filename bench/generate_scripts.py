"""Scripts for the steps of ``bench.generate_source``, of at least as many lines as you like, which look like real ones.

They take the arguments that the steps pass, read the inputs and write the outputs, some columns at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

_PREPARE = '''\
"""Clean the rows of one region, and split them."""

import argparse
import os

import pandas as pd

INPUT, OUTPUT = "/opt/ml/processing/input", "/opt/ml/processing"


def main():
    """Clean one group of columns after another."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--region-name", required=True)
    options = parser.parse_args()
    rows = pd.read_csv(os.path.join(INPUT, f"{options.region_name}.csv"))
'''
_CLEANED = """\

    # The columns of group {number}.
    names_{number} = [f"{{kind}}_{number}" for kind in ("amount", "count", "share")]
    for name in names_{number}:
        column = rows[name]
        if column.isna().mean() > 0.5:
            rows = rows.drop(columns=name)
        else:
            rows[name] = column.fillna(column.median())
    rows["total_{number}"] = rows[[name for name in names_{number} if name in rows]].sum(axis=1)
"""
_SPLIT = """\

    test = rows.sample(frac=0.2)
    test.to_csv(os.path.join(OUTPUT, "test", "test.csv"), index=False)
    rows.drop(test.index).to_csv(os.path.join(OUTPUT, "train", "train.csv"), index=False)


if __name__ == "__main__":
    main()
"""
_EVALUATE = '''\
"""Measure a model."""

import json
import os
import tarfile

import joblib
import pandas as pd

MODEL, TEST, OUTPUT = (f"/opt/ml/processing/{name}" for name in ("model", "test", "evaluation"))


def main():
    """Measure the model on one group of rows after another."""
    with tarfile.open(os.path.join(MODEL, "model.tar.gz")) as archive:
        archive.extractall(MODEL)
    model = joblib.load(os.path.join(MODEL, "model.joblib"))
    rows = pd.read_csv(os.path.join(TEST, "test.csv"))
    report = {"accuracy": {"value": float(model.score(rows.drop(columns="label"), rows["label"]))}, "groups": {}}
'''
_MEASURED = """\

    # The rows of group {number}.
    chosen_{number} = rows[rows["group"] == {number}]
    guessed_{number} = model.predict(chosen_{number}.drop(columns="label"))
    hits_{number} = (guessed_{number} == chosen_{number}["label"]).mean()
    report["groups"]["group_{number}"] = {{
        "accuracy": float(hits_{number}),
        "rows": len(chosen_{number}),
        "share": len(chosen_{number}) / len(rows),
    }}
"""
_REPORT = """\

    with open(os.path.join(OUTPUT, "evaluation.json"), "w") as file:
        json.dump(report, file)


if __name__ == "__main__":
    main()
"""


def scripts(lines: int) -> Mapping[str, str]:
    """Return the two scripts by their names, of at least ``lines`` lines each."""
    return {
        "prepare.py": _filled(_PREPARE, _CLEANED, _SPLIT, lines),
        "evaluate.py": _filled(_EVALUATE, _MEASURED, _REPORT, lines),
    }


def _filled(head: str, part: str, tail: str, lines: int) -> str:
    missing = lines - head.count("\n") - tail.count("\n")
    return head + "".join(part.format(number=number) for number in range(ceil(missing / part.count("\n")))) + tail
