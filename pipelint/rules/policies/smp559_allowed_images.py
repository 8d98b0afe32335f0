"""SMP559: a container image comes from where none may come from."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Scalar
from pipelint.rules.policies.looking import PATTERNS, fits, not_allowed, refused
from pipelint.rules.policies.places import IMAGES
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule

OPTIONS = {"images": ["111122223333", "*.dkr.ecr.*.amazonaws.com/xgboost:*"]}


class AllowedImages(Rule):
    """Containers come only from images, registries and accounts that the platform trusts.

    Each item of `images` is an account of twelve digits, a registry (no slash: `111122223333.dkr.ecr.*.amazonaws.com`)
    or a whole image; `*` stands for any text. An image that the SDK looks up is not known from source, and is judged in
    the compiled definition. What joins are put together from is judged by the defaults of the parameters in them.
    """

    code = "SMP559"
    name = "allowed-images"
    severity = Severity.WARNING
    summary = "A container image comes from where none may come from."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html",
    )
    opt_in = True
    takes = (Option("images", PATTERNS, "the accounts, registries and images that are allowed", required=True),)
    examples = (
        Example(
            changed(SOURCE, ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/train:1", "docker.io/somebody/train:1")),
            expected=(
                Expected(
                    'image "docker.io/somebody/train:1" of step "Train" is not allowed; allowed are "111122223333" and '
                    '"*.dkr.ecr.*.amazonaws.com/xgboost:*"',
                    line=34,
                    text='"docker.io/somebody/train:1"',
                ),
            ),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            changed(DEFINITION, ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/prepare:1", "999.dkr.ecr/prepare:1")),
            "json",
            (
                Expected(
                    'image "999.dkr.ecr/prepare:1" of step "Prepare" is not allowed; allowed are "111122223333" and '
                    '"*.dkr.ecr.*.amazonaws.com/xgboost:*"',
                    pointer="/Steps/0/Arguments/AppSpecification/ImageUri",
                ),
            ),
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every image that is known; see the class."""
        allowed = self.options["images"]
        yield from refused(
            pipeline,
            IMAGES,
            "image",
            lambda image: _is_allowed(image, allowed),
            not_allowed(allowed),
            "Use an image of one of those, or have its account, registry or name added to the option images.",
        )


def _is_allowed(image: Scalar, allowed: list[str]) -> bool:
    registry = str(image).partition("/")[0]
    account = registry.partition(".")[0]
    whole = [pattern for pattern in allowed if "/" in pattern]
    return fits(image, whole) or fits(registry, allowed) or account in allowed
