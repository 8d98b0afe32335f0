"""Values that look as if the scripts could not read them, and that they read as they are meant."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

FRAUD, CHURN = "v2_fraud", "v3_churn"
HYPERPARAMETERS = 'hyperparameters={"trees": 100}'
TREES = 'parser.add_argument("--trees", type=int, default=10)'


def _hyperparameter(what: str, given: str, taken: str) -> Variant:
    edits = (
        Edit(HYPERPARAMETERS, f'hyperparameters={{"trees": 100, {given}}}'),
        Edit(TREES, f"{TREES}\n    {taken}", "scripts/train.py"),
    )
    return Variant(what, FRAUD, edits)


VARIANTS = (
    Variant("a number as a text", FRAUD, (Edit(HYPERPARAMETERS, 'hyperparameters={"trees": "100"}'),)),
    Variant("a share with an exponent", FRAUD, (Edit('"--share", "0.2"', '"--share", "2e-1"'),)),
    Variant("a share without decimals", FRAUD, (Edit('"--share", "0.2"', '"--share", "1"'),)),
    Variant("a seed with a sign and blanks", CHURN, (Edit('"--seed", "7"', '"--seed", " +7"'),)),
    _hyperparameter(
        "a text that is one of the choices",
        '"mode": "fast"',
        'parser.add_argument("--mode", choices=["fast", "exact"])',
    ),
    _hyperparameter(
        "a truth value that the script compares as a text",
        '"balanced": False',
        'parser.add_argument("--balanced", type=lambda text: text.lower() == "true")',
    ),
    _hyperparameter(
        "a truth value that is true, read with bool", '"balanced": True', 'parser.add_argument("--balanced", type=bool)'
    ),
    _hyperparameter("a list of numbers", '"layers": [64, 32]', 'parser.add_argument("--layers", type=str)'),
)
