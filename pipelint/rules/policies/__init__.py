"""Policies: rules that a platform team turns on by giving them options. None is imported before."""
