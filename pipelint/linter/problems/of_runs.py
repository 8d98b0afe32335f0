"""Problems of a run: of the command line, of what is compiled, and of pipelint itself."""

from __future__ import annotations

from pipelint.findings import Severity
from pipelint.linter.problems.kind import Problem

OF_RUNS = (
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
        "SMP007",
        "unknown-code",
        Severity.ERROR,
        "A code on the command line is the code of no rule.",
        "`--select`, `--extend-select` and `--ignore` take codes such as SMP103, or their beginnings such as SMP1."
        " A misspelt one would silently check less than was meant, so nothing is checked and the exit status is 2.",
        "List all codes with `pipelint rules`.",
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
        "The file given with `--output`, the baseline, or a file of `pipelint init` cannot be created, or the disk is"
        " full. What was there before is as it was. The exit status is 2, because the findings did not reach anybody.",
        "Make room on the disk, or name a file in a folder that exists and may be written to.",
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
        "SMP022",
        "out-of-memory",
        Severity.ERROR,
        "There is not enough memory.",
        "What the message names took more memory than the process may have. The other files were checked, and the exit"
        " status is 2, because the check is not whole.",
        "Give the process more memory, or check fewer files at once.",
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
)
