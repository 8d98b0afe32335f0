"""Values of the wrong type or form, in code for SDK v3."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
JOBS, BUILDER = "demand/jobs.py", "demand/builder.py"
CONFIG = "config/pipeline.yaml"

FAULTS = (
    Fault(
        "1",
        "a Float parameter among the arguments of a script processor",
        CHURN,
        (Edit("holdout.to_string()", "holdout"),),
        "SMP401",
        '"--holdout", holdout, ',
    ),
    Fault(
        "1",
        "an Integer parameter in the environment of a processor",
        CHURN,
        (
            Edit(
                'env={"STAGE": "production"},\n        sagemaker',
                'env={"STAGE": "production", "N": instance_count},\n        sagemaker',
            ),
        ),
        "SMP401",
        '"N": instance_count',
    ),
    Fault(
        "1",
        "a Boolean parameter in the environment of a trainer",
        CHURN,
        (Edit('environment={"STAGE": "production"}', 'environment={"STAGE": "production", "URGENT": urgent}'),),
        "SMP401",
        '"URGENT": urgent}',
    ),
    Fault(
        "1",
        "an Integer parameter of another module among the environment that a helper passes on",
        DEMAND,
        (Edit('env={"STAGE": "production"}', 'env={"FOLDS": folds}', BUILDER),),
        "SMP401",
        'env={"FOLDS": folds}',
    ),
    Fault(
        "1",
        "an Integer parameter among the hyperparameters, of which nobody knows what the service makes",
        CATALOGUE,
        (Edit('"budget": PARAMETERS["Budget"].to_string()', '"budget": PARAMETERS["Budget"]'),),
        "SMP401",
        '"budget": PARAMETERS["Budget"]',
        "warning",
    ),
    Fault(
        "1",
        "an Integer parameter out of a dict, made by a loop over the configuration",
        CATALOGUE,
        (Edit('"--day", PARAMETERS["Day"]]', '"--day", PARAMETERS["Budget"]]'),),
        "SMP401",
        '"--day", PARAMETERS["Budget"]',
    ),
    Fault(
        "2",
        "a number among the arguments",
        CHURN,
        (Edit('"--seed", "7"', '"--seed", 7'),),
        "SMP401",
        '"--seed", 7',
    ),
    Fault(
        "2",
        "a truth value in the environment, through the keywords of a helper of another module",
        DEMAND,
        (Edit('env={"STAGE": "production"}', 'env={"STAGE": "production", "STRICT": True}', BUILDER),),
        "SMP401",
        '"STRICT": True',
    ),
    Fault(
        "2",
        "a number in an argument, of a list that is put together before",
        DEMAND,
        (
            Edit(
                "        run = job.run(",
                '        options = ["--folds", folds.to_string()]\n        options += ["--seed", 7]\n        run = job.run(',
                BUILDER,
            ),
            Edit('arguments=["--folds", folds.to_string()]', "arguments=options", BUILDER),
        ),
        "SMP401",
        'options += ["--seed", 7]',
    ),
    Fault(
        "2",
        "a number in the environment, from the configuration",
        CATALOGUE,
        (Edit("LOCALE: en}", "LOCALE: en, RETRIES: 3}", CONFIG),),
        "SMP401",
        "CONFIG = yaml.safe_load",
        at_file="pipeline.py",
    ),
    Fault(
        "3",
        "a parameter in the place of the list of subnets",
        CHURN,
        (
            Edit(
                "from sagemaker.core.processing",
                "from sagemaker.core.network import NetworkConfig\nfrom sagemaker.core.processing",
            ),
            Edit(
                "        volume_size_in_gb=30,\n",
                "        volume_size_in_gb=30,\n"
                '        network_config=NetworkConfig(subnets=raw_data, security_group_ids=["sg-1"]),\n',
            ),
        ),
        "SMP402",
        "subnets=raw_data",
    ),
    Fault(
        "3",
        "a text in the place of the entry point's list",
        CHURN,
        (Edit('entrypoint=["python3", "/opt/evaluate.py"]', 'entrypoint="python3 /opt/evaluate.py"'),),
        "SMP402",
        'entrypoint="python3',
    ),
    Fault(
        "3",
        "a parameter in the place of a list of arguments",
        DEMAND,
        (Edit('arguments=["--folds", folds.to_string()]', "arguments=history", BUILDER),),
        "SMP402",
        "arguments=history",
    ),
    Fault(
        "3",
        "a text in the place of the arguments of an EMR step",
        CATALOGUE,
        (
            Edit(
                'args=["join", *(output_of(one, "clean") for one in cleaned.values())]',
                'args="join everything"',
            ),
        ),
        "SMP402",
        'args="join everything"',
        missed="the shapes of the EMR API are not looked at",
    ),
    Fault(
        "70",
        "the command of a script processor is a text",
        CHURN,
        (Edit('command=["python3"]', 'command="python3"'),),
        "SMP904",
        'command="python3"',
    ),
    Fault(
        "70",
        "the command of a script processor is a text, from the configuration",
        CATALOGUE,
        (
            Edit("jobs:\n", "jobs:\n  command: python3\n", CONFIG),
            Edit('command=["python3"]', 'command=jobs["command"]', "pipeline.py"),
        ),
        "SMP904",
        "CONFIG = yaml.safe_load",
    ),
)
