"""The language server: what an editor shows of a pipeline while it is written.

It reads what the editor holds over what the disk holds, with the readers and rules of :mod:`pipelint.linter`; it knows
no second way to look at source. It executes nothing of the user's but own rules, and writes no file.
"""
