"""Values that scripts cannot read, or read as something else."""

from __future__ import annotations

from functools import partial

from tests.faults.source.fault import Edit, Fault
from tests.faults.source.shorthand import slip

TYPE, TRUTH = "script: value of another type", "script: truth value as a text"
FRAUD, CLAIMS, CHURN, ABALONE = "v2_fraud", "v2_claims", "v3_churn", "notebook_abalone"
TRAIN, PREPARE, CLEAR = "scripts/train.py", "scripts/prepare.py", "code/clear.py"
HYPERPARAMETERS = 'hyperparameters={"trees": 100}'

typed = partial(slip, kind=TYPE, code="SMP606")

FAULTS = (
    typed(FRAUD, what="a share in percent", old='"--share", "0.2"', new='"--share", "20%"', at='"20%"'),
    typed(
        FRAUD,
        what="a text for a number of trees",
        old=HYPERPARAMETERS,
        new='hyperparameters={"trees": "many"}',
        at='"many"',
    ),
    typed(FRAUD, what="half a tree", old=HYPERPARAMETERS, new='hyperparameters={"trees": 100.5}', at="100.5"),
    typed(
        FRAUD,
        what="a number of trees that was computed as a float",
        old=HYPERPARAMETERS,
        new='hyperparameters={"trees": 1e2}',
        at="1e2",
    ),
    typed(CLAIMS, what="a comma in the place of a point", old='"0.25"]', new='"0,25"]', at='"0,25"]'),
    typed(CHURN, what="a seed that is a word", old='"--seed", "7"', new='"--seed", "seven"', at='"seven"'),
    Fault(
        TRUTH,
        "a hyperparameter that is read with bool",
        FRAUD,
        (
            Edit(HYPERPARAMETERS, 'hyperparameters={"trees": 100, "balanced": False}'),
            Edit(
                'parser.add_argument("--trees", type=int, default=10)',
                'parser.add_argument("--trees", type=int, default=10)\n'
                '    parser.add_argument("--balanced", type=bool, default=True)',
                TRAIN,
            ),
        ),
        "SMP611",
        '"balanced": False',
        "warning",
        at_file="pipeline.py",
    ),
    Fault(
        TRUTH,
        "a switch that is given a value",
        FRAUD,
        (
            Edit(HYPERPARAMETERS, 'hyperparameters={"trees": 100, "balanced": True}'),
            Edit(
                'parser.add_argument("--trees", type=int, default=10)',
                'parser.add_argument("--trees", type=int, default=10)\n'
                '    parser.add_argument("--balanced", action="store_true")',
                TRAIN,
            ),
        ),
        "SMP611",
        '"balanced": True',
        at_file="pipeline.py",
    ),
    Fault(
        TRUTH,
        "the word no among the arguments, read with bool",
        CHURN,
        (
            Edit('"--seed", "7"', '"--seed", "7", "--shuffle", "no"'),
            Edit(
                'parser.add_argument("--seed", type=int)',
                'parser.add_argument("--seed", type=int)\n    parser.add_argument("--shuffle", type=bool)',
                PREPARE,
            ),
        ),
        "SMP611",
        '"--shuffle", "no"',
        "warning",
        at_file="pipeline.py",
    ),
    Fault(
        TRUTH,
        "a switch with a value among the arguments",
        CLAIMS,
        (
            Edit('"0.25"]', '"0.25", "--keep-withdrawn", "false"]'),
            Edit(
                "required=True)",
                'required=True)\n    parser.add_argument("--keep-withdrawn", action="store_true")',
                CLEAR,
            ),
        ),
        "SMP611",
        '"--keep-withdrawn", "false"]',
        at_file="pipeline.py",
    ),
)
