"""When SDK v2 puts a step before a model to repack it with its code: which class does so on which condition.

All of them do it only for an artifact that is not there yet (a pipeline variable), with an ``entry_point``, and when
the model is made under a pipeline session (sagemaker/model.py:771-829).
"""

from __future__ import annotations

ALWAYS = "always"
WITH_SOURCE_FOLDER = "with a source folder"
WHEN_ISOLATED = "when isolated"
FROM_VERSION = "from a version on"

REPACKED: dict[str, str] = {
    "Model": WITH_SOURCE_FOLDER,
    "HuggingFaceModel": ALWAYS,
    "TensorFlowModel": ALWAYS,
    "PyTorchModel": FROM_VERSION,
    "MXNetModel": FROM_VERSION,
    "SKLearnModel": WHEN_ISOLATED,
    "XGBoostModel": WHEN_ISOLATED,
}
"""Conditions by class: sagemaker/model.py:761-769, huggingface/model.py:538, tensorflow/model.py:463-467,
pytorch/model.py:339, mxnet/model.py:339, sklearn/model.py:327, xgboost/model.py:313."""

FIRST_VERSIONS = {"PyTorchModel": (1, 2), "MXNetModel": (1, 4, 0)}
"""Versions from which the serving images hold the model's code (pytorch/model.py:92, mxnet/model.py:91)."""
