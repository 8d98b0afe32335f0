"""Scripts whose command line click, typer, fire or they themselves read, told by SMP606 and SMP605."""

from __future__ import annotations

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

PIPELINE = """\
from sagemaker.processing import ProcessingOutput, ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

processor = ScriptProcessor(image_uri="image", command=["python3"], role="role")
output = ProcessingOutput(output_name="fast", source="/opt/ml/processing/fast")
run = processor.run(code="prepare.py", arguments=%s, outputs=[output])
Pipeline("Train", steps=[ProcessingStep("Prepare", step_args=run)])
"""
CLICK = """\
import click

@click.command()
@click.option("--rows", "-r", type=int, default=10, help="How many.")
@click.option("--mode", type=click.Choice(["fast", "exact"]), required=True)
@click.option("--shuffle/--no-shuffle", default=False)
@click.argument("name", required=False)
def main(rows, mode, shuffle, name):
    open(f"/opt/ml/processing/{mode}/rows.csv", "w")

if __name__ == "__main__":
    main()
"""
TYPER = """\
import typer
from typing_extensions import Annotated

app = typer.Typer()

@app.command()
def main(
    mode: Annotated[str, typer.Option(help="How.")], rows: int = 10, shuffle: bool = False,
    share: float = typer.Option(0.5, "--part"), name: Annotated[str, typer.Argument()] = "x",
):
    open(f"/opt/ml/processing/{mode}/rows.csv", "w")

if __name__ == "__main__":
    app()
"""
PLAIN_TYPER = "import typer\ndef main(mode: str = typer.Option(...), rows: int = 10): ...\ntyper.run(main)\n"
FIRE = """\
import fire

def main(mode, row_count=10):
    open(f"/opt/ml/processing/{mode}/rows.csv", "w")

fire.Fire(main)
"""
ARGV = 'import sys\nopen(f"/opt/ml/processing/{sys.argv[2]}/rows.csv", "w")\n'
REFUSED = 'is passed by step "Prepare" and prepare.py does not accept it'


def said(folder, script, arguments, code):
    (folder / "prepare.py").write_text(script)
    (folder / "pipeline.py").write_text(PIPELINE % arguments)
    return check([str(folder / "pipeline.py")], Settings((Choice(select=(code,)),))).findings


@pytest.mark.parametrize(
    ("script", "arguments", "told"),
    [
        (CLICK, ["--mode", "fast", "--rows", "3", "-r", "4", "--no-shuffle", "all"], None),
        (CLICK, ["--mode", "fast", "--row", "3"], f'"--row" {REFUSED}; did you mean "--rows"?'),  # no abbreviations
        (CLICK, ["--mode", "quick"], '"quick" is passed as "--mode" by step "Prepare" and is none of the choices'),
        (CLICK, ["--mode", "fast", "--rows", "many"], '"many" is passed as "--rows" by step "Prepare" and prepare.py'),
        (CLICK, ["--rows", "3"], '"--mode" is not passed by step "Prepare" and prepare.py requires it'),
        (CLICK.replace("click.command()", "click.group()"), ["--whatever", "3"], None),
        (CLICK.replace('"-r", type=int', "*names"), ["--whatever", "3"], None),
        (TYPER, ["--mode", "fast", "--rows", "3", "--part", "0.1", "--no-shuffle"], None),
        (
            TYPER,
            ["--mode", "fast", "--share", "0.1"],
            f'"--share" {REFUSED}; did you mean "--shuffle"? It accepts',
        ),
        (TYPER, ["--mode", "fast", "--rows", "3.5"], '"3.5" is passed as "--rows" by step "Prepare" and prepare.py'),
        (TYPER, [], '"--mode" is not passed by step "Prepare" and prepare.py requires it'),
        (TYPER.replace("if __name", "@app.command()\ndef more(): ...\n\nif __name"), ["--whatever", "3"], None),
        (PLAIN_TYPER, ["--mode", "a", "--rows", "3"], None),
        (PLAIN_TYPER, ["--rows", "3"], '"--mode" is not passed by step "Prepare" and prepare.py requires it'),
        (FIRE, ["--mode", "fast", "--row_count", "3", "--row-count", "4"], None),
        (FIRE, ["fast"], None),
        (FIRE, ["--mode", "fast", "--rows", "3"], f'"--rows" {REFUSED}; it accepts "--mode", "--row_count" and'),
        (FIRE.replace("row_count=10", "**more"), ["--mode", "fast", "--rows", "3"], None),
        (FIRE.replace("Fire(main)", "Fire()"), ["--mode", "fast", "--rows", "3"], None),
    ],
)
def test_what_is_passed_is_compared_with_what_the_toolkit_takes(tmp_path, script, arguments, told):
    found = [one.message for one in said(tmp_path, script, arguments, "SMP606")]
    assert [one[: len(told or "")] for one in found] == ([] if told is None else [told])


@pytest.mark.parametrize("script", [CLICK, TYPER, FIRE, ARGV])
@pytest.mark.parametrize(("mode", "codes"), [("fast", []), ("exact", ["SMP605"])])
def test_what_the_function_writes_follows_what_is_passed(tmp_path, script, mode, codes):
    assert [one.code for one in said(tmp_path, script, ["--mode", mode], "SMP605")] == codes
