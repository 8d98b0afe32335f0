"""Compile a pipeline of ``bench.generate_source`` as its users do, but with nobody to talk to: needs the SDK v2.

.venv/sdk2/bin/python -m bench.compile_source pipeline.py
"""

from __future__ import annotations

import runpy
import sys
from importlib import import_module
from unittest.mock import MagicMock


def main() -> int:
    """Print the definition of the pipeline in the file that the argument names."""
    boto3, context = map(import_module, ("boto3", "sagemaker.workflow.pipeline_context"))  # no types here
    nobody = boto3.Session("id", "secret", region_name="us-east-1")
    session = context.PipelineSession(nobody, MagicMock(), default_bucket="example-bucket")
    session.s3_resource = session.s3_client = MagicMock()
    build = runpy.run_path(sys.argv[1])["get_pipeline"]
    print(build(session, "arn:aws:iam::111122223333:role/pipeline-role", "example-bucket").definition())
    return 0


if __name__ == "__main__":
    sys.exit(main())
