"""Measure what else finds the faults planted in ``tests/faults``, and write it into ``docs/comparison.md``.

    python -m tools.compare_alternatives [--published-schema FILE]

Measures what can be measured where it runs, and keeps the figures of the other environments: run it with each SDK, in
environments made by ``pip install -e '.[compare,test,offline,sagemaker2]' sagemaker-rightline`` and
``pip install -e '.[compare,test,offline,sagemaker3]'``. With
``--published-schema`` also the JSON Schema that AWS publishes, which is no part of this repository; it is
``schema/pipeline-definition.schema.json`` of
https://github.com/aws-sagemaker-mlops/sagemaker-model-building-pipeline-definition-JSON-schema.
"""
