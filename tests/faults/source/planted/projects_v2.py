"""Slips in projects for SDK v2: in one function, over modules, in classes, and in a configuration."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

FRAUD, PRICES, ROUTES, WORDS = "v2_fraud", "v2_prices", "v2_routes", "v2_words"
JOBS, MESSAGES, SETTINGS = "prices/jobs.py", "prices/messages.py", "prices/settings.py"
CONFIG = "config/models.json"

FAULTS = (
    Fault(
        "15",
        "an output that the step calls otherwise",
        FRAUD,
        (Edit('prepared["train"].S3Output', 'prepared["training"].S3Output'),),
        "SMP103",
        'prepared["training"]',
    ),
    Fault(
        "12",
        "a property file in an output that is not there",
        FRAUD,
        (Edit('output_name="evaluation", path=', 'output_name="report", path='),),
        "SMP203",
        'output_name="report", path=',
    ),
    Fault(
        "10",
        "a parameter that is not in the list",
        FRAUD,
        (Edit("[data, instance_type, instance_count, least_recall]", "[data, instance_type, instance_count]"),),
        "SMP104",
        "right=least_recall",
    ),
    Fault(
        "1",
        "the number itself among the words of a command",
        FRAUD,
        (Edit('["--share", "0.2"]', '["--share", least_recall]'),),
        "SMP401",
        '["--share", least_recall]',
    ),
    Fault(
        "23",
        "an expiry that is no duration",
        FRAUD,
        (Edit('expire_after="P14D"', 'expire_after="14 days"'),),
        "SMP803",
        'expire_after="14 days"',
    ),
    Fault(
        "7",
        "a parameter that decides while the pipeline is built",
        FRAUD,
        (
            Edit(
                "    gate = ConditionStep(",
                "    if least_recall > 0.5:\n        print('gated')\n    gate = ConditionStep(",
            ),
        ),
        "SMP406",
        "if least_recall > 0.5:",
    ),
    Fault(
        "27",
        "two steps of one name",
        FRAUD,
        (Edit('name="Evaluate"', 'name="Train"'),),
        "SMP302",
        'name="Train",\n        step_args=processor.run',
    ),
    Fault(
        "script: json path",
        "a metric that the script does not write",
        FRAUD,
        (Edit("metrics.recall.value", "metrics.precision.value"),),
        "SMP208",
        "metrics.precision.value",
    ),
    Fault(
        "script: channel",
        "a channel under another name than the script takes",
        FRAUD,
        (Edit('estimator.fit({"train":', 'estimator.fit({"training":'),),
        "SMP607",
        "train = TrainingStep(",
    ),
    Fault(
        "script: channel",
        "a script that takes one channel more",
        FRAUD,
        (
            Edit(
                "    options = parser.parse_args()\n",
                '    parser.add_argument("--test", default=os.environ["SM_CHANNEL_TEST"])\n'
                "    options = parser.parse_args()\n",
                "scripts/train.py",
            ),
        ),
        "SMP607",
        "train = TrainingStep(",
        at_file="pipeline.py",
    ),
    Fault(
        "script: channel",
        "a channel that is no longer passed",
        FRAUD,
        (
            Edit(
                '{"train": TrainingInput(prepared["train"].S3Output.S3Uri, content_type="text/csv")}',
                '{"data": TrainingInput(prepared["train"].S3Output.S3Uri, content_type="text/csv")}',
            ),
        ),
        "SMP607",
        "train = TrainingStep(",
    ),
    Fault(
        "script: argument",
        "a hyperparameter that the script does not take",
        FRAUD,
        (Edit('{"trees": 100}', '{"trees": 100, "leaves": 20}'),),
        "SMP606",
        '"leaves": 20',
    ),
    Fault(
        "15",
        "a member that a transform job does not have, in another module",
        PRICES,
        (
            Edit(
                '"scores": score.properties.TransformOutput.S3OutputPath},',
                '"scores": score.properties.TransformOutput.S3OutputUri},',
                MESSAGES,
            ),
        ),
        "SMP102",
        "TransformOutput.S3OutputUri",
    ),
    Fault(
        "15",
        "an output of a callback that it does not return",
        PRICES,
        (Edit('.properties.Outputs["reviewer"]', '.properties.Outputs["review"]', MESSAGES),),
        "SMP103",
        '.properties.Outputs["review"]',
    ),
    Fault(
        "10",
        "a parameter that the settings do not list any more",
        PRICES,
        (Edit("[INSTANCE_TYPE, BATCH, JOBS]", "[INSTANCE_TYPE, BATCH]", SETTINGS),),
        "SMP104",
        "max_jobs=JOBS",
        at_file=JOBS,
    ),
    Fault(
        "15",
        "an output that the class does not list any more",
        ROUTES,
        (
            Edit('outputs = ("train", "validation")', 'outputs = ("train", "test")'),
            Edit("for name in self.outputs}", 'for name in ("train", "validation")}'),
        ),
        "SMP103",
        'for name in ("train", "validation")}',
    ),
    Fault(
        "27",
        "a derived class that names two steps alike",
        ROUTES,
        (Edit('name="TrainRoutes"', 'name="PrepareRoutes"'),),
        "SMP302",
        'name="PrepareRoutes", estimator',
    ),
    Fault(
        "25",
        "a json path of the configuration that cannot be read",
        WORDS,
        (Edit('"path": "f1.value"', '"path": "f1[value]"', CONFIG),),
        "SMP201",
        "CONFIG = json.load(file)",
        at_file="pipeline.py",
    ),
)
