"""Stand-ins for the classes of messages, for the decorator of handlers, and for what declares persistent fields."""

from .calls import calls
from .iop_stand_in_values import recording

HANDLER = "__iop_handler_message__"


class _Message:
    _iris_id = None

    def __init__(self, *args, **fields):
        for name, value in fields.items():
            setattr(self, name, value)

    def get_iris_id(self):
        return self._iris_id


class _PickleMessage(_Message):
    pass


class BaseModel:
    """What PydanticMessage is made of, whether pydantic is there or not."""

    def __init__(self, **fields):
        for name, value in fields.items():
            setattr(self, name, value)

    def __init_subclass__(cls, **options):
        super().__init_subclass__()


class _PydanticMessage(BaseModel):
    _iris_id = None

    def get_iris_id(self):
        return self._iris_id


class _PydanticPickleMessage(_PydanticMessage):
    pass


class Field:
    """A field of a persistent message. `arguments` and `options` are as they were given."""

    def __init__(self, *arguments, **options):
        self.arguments = arguments
        self.options = options
        self.name = ""
        self.place = calls.current().place

    def __set_name__(self, owner, name):
        self.name = name


class Model:
    """A class that the engine stores objects of."""

    def __init__(self, **fields):
        for name, value in fields.items():
            setattr(self, name, value)

    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        cls._persistent_options = options


class _PersistentMessage(Model):
    _iop_persistent_message_abstract = True

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if "_iop_persistent_message_abstract" not in cls.__dict__:
            cls._iop_persistent_message_abstract = False

    def get_iris_id(self):
        return None


class Message(_Message):
    pass


class PickleMessage(_PickleMessage):
    pass


class PydanticMessage(_PydanticMessage):
    pass


class PydanticPickleMessage(_PydanticPickleMessage):
    pass


class PersistentMessage(_PersistentMessage):
    _iop_persistent_message_abstract = True


def is_persistent_message(value):
    """Whether `value` is a class whose messages the engine stores as objects of a class of their own."""
    if not isinstance(value, type) or not issubclass(value, _PersistentMessage):
        return False
    return not getattr(value, "_iop_persistent_message_abstract", False)


def is_schema_message(value):
    """Whether `value` is a class of messages that may stand in SCHEMAS."""
    return isinstance(value, type) and issubclass(value, (_Message, _PydanticMessage))


def handler(message_type):
    """The decorator of a method that handles `message_type`: a class or its name."""
    if isinstance(message_type, str) or isinstance(message_type, type):
        return _Marker(message_type)
    if message_type is None or isinstance(message_type, (int, float, list, dict, tuple)):
        raise TypeError("handler() requires a message class or class name")
    return _Marker(message_type)


class _Marker:
    """Notes the type of message at the method. What cannot be marked is left alone."""

    def __init__(self, message_type):
        self.message_type = message_type

    def __call__(self, method):
        try:
            setattr(method, HANDLER, self.message_type)
        except (AttributeError, TypeError):
            pass
        return method


class _Director:
    """The running engine: nothing of it is there."""

    def __init__(self, *arguments, **options):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return recording.absent("what the running engine says (Director.%s)" % name)


class Director(_Director):
    @staticmethod
    def create_business_service(*arguments, **options):
        return recording.absent("a business service of the running engine")

    create_python_business_service = create_business_service
    CreateBusinessService = create_business_service
