"""Problems of files: what cannot be read, or not as what it is said to be."""

from __future__ import annotations

from pipelint.findings import Severity
from pipelint.linter.problems.kind import Problem

OF_FILES = (
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
        "SMP006",
        "nothing-recognised",
        Severity.INFO,
        "No pipeline was recognised in any file.",
        "Nothing was found because nothing was checked: no file builds a SageMaker pipeline in a way that pipelint"
        " understands, and none is a compiled definition. With `--require-pipeline` the exit status is 3.",
        "Give the file or folder where `Pipeline(…)` of the SageMaker SDK is called, or the compiled definition.",
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
        "A file is too large to be read.",
        "Python and JSON are read up to 16 MiB, notebooks up to 100 MiB: more could take all the memory there is. The"
        " service takes a definition of at most 1,048,576 characters as text (PipelineDefinition of the API), and this"
        " file has more than sixteen times as many bytes, more than indentation accounts for. In folders, JSON files"
        " that are too large are passed over, and so is Python that never names sagemaker.",
        "Leave the file out, or move the data out of it; if it is a definition, split the pipeline.",
    ),
    Problem(
        "SMP018",
        "too-much-code",
        Severity.WARNING,
        "A Python file that builds pipelines is too large to be followed.",
        "Its syntax has more parts than pipelint follows, and a tree of them would take gigabytes; or it nests"
        " expressions some thousand levels deep, for which the parser takes minutes. Such a file is generated, or holds"
        " its data as literals. Nothing in it was checked.",
        "Move the data into a file that the code reads, or check the compiled definition in its place.",
    ),
    Problem(
        "SMP019",
        "link-outside",
        Severity.INFO,
        "A link in a folder leads out of the project.",
        "In folders, pipelint passes over links to files that are neither in the folder that was named nor in the"
        " repository (or else the project) around it: what a project holds must not decide which other files of yours"
        " are read, shown in a report, or fixed.",
        "Name the link on the command line to have it checked.",
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
)
