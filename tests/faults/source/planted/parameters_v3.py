"""Parameters that contradict themselves, and names that the service does not take, in code for SDK v3."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
BUILDER, SETTINGS = "demand/builder.py", "demand/settings.py"
CONFIG = "config/pipeline.yaml"
LOADED = "CONFIG = yaml.safe_load"

FAULTS = (
    Fault(
        "37",
        "a whole number as the default of a Float parameter",
        CHURN,
        (Edit('name="Holdout", default_value=0.2', 'name="Holdout", default_value=1'),),
        "SMP403",
        "default_value=1)\n    min_accuracy",
    ),
    Fault(
        "37",
        "a truth value as the default of an Integer parameter",
        CHURN,
        (Edit('name="InstanceCount", default_value=1', 'name="InstanceCount", default_value=True'),),
        "SMP403",
        "default_value=True",
    ),
    Fault(
        "37",
        "an empty text as the default of an Integer parameter, in another module",
        DEMAND,
        (Edit("default_value=4", 'default_value=""', SETTINGS),),
        "SMP403",
        'default_value=""',
    ),
    Fault(
        "37",
        "a text as the default of a Float parameter, in the configuration",
        CATALOGUE,
        (Edit("default: 0.7", 'default: "0.7"', CONFIG),),
        "SMP403",
        LOADED,
        at_file="pipeline.py",
    ),
    Fault(
        "38",
        "a default that is none of the values",
        CHURN,
        (Edit('name="Approval", default_value="PendingManualApproval"', 'name="Approval", default_value="Pending"'),),
        "SMP403",
        'default_value="Pending"',
        "warning",
    ),
    Fault(
        "38",
        "a default that is spelled otherwise than the value, of another module",
        DEMAND,
        (
            Edit(
                'default_value="ml.m5.2xlarge"',
                'default_value="ml.m5.2xlarge", enum_values=["ml.m5.xlarge", "ml.m5.4xlarge"]',
                SETTINGS,
            ),
        ),
        "SMP403",
        'default_value="ml.m5.2xlarge"',
        "warning",
    ),
    Fault(
        "duplicate parameter",
        "two parameters of one name",
        CHURN,
        (Edit('name="Holdout"', 'name="MinAccuracy"'),),
        "SMP404",
        'min_accuracy = ParameterFloat(name="MinAccuracy"',
        "warning",
    ),
    Fault(
        "28",
        "a blank in the name of a step",
        CHURN,
        (Edit('name="CheckAccuracy"', 'name="Check accuracy"'),),
        "SMP303",
        'name="Check accuracy"',
    ),
    Fault(
        "28",
        "a name of a step that is too long",
        DEMAND,
        (Edit('name="Publish"', f'name="{"Publish" * 10}"', BUILDER),),
        "SMP303",
        'name="PublishPublish',
    ),
    Fault(
        "28",
        "the name of a step, put together of the configuration",
        CATALOGUE,
        (Edit("notify: [data-team, shop-team]", "notify: [data-team, shop team]", CONFIG),),
        "SMP303",
        'name=f"Notify-{team}"',
        at_file="pipeline.py",
    ),
    Fault(
        "28",
        "a blank in the name of a parameter",
        CHURN,
        (Edit('name="RawData"', 'name="Raw Data"'),),
        "SMP312",
        'name="Raw Data"',
    ),
    Fault(
        "28",
        "the name of a parameter, in the configuration",
        CATALOGUE,
        (
            Edit("{name: MinRecall, ", "{name: Min.Recall, ", CONFIG),
            Edit('right=PARAMETERS["MinRecall"]', 'right=PARAMETERS["Min.Recall"]', "pipeline.py"),
        ),
        "SMP312",
        "CONFIG = yaml.safe_load",
    ),
    Fault(
        "29",
        "an underscore in the name of the pipeline",
        CHURN,
        (Edit('name="Churn",', 'name="Churn_Model",'),),
        "SMP304",
        'name="Churn_Model"',
    ),
    Fault(
        "29",
        "the name of the pipeline, an attribute of the class",
        DEMAND,
        (Edit('name = "Demand"', 'name = "Demand-"', BUILDER),),
        "SMP304",
        'name = "Demand-"',
    ),
    Fault(
        "29",
        "the name of the pipeline, in the configuration",
        CATALOGUE,
        (Edit("name: Catalogue\n", "name: The catalogue\n", CONFIG),),
        "SMP304",
        LOADED,
        at_file="pipeline.py",
    ),
)
