"""From Python source to the model: parsed with libcst, folded by an abstract evaluator, never executed."""
