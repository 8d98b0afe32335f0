"""Projects for SDK v2, changed in ways that leave them right."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

FRAUD, PRICES, ROUTES, WORDS = "v2_fraud", "v2_prices", "v2_routes", "v2_words"
TRAIN = "scripts/train.py"

VARIANTS = (
    Variant(
        "a channel that the script can do without",
        FRAUD,
        (
            Edit(
                "    options = parser.parse_args()\n",
                '    parser.add_argument("--test", default=os.environ.get("SM_CHANNEL_TEST"))\n'
                "    options = parser.parse_args()\n",
                TRAIN,
            ),
        ),
    ),
    Variant(
        "hyperparameters of which the script takes what it knows",
        FRAUD,
        (
            Edit("    options = parser.parse_args()\n", "    options, _ = parser.parse_known_args()\n", TRAIN),
            Edit('{"trees": 100}', '{"trees": 100, "leaves": 20}'),
        ),
    ),
    Variant(
        "names that come from a function nobody knows",
        FRAUD,
        (
            Edit('name="Prepare"', "name=naming.step('Prepare')"),
            Edit("import os\n", "import os\n\nimport naming\n"),
        ),
    ),
    Variant(
        "a test that cannot be decided",
        FRAUD,
        (
            Edit(
                "    gate = ConditionStep(",
                '    if os.environ.get("STAGE"):\n        stop = FailStep(name="Stop", error_message="not here")\n'
                "    gate = ConditionStep(",
            ),
        ),
    ),
    Variant(
        "arguments that are unpacked from an unknown dict",
        PRICES,
        (
            Edit(
                "        sagemaker_session=session,\n    )\n    tuner",
                "        sagemaker_session=session,\n        **options(),\n    )\n    tuner",
                "prices/jobs.py",
            ),
            Edit(
                '"""The jobs that learn and score."""\n',
                '"""The jobs."""\n\nfrom shared import options\n',
                "prices/jobs.py",
            ),
        ),
    ),
    Variant(
        "a list that is put together of two",
        PRICES,
        (Edit("steps=[search, model, score, review, told]", "steps=[search, model] + [score, review, told]"),),
    ),
    Variant(
        "a class attribute that a subclass replaces",
        ROUTES,
        (
            Edit(
                '    name = "RoutesNorth"\n',
                '    name = "RoutesNorth"\n    outputs = ("train", "validation", "test")\n',
            ),
        ),
    ),
    Variant(
        "settings that are given",
        ROUTES,
        (
            Edit(
                "NorthernBuilder(session, role).build()",
                'NorthernBuilder(session, role, Settings(instance_type="ml.c5.xlarge")).build()',
            ),
        ),
    ),
    Variant(
        "a configuration that is not in the project",
        WORDS,
        (Edit('"config" / "models.json"', '"config" / "local.json"'),),
    ),
    Variant(
        "one language more",
        WORDS,
        (
            Edit(
                '"en": {"data"',
                '"fr": {"data": "s3://example-bucket/words/fr", "epochs": 2},\n    "en": {"data"',
                "config/models.json",
            ),
        ),
    ),
)
