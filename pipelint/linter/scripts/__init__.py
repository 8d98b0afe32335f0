"""The scripts that steps run, read with the same evaluator as the pipeline: what they write, and where."""
