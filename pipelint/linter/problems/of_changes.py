"""Problems of what is held back, and of what is written into the user's files: comments and fixes."""

from __future__ import annotations

from pipelint.findings import Severity
from pipelint.linter.problems.kind import Problem

OF_CHANGES = (
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
        "Make room on the disk or correct the permissions, or look at the fixes with `--diff` and make them by hand.",
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
