"""The problems of files, of the command line and of pipelint itself: codes SMP001 to SMP056, as data.

Unlike a rule, such a problem is no judgement on a pipeline: it says that something could not be checked. So these stay
on whatever is selected, until one is ignored by its code.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.findings import Finding, Severity, Span
from pipelint.pipeline.record import record


@record
class Problem:
    """One kind of problem: ``summary`` in a sentence, ``explanation`` in a paragraph, and ``help``, the way out."""

    code: str
    name: str
    severity: Severity
    summary: str
    explanation: str
    help: str


_TABLE = (
    Problem(
        "SMP001",
        "unreadable-file",
        Severity.ERROR,
        "A file or folder cannot be read.",
        "The path does not exist, may not be read, has a suffix that pipelint does not know, or is no regular file: a"
        " named pipe, a socket or a device is never opened, because reading it could wait for ever. The other files are"
        " checked all the same.",
        "Correct the path or its permissions; to check what another program writes, pipe it in and give `-` as PATH.",
    ),
    Problem(
        "SMP002",
        "python-syntax",
        Severity.ERROR,
        "A file is not Python 3.",
        "The file cannot be parsed, so nothing in it was checked. pipelint reads the syntax of the Python version that"
        " runs it. Python 2, templates with placeholders and merge conflict markers are the usual reasons.",
        "Correct the syntax, or run pipelint with the Python version that the code is written for.",
    ),
    Problem(
        "SMP003",
        "json-syntax",
        Severity.ERROR,
        "A definition is no valid JSON.",
        "The file is empty, cut off, broken, nested too deep, or holds a number of thousands of digits, so nothing in"
        " it was checked. The line and the column show where reading stopped and what was expected there.",
        "Write the definition again with `pipeline.definition()`; it returns the whole JSON text.",
    ),
    Problem(
        "SMP004",
        "not-a-definition",
        Severity.ERROR,
        "A JSON file is no pipeline definition.",
        'A compiled pipeline definition is a JSON object with "Version": "2020-12-01" and a list of "Steps"; the answer'
        " of DescribePipeline, which holds one as a string, is read as that one. A JSON file given by name is expected"
        " to be a definition; in a folder, JSON files of another kind are passed over.",
        "Give the text that `pipeline.definition()` returns, or leave this file out.",
    ),
    Problem(
        "SMP005",
        "rule-crash",
        Severity.ERROR,
        "A rule failed while it looked at a pipeline.",
        "The fault is in the rule, not in the pipeline. What the rule had found until then is reported, all other rules"
        " and files are checked, and the exit status is 2, because the check is not whole.",
        "Please report it with the file that shows it; until then `--ignore` the rule.",
    ),
    Problem(
        "SMP006",
        "nothing-recognised",
        Severity.INFO,
        "No pipeline was recognised in any file.",
        "Nothing was found because nothing was checked: no file builds a SageMaker pipeline in a way that pipelint"
        " understands, and none is a compiled definition. With `--require-pipeline` the exit status is 3.",
        "Give the file or folder where `Pipeline(…)` of the SageMaker SDK is called, or the compiled definition.",
    ),
    Problem(
        "SMP007",
        "unknown-code",
        Severity.ERROR,
        "A code on the command line is the code of no rule.",
        "`--select`, `--extend-select` and `--ignore` take codes such as SMP103, or their beginnings such as SMP1."
        " A misspelt one would silently check less than was meant, so nothing is checked and the exit status is 2.",
        "List all codes with `pipelint rules`.",
    ),
    Problem(
        "SMP008",
        "not-utf8",
        Severity.ERROR,
        "A file is not in the encoding it should be in.",
        "Python source is UTF-8 unless a coding cookie in its first two lines says otherwise, notebooks are UTF-8, and"
        " definitions are UTF-8, or UTF-16 or UTF-32 as JSON allows. Nothing in the file was checked.",
        "Save the file as UTF-8.",
    ),
    Problem(
        "SMP009",
        "not-understood",
        Severity.INFO,
        "A pipeline was recognised, but not all of it was understood.",
        "Something could not be known without running the code, or makes no sense in a definition. What depends on it"
        " was not judged: rules stay silent where they cannot be sure.",
        "Nothing needs to be done; to have all of it checked, check the compiled definition too.",
    ),
    Problem(
        "SMP010",
        "notebook-syntax",
        Severity.ERROR,
        "A notebook cannot be read.",
        "An .ipynb file is a JSON object with a list of cells (nbformat 4). This one is empty, cut off, broken, or of"
        " an older format, so nothing in it was checked.",
        "Open and save it in Jupyter, or convert it with `jupyter nbconvert --to notebook`.",
    ),
    Problem(
        "SMP011",
        "wrong-usage",
        Severity.ERROR,
        "The command line makes no sense.",
        "An option, its value or a command is unknown or misspelt. Nothing is checked and the exit status is 2.",
        "See `pipelint --help`.",
    ),
    Problem(
        "SMP012",
        "reader-crash",
        Severity.ERROR,
        "pipelint itself failed while it read a file.",
        "The fault is in pipelint, not in the file. Nothing in the file was checked, the other files were, and the exit"
        " status is 2, because the check is not whole.",
        "Please report it with the file that shows it; until then leave the file out.",
    ),
    Problem(
        "SMP013",
        "report-not-written",
        Severity.ERROR,
        "The report could not be written.",
        "The file given with `--output` cannot be created, or the disk is full. The exit status is 2, because the"
        " findings did not reach anybody.",
        "Give `--output` a file in a folder that exists and may be written to.",
    ),
    Problem(
        "SMP014",
        "internal-error",
        Severity.ERROR,
        "pipelint itself failed outside of any file.",
        "The fault is in pipelint. There is no report, and the exit status is 2. The traceback on standard error shows"
        " where it failed.",
        "Please report it with the traceback and the command.",
    ),
    Problem(
        "SMP015",
        "json-constant",
        Severity.WARNING,
        "A definition holds NaN or Infinity, which are no JSON.",
        "JSON has no such numbers (RFC 8259, section 6), but Python's json.dumps, and with it `pipeline.definition()`,"
        " writes NaN, Infinity and -Infinity for floats of these values. The API takes the definition as JSON; what the"
        " service's parser makes of them is not documented. All else in the definition was checked.",
        "Find out where the float comes from, an empty mean for example, and pass a number, or leave the value out.",
    ),
    Problem(
        "SMP016",
        "doubled-key",
        Severity.WARNING,
        "An object of a definition has one key twice.",
        "One of the two values is lost, and nobody is told: what a reader makes of the object is unpredictable (RFC"
        " 8259, section 4). pipelint has checked the last one, as most readers take it; which one the service takes is"
        ' not documented. The SDKs write the key "1" twice for a dict with the keys 1 and "1"; else it is a slip of the'
        " hand.",
        "Leave one of the two out, or put what is in both into one.",
    ),
    Problem(
        "SMP017",
        "too-large",
        Severity.ERROR,
        "A file is too large to be a definition.",
        "The service takes a definition of at most 1,048,576 characters as text (PipelineDefinition of the API). This"
        " file has more than sixteen times as many bytes, more than indentation accounts for, and was not read: a model"
        " of it could take all the memory there is. In folders, such JSON files are passed over.",
        "Leave the file out; if it is a definition, split the pipeline.",
    ),
    Problem(
        "SMP018",
        "too-much-code",
        Severity.WARNING,
        "A Python file that builds pipelines is too large to be followed.",
        "Its syntax has more parts than pipelint follows, and a tree of them would take gigabytes. Such a file is"
        " generated, or holds its data as literals. Nothing in it was checked.",
        "Move the data into a file that the code reads, or check the compiled definition in its place.",
    ),
    Problem(
        "SMP020",
        "malformed-definition",
        Severity.ERROR,
        "A part of a definition has a form that the service cannot read.",
        "Something else stands where the format has a list or an object, or a step has no name or no type. The parts"
        " that have the right form are checked all the same. `pipelint schema` prints the JSON Schema of the format.",
        "Write the definition with the SDK, or correct it by the schema.",
    ),
    Problem(
        "SMP021",
        "unusual-definition",
        Severity.WARNING,
        "A part of a definition has a form that no SDK writes.",
        "A key that the format does not have, a value that is none of those it takes, or a missing key. What the"
        " service makes of it is not documented, or AWS has added it after this version of pipelint. `pipelint schema`"
        " prints the JSON Schema of the format.",
        "Correct the spelling; what is right all the same can be ignored by this code.",
    ),
    Problem(
        "SMP030",
        "compile-failed",
        Severity.ERROR,
        "The code of a pipeline failed while it was compiled.",
        "`pipelint compile`, or `pipelint check --compile`, ran the code that builds the pipeline, offline. It raised,"
        " did not end in time, or ended its process. An attempt to reach the network raises, too, and the message names"
        " the call.",
        "`pipelint compile` with the same target shows the traceback of your code.",
    ),
    Problem(
        "SMP031",
        "not-compilable",
        Severity.ERROR,
        "A target cannot be compiled as it is given.",
        "A target is FILE.py:NAME or package.module:NAME, where NAME is a pipeline or a function that returns one. This"
        " one does not exist, is something else, or needs arguments; or what compiles it is not installed. The exit"
        " status is 2.",
        "See `pipelint compile --help`.",
    ),
    Problem(
        "SMP032",
        "unstable-definition",
        Severity.WARNING,
        "Two compilations of the same code differ.",
        "`pipelint compile --twice` compiled the target in two processes, which walk sets in different orders, and this"
        " value was not the same in both. The service reuses the result of a cached step only when its arguments are"
        " the same (https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html), and whoever deploys the"
        " definition sees a change where there is none.",
        "Build the value from what does not change: no time, no random number, no generated name, sets sorted.",
    ),
    Problem(
        "SMP040",
        "unreadable-configuration",
        Severity.ERROR,
        "The configuration cannot be read.",
        "`pipelint.toml`, or the `pyproject.toml` with a table `[tool.pipelint]`, cannot be opened or is no TOML."
        " Nothing is checked and the exit status is 2: without it other rules would hold than the project wants.",
        "Correct the file, or leave it out with `--no-config`.",
    ),
    Problem(
        "SMP041",
        "unknown-setting",
        Severity.ERROR,
        "The configuration has a setting that pipelint does not know.",
        "A misspelt setting would silently have no effect, so nothing is checked and the exit status is 2.",
        "`pipelint config --schema` prints the JSON Schema of all settings, `pipelint config` those that hold here.",
    ),
    Problem(
        "SMP042",
        "wrong-setting",
        Severity.ERROR,
        "A setting has a value that makes no sense.",
        "Nothing is checked and the exit status is 2: it cannot be known what was meant.",
        "`pipelint config --schema` prints the JSON Schema of all settings.",
    ),
    Problem(
        "SMP043",
        "unreadable-baseline",
        Severity.ERROR,
        "The baseline cannot be read.",
        "Nothing is checked and the exit status is 2: what was there before cannot be told from what is new.",
        "`pipelint --write-baseline` writes it anew, with all that is found now.",
    ),
    Problem(
        "SMP044",
        "own-rule-import",
        Severity.ERROR,
        "The project's own rules cannot be imported.",
        "A file that `rules` names in the configuration, or a package that `plugins` asks for, raised when it was"
        " imported, or ended the process. Nothing is checked and the exit status is 2: the rules that are missing"
        " would silently find nothing.",
        "Correct the code; Python itself shows the whole traceback.",
    ),
    Problem(
        "SMP045",
        "no-own-rule",
        Severity.ERROR,
        "Where the project's own rules should be there is none.",
        "A file, folder or entry point was imported, and holds no class that is derived from `pipelint.rules.Rule` and"
        " has a code. Nothing is checked and the exit status is 2. In a folder, files whose names begin with `_`,"
        " `test_` or `conftest` are passed over.",
        "Write a rule there, or leave the file out.",
    ),
    Problem(
        "SMP046",
        "unsound-rule",
        Severity.ERROR,
        "One of the project's own rules cannot be run.",
        "It lacks what every rule has, takes a code or a name that another rule has, or checks nothing. Its code is"
        " capital letters, not SMP, and three digits. Nothing is checked and the exit status is 2.",
        "Write what is missing; docs/own-rules.md shows a whole rule.",
    ),
    Problem(
        "SMP047",
        "unknown-plugin",
        Severity.ERROR,
        "The configuration asks for rules of a package that is not installed.",
        "`plugins` names entry points of the group `pipelint.rules`, or packages that have some. Nothing is checked and"
        " the exit status is 2: the rules that are missing would silently find nothing.",
        "Install the package beside pipelint, or leave the name out.",
    ),
    Problem(
        "SMP050",
        "unused-suppression",
        Severity.WARNING,
        "A suppression suppresses nothing.",
        "A comment `# pipelint: ignore[…]`, or an entry of `ignores` in the configuration, names a code that is not"
        " found in its place. The fault is mended, or has moved; the suppression would hide the next one.",
        "Remove the code, or the whole suppression.",
    ),
    Problem(
        "SMP051",
        "malformed-comment",
        Severity.WARNING,
        "A comment for pipelint cannot be read.",
        "It does nothing as it is written. The form is `# pipelint: ignore[SMP101] why` at the end of a line of"
        " the code it is about, or on a line of its own above; `# pipelint: ignore-file[SMP5] why` for a whole file."
        " The codes must be given: a comment that hides everything hides the next fault, too. In a script,"
        ' `# pipelint: writes /opt/ml/processing/report/report.json {"accuracy": 0.0}` tells of a file and what is in'
        " it, and `# pipelint: reads /opt/ml/processing/data/` of a folder.",
        "Write the codes in brackets, such as `# pipelint: ignore[SMP101, SMP501] why`; a path begins with a slash.",
    ),
    Problem(
        "SMP052",
        "stale-baseline",
        Severity.INFO,
        "Findings of the baseline are no longer there.",
        "They were mended, or their step has another name now. As long as they are kept, the next finding that is like"
        " them is not reported.",
        "`pipelint --write-baseline` writes the baseline anew, with all that is found now.",
    ),
    Problem(
        "SMP053",
        "changed-meanwhile",
        Severity.ERROR,
        "A file was changed by somebody else while it was fixed.",
        "Between reading the file and writing it with its fixes, another program wrote to it. What it holds now was not"
        " checked, so it was left alone; the other files were fixed.",
        "Save the file in your editor, and run `pipelint --fix` again.",
    ),
    Problem(
        "SMP054",
        "fix-not-written",
        Severity.ERROR,
        "A file that has fixes cannot be written.",
        "The file, or the folder it is in, may not be written to, or the disk is full. The file is as it was: what is"
        " written takes its place in one step or not at all. The other files were fixed.",
        "Correct the permissions, or look at the fixes with `--diff` and make them by hand.",
    ),
    Problem(
        "SMP055",
        "fix-not-made",
        Severity.INFO,
        "A fix was taken back.",
        "After each fix the files are read again, before anything is written. Here the finding was still there, or"
        " another had come, or less was understood than before: so the fix would not have mended this alone.",
        "Mend it by hand, as the finding says.",
    ),
    Problem(
        "SMP056",
        "no-place-for-comment",
        Severity.INFO,
        "No comment can hold a finding back.",
        "`--add-ignore` writes comments at the end of lines of Python, in notebooks too, or above the statement. This"
        " finding is in a definition, in a file that cannot be parsed, or has no line.",
        "Name it in `ignores` of the configuration, by the step or the JSON Pointer, or keep it in a baseline.",
    ),
)

PROBLEMS: Mapping[str, Problem] = {one.code: one for one in _TABLE}


def problem(code: str, message: str, span: Span, help: str | None = None) -> Finding:  # noqa: A002 - the finding's word
    """Return the finding of the problem ``code``; ``help`` replaces the table's way out where a better one is known."""
    kind = PROBLEMS[code]
    return Finding(code, kind.name, kind.severity, message, span, help=help or kind.help)
