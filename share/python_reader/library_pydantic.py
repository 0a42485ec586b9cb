"""pydantic and dotenv: not of the standard library, but so usual that settings and messages are read with them.

Values are taken as they are written: nothing is converted and nothing is checked.
"""

from .library_classes import DATACLASSES
from .library_containers import merged, put
from .library_guards import MISSING, guarded
from .library_native import applied, exposed
from .library_os import StandardModule
from .library_plain import _decorator


@exposed
class ValidationError(ValueError):
    """What pydantic raises."""


@exposed
class FieldInfo:
    """What pydantic.Field() gives."""

    def __init__(self, default=MISSING, default_factory=None, alias=None, **options):
        self.default = MISSING if default is Ellipsis else default
        self.default_factory = default_factory
        self.alias = alias
        self.options = options

    def value(self):
        return applied(self.default_factory)() if self.default_factory is not None else self.default


def model_fields(cls):
    """{name: FieldInfo} of a model, of its bases first."""
    found = {}
    for each in reversed(cls.__mro__):
        for name in vars(each).get("__annotations__", {}):
            if each is not BaseModel and not name.startswith("_") and name != "model_config":
                default = vars(each).get(name, MISSING)
                found[name] = default if isinstance(default, FieldInfo) else FieldInfo(default)
    return found


@exposed
class BaseModel:
    """pydantic.BaseModel."""

    def __init__(self, **data):
        for name, field in model_fields(type(self)).items():
            key = field.alias if field.alias in data else name
            value = data[key] if key in data else field.value()
            if value is MISSING:
                raise ValidationError("%s: field required" % name)
            setattr(self, name, value)

    def model_dump(self, **_options):
        table = merged()
        for name in model_fields(type(self)):
            put(table, name, getattr(self, name))
        return table

    dict = model_dump

    def model_copy(self, update=None, **_options):
        return type(self)(**merged(self.model_dump(), update or {}))

    @classmethod
    def model_validate(cls, data, **_options):
        return cls(**data)

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None


def pydantic_module():
    decorators = ("validator root_validator field_validator model_validator field_serializer model_serializer "
                  "computed_field validate_call")
    made = {name: _decorator for name in decorators.split()}
    made.update(BaseModel=BaseModel, Field=FieldInfo, ConfigDict=dict, ValidationError=ValidationError,
                PrivateAttr=guarded(FieldInfo, "PrivateAttr", True))
    return StandardModule("pydantic", made)


def dotenv_module(interpreter, here):
    """python-dotenv: the file beside the settings is not read, which is said once."""

    def load_dotenv(*_args, **_options):
        interpreter.findings.add("MW037", here(), "the file that load_dotenv() reads is not looked into",
                                 "set the variables in the environment", "note")
        return True

    return StandardModule("dotenv", {"load_dotenv": load_dotenv})


def modules(interpreter, here):
    """{name: a function that makes the module}."""
    return {
        "pydantic": pydantic_module, "dotenv": lambda: dotenv_module(interpreter, here),
        "pydantic.dataclasses": lambda: StandardModule("pydantic.dataclasses", DATACLASSES),
    }
