"""Run pipelint's readers and rules over other people's code, and print what they do not survive.

    git clone --depth 1 https://github.com/…
    python -m tools.survive FOLDER…
    python -m tools.survive --forced FOLDER…

The first reads the files as a check does: most of them have nothing to do with SageMaker, and are passed over after a
look at their bytes. ``--forced`` lets none pass: to each file in turn a pipeline is added, in memory, whose values are
the file's own names and whose script is the file itself. So every file is followed by the evaluator, as a module and as
a script, and every rule looks at what comes of it.

Nothing of the folders is executed or written to. The exit status is 1 where anything crashed or took too long.
"""
