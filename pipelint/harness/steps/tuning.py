"""Tuning: the training jobs of a tuning job, best first, and the best of them.

A Tuning step stores the best training jobs, up to 50, in order (``get_top_model_s3_uri``, whose ``top_k`` is the index
in ``TrainingJobSummaries``: sagemaker/workflow/steps.py:1088-1115 of sagemaker 2.257).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.steps.made import Begun, Made, mapping, mappings

MOST_SUMMARIES = 50
_METRIC = "FinalHyperParameterTuningJobObjectiveMetric"


def tuned_jobs(begun: Begun, known: Mapping[str, Any]) -> Made:
    """Return summaries of as many training jobs as the tuning job may start, and the first as the best."""
    limits = mapping(mapping(known.get("HyperParameterTuningJobConfig")).get("ResourceLimits"))
    most = limits.get("MaxNumberOfTrainingJobs")
    count = most if isinstance(most, int) and not isinstance(most, bool) else 0
    names = [f"{known['HyperParameterTuningJobName']}-{number:03d}" for number in range(1, count + 1)]
    summaries = [
        {
            "TrainingJobName": name,
            "TrainingJobArn": begun.surroundings.arn(f"training-job/{name}"),
            "TrainingJobStatus": "Completed",
        }
        for name in names[:MOST_SUMMARIES]
    ]
    if not summaries:
        return Made({})
    members = {"TrainingJobSummaries": summaries, "BestTrainingJob": dict(summaries[0])}
    return Made(members, frozenset({("TrainingJobSummaries",), ("BestTrainingJob",)}))


def ranked(members: dict[str, Any], given: Mapping[str, Any]) -> frozenset[str]:
    """Put the summaries that a fake gives in the service's order, the best first, and name the best one.

    They are ranked by the metric they hold, where all of them do; else they stay as they were given. Returns the
    members that are settled by it.
    """
    if "TrainingJobSummaries" not in given:
        return frozenset()
    summaries = mappings(members["TrainingJobSummaries"])
    found = [mapping(one.get(_METRIC)).get("Value") for one in summaries]
    values = [value for value in found if isinstance(value, (int, float))]
    if summaries and len(values) == len(summaries):
        down = _objective(members) == "Minimize"
        order = sorted(range(len(summaries)), key=values.__getitem__, reverse=not down)
        summaries = [summaries[number] for number in order]
        members["TrainingJobSummaries"] = summaries
    if summaries and "BestTrainingJob" not in given:
        members["BestTrainingJob"] = dict(summaries[0])
        return frozenset({"BestTrainingJob"})
    return frozenset()


def _objective(members: Mapping[str, Any]) -> Any:
    config = mapping(members.get("HyperParameterTuningJobConfig"))
    of_job = mapping(config.get("HyperParameterTuningJobObjective")).get("Type")
    definitions = [
        mapping(members.get("TrainingJobDefinition")),
        *mappings(members.get("TrainingJobDefinitions")),
    ]
    return of_job or next(
        (found for one in definitions if (found := mapping(one.get("TuningObjective")).get("Type"))), None
    )
