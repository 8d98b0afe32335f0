"""The failure modes that issues, the developer guide and runs of the SDK tell of, by the numbers the faults go by.

The numbers are those of ``tests/faults``.
"""

from __future__ import annotations

from collections.abc import Mapping

from tools.failure_modes.mode import Mode, mode

KNOWN: Mapping[str, Mode] = {
    "1": mode("a parameter that is no string in the place of a string", "SMP401"),
    "2": mode("a number or a truth value in the place of a string", "SMP401"),
    "3": mode("a single value in the place of a list", "SMP402"),
    "4": mode("Python's text of a pipeline variable, as in an f-string", "SMP405"),
    "5": mode(
        "an estimator or processor that changes after a step has recorded its call",
        "SMP408",
        "A change by code that pipelint does not follow, such as a function of another package.",
    ),
    "6": mode("two Lambda or Callback steps with an output of one name", "SMP109"),
    "7": mode("Python that decides by a pipeline variable", "SMP406"),
    "8": mode("the default of a parameter, built in where the parameter was meant", "SMP409"),
    "9": mode(
        "a job that starts at once, for want of a pipeline session",
        "SMP901",
        "A session that the file gets from outside: nobody can tell of which class it is.",
    ),
    "10": mode("a parameter that is used and not declared", "SMP104"),
    "11": mode("a property file that is not registered", "SMP202"),
    "12": mode("a property file in an output that is not there", "SMP203"),
    "13": mode("a step or a property file that is not there", "SMP101 SMP202"),
    "14": mode(
        "a json path or a file that the script does not write",
        "SMP208 SMP209",
        "Keys that the script computes, and files that a library writes to a place of its own.",
    ),
    "15": mode("an output, an input or a property that is not there", "SMP102 SMP103"),
    "16": mode("a step that waits for steps of both branches", "SMP306"),
    "17": mode("a step that depends on a condition", "SMP308"),
    "18": mode("a step that waits for a branch it is not in", "SMP305 SMP307"),
    "19": mode(
        "two steps that share a place in S3, and no order",
        "SMP601",
        "Places that are not fixed before the execution runs, and files that a script reads by itself with boto3.",
    ),
    "20": mode("a cache that never hits: another value in each execution", "SMP804"),
    "21": mode(
        "a cache that hits although the place of an output has changed",
        "SMP812",
        "Another instance, role or network: they are not in the key either, and it is nearly always meant so. A change "
        "of the code between two definitions: one definition does not show the other.",
    ),
    "22": mode("a cache that hits although what lies at the place of an input has changed", "SMP813"),
    "23": mode("an expiry of a cache that is missing, wrong, or months for minutes", "SMP803"),
    "24": mode("an image that is looked up by a pipeline variable", "SMP411"),
    "25": mode(
        "a variable where a value is needed while the pipeline is built",
        "SMP407 SMP414",
        "Arguments that took no variable in older versions of SDK v2 and take one today, such as model_data.",
    ),
    "26": mode("a step that stands in two places", "SMP302"),
    "27": mode("two steps of one name, of collections too", "SMP302"),
    "28": mode("names of steps and parameters that the service does not take", "SMP303 SMP312"),
    "29": mode("a name of the pipeline that the service does not take", "SMP304"),
    "30": mode("a depends_on that is no list", "SMP319"),
    "31": mode("steps that wait for each other", "SMP301"),
    "32": mode("a step that waits for a Fail step", "SMP309"),
    "33": mode("a JSON file in S3 that is read without a dependency", "SMP310"),
    "34": mode("a JsonGet with a variable as its path, a step as its name, or text as its URI", "SMP207"),
    "35": mode(
        "an empty text passed for a parameter",
        "SMP410",
        "An empty default: the service takes it, and AWS's own sample has one.",
    ),
    "36": mode("None, or a truth value for a text, passed for a parameter", "SMP410"),
    "37": mode("a default of the wrong type", "SMP403"),
    "38": mode("a default that is none of the values", "SMP403"),
    "39": mode(
        "a parameter without a default that nobody passes",
        "SMP415",
        "Executions that a schedule or a CI job starts: what they pass is not in the code.",
    ),
    "40": mode(
        "hyperparameters that become another text than was meant",
        "SMP606 SMP611 SMP617",
        "Hyperparameters of SDK v3, which a driver of its own reads in the container.",
    ),
    "41": mode(
        "texts that frameworks quote in hyperparameters, and parameters that they do not",
        "SMP618",
        "What is passed at start: only the default and the values of a parameter are known.",
    ),
    "42": mode(
        "an argument or hyperparameter that the script does not take",
        "SMP606",
        "Scripts that take any argument (parse_known_args), and command lines that are put together at run time.",
    ),
    "43": mode(
        "paths in the container that the step and its script disagree about",
        "SMP605 SMP608 SMP609",
        "Scripts of which not everything is known: docs/scripts.md says what is.",
    ),
    "44": mode("the name of a step in the place of a property", "SMP108"),
    "45": mode("a wrong accessor on a Lambda step", "SMP110"),
    "46": mode("an output object of a step inside a branch", "SMP111"),
    "47": mode(
        "a Lambda output inside another",
        "SMP112 SMP613 SMP616",
        "Functions whose code is not in the project, or that not every way is known through.",
    ),
    "48": mode(
        "a Lambda function that runs longer than its step waits",
        "SMP811",
        "How long a function runs; only its timeout is in the code, and that of one given by its ARN is not.",
    ),
    "49": mode(
        "more, longer or other than the API takes",
        "SMP801 SMP809",
        "Values that only an execution brings: a parameter may be too long at start.",
    ),
    "50": mode(
        "a member that the service does not accept",
        "SMP802",
        "What the SDK adds to a request by itself: it shows in the definition alone (`check --compile`).",
    ),
    "51": mode("the wrong kind of JSON in an argument", "SMP402 SMP020"),
    "52": mode("a condition inside another", "SMP311"),
    "53": mode("a condition that compares different kinds", "SMP701"),
    "54": mode("a condition that decides nothing", "SMP702"),
    "55": mode("a gate without a path for failure", "SMP703"),
    "57": mode("a step that is not listed, and added by the SDK", "SMP320"),
    "58": mode("a time that is frozen when the pipeline is compiled", "SMP502 SMP032"),
    "59": mode("a place that concurrent executions overwrite", "SMP603"),
    "60": mode("a join that spells no S3 URI", "SMP602"),
    "61": mode("the folder of a model in the place of its archive", "SMP604"),
    "62": mode(
        "the best model of a tuning step, looked for where its jobs do not write",
        "SMP619",
        "Places that are not written out, such as the default bucket of a session.",
    ),
    "63": mode("retries out of bounds, or bounded twice", "SMP806"),
    "64": mode("retries and caches without effect", "SMP805 SMP807"),
    "65": mode("a limit of parallel steps in a form that boto3 refuses", "SMP902"),
    "66": mode(
        "a definition that is another one each time it is compiled",
        "SMP032 SMP502",
        "Versions of SDK v2 added the same input again with each call of definition(); the source does not tell which "
        "version will run. `pipelint compile --twice` compares two compilations.",
    ),
    "67": mode("a prefix of job names that has no effect", "SMP906"),
    "68": mode(
        "a selective execution that leaves a dependency out",
        "SMP321",
        "A start() in another file than the one that builds the pipeline, or of one of several pipelines.",
    ),
    "69": mode(
        "a @step function that is given, or gives, what it cannot",
        "SMP412 SMP413 SMP416",
        "What the function imports, and whether its arguments can be pickled.",
    ),
    "70": mode("a framework processor in the older style, a command that is a text", "SMP903 SMP904"),
    "71": mode(
        "traps on the way from SDK v2 to v3",
        "SMP905 SMP414",
        "A model registered without its inference code (issue 5828 of sagemaker-python-sdk): which versions do that is "
        "not known, and current ones add a repack step.",
    ),
}
