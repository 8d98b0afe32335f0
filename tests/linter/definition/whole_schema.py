"""jsonschema's validator of the whole schema that is shipped."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from pipelint.linter.definition.form import SCHEMA

SHIPPED = json.loads(SCHEMA.read_bytes())
# jsonschema before 4.18 cannot resolve a reference in a schema whose id is a URN.
WHOLE = Draft202012Validator({key: value for key, value in SHIPPED.items() if key != "$id"})
