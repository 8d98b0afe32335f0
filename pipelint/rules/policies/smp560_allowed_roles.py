"""SMP560: a step runs under a role that none may run under."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.policies.looking import PATTERNS, fits, not_allowed, refused
from pipelint.rules.policies.places import ROLES
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule

OPTIONS = {"roles": ["arn:aws:iam::111122223333:role/ml/*"]}


class AllowedRoles(Rule):
    """Jobs, models and clusters run only under roles that the platform made for them.

    `*` stands for any text. A pattern without a slash is one of the role's name alone, so `Pipelines-*` fits
    `arn:aws:iam::111122223333:role/ml/Pipelines-Training`. A role that is looked up when the code runs is not known
    from source, and is judged in the compiled definition.
    """

    code = "SMP560"
    name = "allowed-roles"
    severity = Severity.WARNING
    summary = "A step runs under a role that none may run under."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",)
    opt_in = True
    takes = (Option("roles", PATTERNS, "the roles that are allowed: by their ARN, or by their name", required=True),)
    examples = (
        Example(
            changed(SOURCE, ("role/ml/Pipelines", "role/Admin")),
            expected=(
                Expected(
                    'role "arn:aws:iam::111122223333:role/Admin" of steps "Prepare" and "Train" is not allowed; '
                    'allowed is "arn:aws:iam::111122223333:role/ml/*"',
                    line=10,
                    text='"arn:aws:iam::111122223333:role/Admin"',
                ),
            ),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            DEFINITION.replace("role/ml/Pipelines", "role/Admin", 1),
            "json",
            (
                Expected(
                    'role "arn:aws:iam::111122223333:role/Admin" of step "Prepare" is not allowed; allowed are '
                    '"Pipelines*" and "Training"',
                    pointer="/Steps/0/Arguments/RoleArn",
                ),
            ),
            title="Roles by their names",
            options={"roles": ["Pipelines*", "Training"]},
        ),
        Example(DEFINITION, "json", options={"roles": ["Pipelines*", "Training"]}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every role that is known; see the class."""
        allowed = self.options["roles"]
        names = [pattern for pattern in allowed if "/" not in pattern]
        yield from refused(
            pipeline,
            ROLES,
            "role",
            lambda role: fits(role, allowed) or fits(str(role).rpartition("/")[2], names),
            not_allowed(allowed),
            "Use one of those roles, or have this one added to the option roles.",
        )
