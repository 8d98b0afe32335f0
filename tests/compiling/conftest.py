"""The skipping of tests marked ``sdk`` where there is none."""

from __future__ import annotations

from importlib.util import find_spec

import pytest


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("sdk") and not (find_spec("sagemaker") and find_spec("moto")):
        pytest.skip("needs a SageMaker SDK and moto: pip install 'pipelint[offline,sagemaker2]' or sagemaker3")
