"""Inputs made of other inputs: each way works on what its format is made of, so that readers get past the syntax."""
