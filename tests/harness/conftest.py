"""The pytest plugin under test, also where pipelint is only on the path; and the skipping of tests marked ``sdk``."""

from __future__ import annotations

from importlib.util import find_spec

import pytest


def pytest_configure(config):
    if not config.pluginmanager.has_plugin("pipelint"):
        config.pluginmanager.import_plugin("pipelint.harness.plugin")


def pytest_runtest_setup(item):
    if item.get_closest_marker("sdk") and not (find_spec("sagemaker") and find_spec("moto")):
        pytest.skip("needs a SageMaker SDK and moto: pip install 'pipelint[offline,sagemaker2]' or sagemaker3")
