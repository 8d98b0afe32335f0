"""The sample projects with each of their files cut off at every byte, and with every single part taken out of it.

Nobody writes such files; editors hold them for a moment, and merges and copies leave them. A check of one must end, and
say what it says of any file: no rule fails, no reader fails, nothing is raised.

    python -m tests.mutation

makes all mutants, which takes an hour; the tests make a share of them.
"""
