"""From the changes that a rule asks for to edits of the file: only where they surely do that and nothing else.

Imported for the first finding that can be fixed; files without one never pay for it.
"""
