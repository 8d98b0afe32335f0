"""JSON paths, as ``JsonGet`` takes them: is one well formed, what does it read, and where do its two readers differ?

AWS documents "JsonPath notation" and points to Jayway JsonPath
(https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html); the SDK's local mode has a reader
of its own. Both are followed here, each in a module. What all documented examples stay within, keys joined by dots and
indexes in brackets (``regression_metrics.mse.value``, ``Output[1]``), both read alike.
"""

from __future__ import annotations

from pipelint.pipeline.jsonpath.path import JsonPath, parse
from pipelint.pipeline.jsonpath.problems import JsonPathError, JsonPathMissing, JsonPathUnsupported

__all__ = ["JsonPath", "JsonPathError", "JsonPathMissing", "JsonPathUnsupported", "parse"]
