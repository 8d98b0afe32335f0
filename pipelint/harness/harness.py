"""The way in: a :class:`Harness` holds a compiled pipeline, and :meth:`Harness.run` executes it with faked outputs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipelint.harness.compare import COERCIONS, Coercion
from pipelint.harness.errors import HarnessError, InvalidFake
from pipelint.harness.fakes import Fake, checked_fake
from pipelint.harness.loading import load
from pipelint.harness.observers import tell
from pipelint.harness.parameters import start_values
from pipelint.harness.preflight import check
from pipelint.harness.resolve import Execution
from pipelint.harness.run import Run
from pipelint.harness.simulation import simulate
from pipelint.harness.surroundings import DEFAULT_ACCOUNT, DEFAULT_NOW, DEFAULT_REGION, Surroundings
from pipelint.pipeline.spelling import did_you_mean


class Harness:
    """Executes a compiled pipeline definition, without AWS: steps are faked, everything else is as compiled.

    Args:
        pipeline: a Pipeline of SDK v2 or v3 (anything whose ``definition()`` returns JSON text), a definition as a dict
            or as JSON text, or the path of a file that holds one.
        coercion: what a comparison comes to that no AWS page settles, such as a string with a number: ``"refuse"``
            raises :class:`~pipelint.harness.UnsettledComparison`, ``"numeric"`` reads numbers out of strings,
            ``"local_mode"`` does as the SDK's local mode (see :mod:`pipelint.harness.compare`).
        now: the time the execution starts; 2025-01-01 in UTC unless given, so that runs are repeatable.
        region: the region in ARNs; ``us-east-1`` unless given.
        account: the account in ARNs; ``123456789012`` unless given.

    Raises:
        InvalidDefinition: the definition cannot be read, or AWS would refuse it: a cycle, an unknown step, an
            undeclared parameter or property file, two steps of one name.
        NotSimulated: it has a ForEach step, a dependency with a trigger, or a part that was not understood.
    """

    def __init__(
        self,
        pipeline: object,
        *,
        coercion: Coercion = "refuse",
        now: datetime = DEFAULT_NOW,
        region: str = DEFAULT_REGION,
        account: str = DEFAULT_ACCOUNT,
    ) -> None:
        if coercion not in COERCIONS:
            guess = did_you_mean(coercion, COERCIONS)
            raise HarnessError(f'there is no coercion "{coercion}";{guess} there are {", ".join(COERCIONS)}')
        self._pipeline, name = load(pipeline)
        check(self._pipeline)
        self._steps = {step.name: step for step in self._pipeline.all_steps()}
        self._coercion: Coercion = coercion
        self._surroundings = Surroundings(name, region, account, now)

    def run(self, *, parameters: Mapping[str, Any] | None = None, steps: Mapping[str, Fake] | None = None) -> Run:
        """Execute the pipeline once and return what came of it.

        Args:
            parameters: values for the pipeline's parameters; the others have their defaults.
            steps: the fake of each step by name: ``outputs(...)``, ``fails(...)``, or a function of the resolved
                arguments that returns one of these or a dict of members. A step without one gets a default fake: the
                Describe response of its job, made of its own arguments. Values that neither arguments nor fake give are
                made up when they are read; they may flow into other steps, but deciding a branch on one raises.

        Raises:
            InvalidParameter: AWS would refuse to start with these values.
            InvalidFake: a fake that the real step could never produce, or that belongs to no step.
            MissingFake: a value is read that only a fake can give.
            MissingValue: a property path leads to nothing that the step has.
            Unsettled: the outcome depends on service behaviour that is documented nowhere.
        """
        values = start_values(self._pipeline, parameters or {})
        fakes = {name: self._checked(name, fake) for name, fake in (steps or {}).items()}
        execution = Execution(self._surroundings, values, self._steps, self._pipeline.experiment_config, {})
        run = simulate(self._pipeline, execution, fakes, self._coercion)
        tell(run, self._surroundings.pipeline_name)
        return run

    def _checked(self, name: str, fake: object) -> Fake:
        if name not in self._steps:
            raise InvalidFake(
                f'the fake "{name}" belongs to no step of the pipeline;{did_you_mean(name, self._steps)} '
                f"it has {', '.join(self._steps)}"
            )
        return checked_fake(self._steps[name], fake)
