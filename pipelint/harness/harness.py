"""The way in: a :class:`Harness` holds a compiled pipeline, and :meth:`Harness.run` executes it with faked outputs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipelint.harness.compare import Coercion
from pipelint.harness.errors import HarnessError
from pipelint.harness.execution import Execution
from pipelint.harness.fake_names import check_iterations, checked_fakes
from pipelint.harness.fakes import Fake
from pipelint.harness.loading import load
from pipelint.harness.observers import tell
from pipelint.harness.parameters import checked_variables, parallel_steps, start_values
from pipelint.harness.plan import plan_of
from pipelint.harness.preflight import check
from pipelint.harness.run import Run
from pipelint.harness.settings import AnyOfSkipped, Dialect, Settings, Undecided, Validate, checked
from pipelint.harness.simulation import Simulation
from pipelint.harness.starting import earlier_runs, surroundings_of
from pipelint.harness.surroundings import DEFAULT_ACCOUNT, DEFAULT_NOW, DEFAULT_REGION, Surroundings
from pipelint.pipeline.record import replace

if TYPE_CHECKING:
    from pipelint.harness.aws.look_alike import LookAlike
    from pipelint.harness.caching import Cache
    from pipelint.harness.plan import Plan
    from pipelint.harness.selection import Selection
    from pipelint.harness.templates import Template
    from pipelint.pipeline.model import Pipeline


class Harness:
    """Executes a compiled pipeline definition, without AWS: steps are faked, everything else is as compiled.

    Args:
        pipeline: a Pipeline of SDK v2 or v3 (anything whose ``definition()`` returns JSON text), a definition as a dict
            or as JSON text, or the path of a file that holds one.
        dialect: what a json path means that JsonPath, which AWS documents, and the SDK's local mode read differently:
            ``"refuse"`` raises :class:`~pipelint.harness.Unsettled`, ``"service"`` follows JsonPath, ``"local_mode"``
            local mode, which also spells truth values in a Join as Python does.
        coercion: what a comparison comes to that no AWS page settles, such as a string with a number: ``"refuse"``
            raises :class:`~pipelint.harness.UnsettledComparison`, ``"numeric"`` reads numbers out of strings,
            ``"local_mode"`` does as the SDK's local mode (see :mod:`pipelint.harness.compare`).
        undecided: the branch of a condition on values that no fake gives: ``"refuse"`` raises
            :class:`~pipelint.harness.MissingFake`, ``"if"`` and ``"else"`` take that branch.
        any_of_skipped: whether a dependency with trigger ``Any`` is met by a step that never ran: ``"refuse"`` raises
            :class:`~pipelint.harness.Unsettled`, ``"runs"`` says yes, ``"starves"`` no.
        now: the time the execution starts; 2025-01-01 in UTC unless given, so that runs are repeatable.
        region: the region in ARNs; ``us-east-1`` unless given.
        account: the account in ARNs; ``123456789012`` unless given.

    Raises:
        InvalidDefinition: the definition cannot be read, or AWS would refuse it: a cycle, an unknown step, an
            undeclared parameter or property file, two steps of one name.
        NotSimulated: it has a part that was not understood.
        HarnessError: there is no such setting.
    """

    def __init__(
        self,
        pipeline: object,
        *,
        dialect: Dialect = "refuse",
        coercion: Coercion = "refuse",
        undecided: Undecided = "refuse",
        any_of_skipped: AnyOfSkipped = "refuse",
        now: datetime = DEFAULT_NOW,
        region: str = DEFAULT_REGION,
        account: str = DEFAULT_ACCOUNT,
    ) -> None:
        given = {
            "coercion": coercion,
            "dialect": dialect,
            "undecided": undecided,
            "any_of_skipped": any_of_skipped,
        }
        for setting, value in given.items():
            checked(setting, value)
        self._settings = Settings(coercion, dialect, undecided, any_of_skipped)
        self._pipeline, name = load(pipeline)
        check(self._pipeline)
        self._plan = plan_of(self._pipeline)
        self._steps = {step.name: step for step in self._pipeline.all_steps()}
        self._templates: dict[str, tuple[Template, Template]] = {}
        self._surroundings = Surroundings(name, region, account, now)

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline, as the model holds it."""
        return self._pipeline

    @property
    def settings(self) -> Settings:
        """How open questions are decided: what the harness was made with."""
        return self._settings

    @property
    def variables(self) -> Mapping[str, str]:
        """The execution variables that every step can read, by name: ``PipelineName``, ``StartDateTime``."""
        return self._surroundings.variables()

    def as_aws(
        self, *, steps: Mapping[str, Fake] | None = None, variables: Mapping[str, str] | None = None, polls: int = 0
    ) -> LookAlike:
        """Let code that calls SageMaker run unchanged: ``with harness.as_aws() as session:``.

        Inside, boto3 and the SageMaker SDK talk to moto, without any network, and executions of pipelines are those of
        this harness: of whatever definition the code creates, and of the harness's own, which is there under its name
        without being created. Executions answer at once; nothing sleeps.

        Args:
            steps: the fakes of every execution, as in :meth:`run`.
            variables: execution variables of every execution, as in :meth:`run`.
            polls: how often DescribePipelineExecution says ``Executing`` before an execution has ended, for code that
                waits, or that stops what goes on.

        Raises:
            HarnessError: the harness has another account than moto's.
        """
        from pipelint.harness.aws.look_alike import LookAlike
        from pipelint.harness.aws.service import Service
        from pipelint.pipeline.definition.writer import write_definition

        own, here = self._settings, self._surroundings
        if here.account != DEFAULT_ACCOUNT:
            raise HarnessError(
                f"a harness of account {here.account} cannot answer as AWS: moto's account is {DEFAULT_ACCOUNT}; leave "
                "account= out"
            )

        def make(pipeline: object) -> Harness:
            return Harness(
                pipeline,
                dialect=own.dialect,
                coercion=own.coercion,
                undecided=own.undecided,
                any_of_skipped=own.any_of_skipped,
                now=here.now,
                region=here.region,
                account=here.account,
            )

        text = json.dumps(write_definition(self._pipeline))
        service = Service(make, dict(steps or {}), variables, polls, self._surroundings.pipeline_name, text)
        return LookAlike(service, self._surroundings.region)

    def run(
        self,
        *,
        parameters: Mapping[str, Any] | None = None,
        steps: Mapping[str, Fake] | None = None,
        validate: Validate = "strict",
        select: Sequence[str] | None = None,
        previous: Run | Sequence[Run] | None = None,
        parallelism: int | Mapping[str, int] | None = None,
        variables: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> Run:
        """Execute the pipeline once and return what came of it.

        Args:
            parameters: values for the pipeline's parameters; the others have their defaults.
            steps: the fake of each step by name: ``outputs(...)``, ``fails(...)``, ``stops(...)``, ``violates(...)``,
                ``returns(...)``, ``runs(...)``, a function of the resolved arguments that returns one of these or a
                dict of members, or a list with one of these for each attempt. In the body of a loop ``"Train"`` is
                meant for every iteration, ``"Train-0"`` for one. A step without a fake gets a default one: the Describe
                response of its job, made of its own arguments. Values that neither arguments nor fake give are made up
                when they are read; they may flow into other steps, but deciding a branch on one raises.
            validate: how strictly fakes are compared with what the API could return: names and types (``"strict"``),
                names alone (``"present"``) or not at all (``"none"``).
            select: the steps of a selective execution; what they read of others comes from the latest of ``previous``.
            previous: earlier runs of this pipeline, for the cache and for ``select``. Without, no step is taken from
                the cache.
            parallelism: how many steps run at once: a number, or the ParallelismConfiguration of the API.
            variables: execution variables that are to be other than the harness would have them.
            now: when this execution starts; that of the harness unless given, or a minute after the previous runs.

        Raises:
            InvalidParameter: AWS would refuse to start with these values.
            InvalidSelection: AWS would refuse to start with these steps selected.
            InvalidFake: a fake that the real step could never produce, or that belongs to no step.
            MissingFake: a value decides something that only a fake can give.
            MissingValue: a property path leads to nothing that the step has.
            Unsettled: the outcome depends on service behaviour that is documented nowhere.
        """
        checked("validate", validate)
        values = start_values(self._pipeline, parameters or {})
        fakes = checked_fakes(self._plan, steps or {})
        earlier = earlier_runs(previous)
        surroundings = surroundings_of(self._surroundings, earlier, now)
        given = checked_variables(surroundings, variables or {})
        execution = Execution(
            surroundings,
            values,
            {**surroundings.variables(), **given},
            frozenset(given),
            self._steps,
            self._pipeline.experiment_config,
            replace(self._settings, validate=validate) if validate != "strict" else self._settings,
            templates=self._templates,
        )
        simulation = Simulation(
            self._plan,
            execution,
            fakes,
            parallel_steps(parallelism),
            None if previous is None else _cache(earlier, surroundings.now),
            None if select is None else _selection(self._plan, select, earlier),
        )
        run = simulation.run()
        check_iterations(self._plan, fakes, run)
        tell(run, surroundings.pipeline_name)
        return run


def _cache(previous: Sequence[Run], now: datetime) -> Cache:
    from pipelint.harness.caching import Cache

    return Cache(previous, now)


def _selection(plan: Plan, names: Sequence[str], previous: Sequence[Run]) -> Selection:
    from pipelint.harness.selection import selection_of

    return selection_of(plan, names, previous)
