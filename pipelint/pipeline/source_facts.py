"""What the source of a pipeline does while it builds it, and no definition shows: the kinds of it, and one case."""

from __future__ import annotations

from typing import Literal as TypingLiteral

from pipelint.pipeline.record import record
from pipelint.pipeline.values import Origin, Value, origin_field

FactKind = TypingLiteral[
    "text",  # a pipeline variable is made into text
    "object",  # the Python object of a pipeline variable is made into text
    "number",  # a pipeline variable is made into a number, or calculated with
    "comparison",  # a pipeline variable is compared with a plain value
    "test",  # the truth of a Boolean parameter is asked for
    "depends-on",  # a step depends on what is no list: on the text or the step that is the subject
    "local-file",  # a file that is read while the pipeline is built is named by a pipeline variable
    "json-path",  # the path of a JsonGet is a pipeline variable
    "json-get-step",  # a JsonGet is given a step where it takes its name
    "json-get-uri",  # a JsonGet is given a text where it takes a Join
    "plain-session",  # a call that a step, the subject, is to record starts at once
    "default",  # the default of a parameter, the subject, stands in a step where the parameter was meant
    "start-value",  # start() is given a value that no parameter, such as the subject, can have
    "start-name",  # start() is given a value for the subject, which is none of the parameters
    "start-type",  # start() is given a value for the subject that is none of its class: "ParameterInteger many"
    "start-missing",  # start() is given no value for the subject, a parameter without a default
    "selected-steps",  # start() is to run the steps that the subject lists alone, of the pipeline called like this
    "selected-steps-alone",  # the same, without an execution whose results are taken for the others
    "step-name",  # the name of a step, the subject, stands where what the step made is wanted
    "replayed",  # an object changes after a step, whose name is the subject, has recorded a call of it
    "step-attribute",  # an attribute is read of a step, the subject, that no step has
    "output-by-name",  # the list of a step's outputs is asked for one by its name, the subject
    "stray-output",  # an output object, called like the subject, is of no step at the top level
    "joined-output",  # an output object, called like the subject, stands in a Join
    "image-default",  # an image is looked up for the default of a parameter, the subject, whatever is passed at start
    "image-without-default",  # an image is to be looked up for a parameter that has no default
    "image-variable",  # an image is to be looked up for a pipeline variable
    "refused-variable",  # a class takes no pipeline variable in an argument
    "nested-argument",  # a container that holds a pipeline variable is passed to a @step function
    "function-argument",  # a @step function is called with a variable that it does not take
    "closure",  # a @step function reads a variable of the code around it
    "result-attribute",  # an attribute is read of the result of a @step function, the subject
    "result-walked-over",  # the result of a @step function is unpacked or walked over
    "parallelism-object",  # upsert(), create(), update() or start() get a ParallelismConfiguration
    "parallelism-other",  # … or a number, or a dict with a key, the subject, that the API does not have
    "command-text",  # the command of a processor is a text, the subject, not a list
    "bash-script",  # a framework processor runs a Python file, the subject, with bash
    "v2-module",  # a module, the subject, that SDK v3 does not have is imported beside one that v2 does not have
    "collection-dependency",  # add_depends_on() is called of a collection, called like the subject
    "job-name",  # a name for jobs, the subject, is given to a processor or the like that does not use it
    "lambda-timeout",  # a function that a step, the subject, calls may run so many seconds
    "hyperparameter-text",  # a hyperparameter, the subject, becomes the text that Python has for the object
    "endless-retry",  # a retry policy of SDK v3, the class of which is the subject, is told no end
    "v2-argument",  # a step of SDK v3, the subject, gets an argument that only v2 has
]


@record
class SourceFact:
    """Something that Python code does while it builds the pipeline, and that no definition shows.

    ``spelled`` is how the source writes it: ``an f-string``, ``"=="``, the name of an argument or an attribute.
    """

    kind: FactKind
    subject: Value
    spelled: str
    origin: Origin | None = origin_field()
