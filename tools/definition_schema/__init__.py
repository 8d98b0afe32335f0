"""The parts of the JSON Schema of a pipeline definition; ``tools/build_definition_schema.py`` puts them together."""
