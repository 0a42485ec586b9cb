"""Stand-ins for the classes that components derive from. They have the methods that code calls, and do nothing.

The methods return what only the running engine would tell, so that what is made of it is unknown too.
"""

from .iop_stand_in_values import recording


def _absent(name):
    def method(self, *arguments, **options):
        return recording.absent("what %s returns when a production runs" % name)

    method.__name__ = name
    return method


def _nothing(name):
    def method(self, *arguments, **options):
        return None

    method.__name__ = name
    return method


def _with_methods(maker, names):
    """A decorator of a class: gives it the methods `names`, made by `maker`."""

    def add(made):
        for name in names:
            setattr(made, name, maker(name))
        return made

    return add


LOGGING = ("trace", "log_info", "log_alert", "log_warning", "log_error", "log_assert", "logger_info", "LOGINFO",
           "LOGALERT", "LOGWARNING", "LOGERROR", "LOGASSERT", "on_init", "on_tear_down", "on_connected", "OnInit",
           "OnTearDown", "OnConnected")
SENDING = ("send_request_sync", "send_request_async", "send_request_async_ng", "send_multi_request_sync",
           "send_generator_request", "SendRequestSync", "SendRequestAsync", "send_document_to_process")


@_with_methods(_nothing, LOGGING)
class _Common:
    iris_handle = None
    _log_to_console = False
    _logger = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__()

    @staticmethod
    def get_adapter_type():
        return None

    @property
    def logger(self):
        return recording.absent("the logger of a running component")

    @property
    def log_to_console(self):
        return self._log_to_console

    @log_to_console.setter
    def log_to_console(self, value):
        self._log_to_console = value


@_with_methods(_absent, SENDING)
class _BusinessHost(_Common):
    buffer = 64000
    DISPATCH = []

    @staticmethod
    def OnGetConnections():
        return None

    def on_get_connections(self):
        return []


@_with_methods(_nothing, ("on_process_input", "OnProcessInput"))
class _BusinessService(_BusinessHost):
    Adapter = adapter = None
    _wait_for_next_call_interval = False


@_with_methods(_nothing, ("on_message", "on_request", "on_response", "on_complete", "reply", "set_timer", "OnRequest",
                          "OnResponse", "OnComplete", "Reply", "SetTimer"))
class _BusinessProcess(_BusinessHost):
    DISPATCH = []
    PERSISTENT_PROPERTY_LIST = None


@_with_methods(_nothing, ("on_message", "on_keepalive", "OnMessage", "OnKeepalive"))
class _BusinessOperation(_BusinessHost):
    DISPATCH = []
    Adapter = adapter = None


class _PollingBusinessServiceMixin:
    @staticmethod
    def get_adapter_type():
        return "Ens.InboundAdapter"

    def on_poll(self):
        return None

    def on_process_input(self, message_input=None):
        return self.on_poll()


@_with_methods(_nothing, ("on_message", "on_process_input", "on_private_session_started",
                          "on_private_session_stopped"))
class _PrivateSessionDuplex(_BusinessHost):
    Adapter = adapter = None
    _wait_for_next_call_interval = False
    DISPATCH = []


@_with_methods(_nothing, ("on_document", "on_private_session_started", "on_private_session_stopped"))
class _PrivateSessionProcess(_BusinessProcess):
    pass


@_with_methods(_nothing, ("on_task", "OnTask"))
class _InboundAdapter(_Common):
    BusinessHost = business_host = business_host_python = None


@_with_methods(_nothing, ("on_keepalive", "OnKeepalive"))
class _OutboundAdapter(_Common):
    BusinessHost = business_host = business_host_python = None


class InboundAdapter(_InboundAdapter):
    pass


class OutboundAdapter(_OutboundAdapter):
    pass


class BusinessService(_BusinessService):
    pass


class PollingBusinessService(_PollingBusinessServiceMixin, BusinessService):
    pass


class BusinessProcess(_BusinessProcess):
    pass


class BusinessOperation(_BusinessOperation):
    pass


class DuplexService(_PrivateSessionDuplex):
    pass


class DuplexOperation(_PrivateSessionDuplex):
    pass


class DuplexProcess(_PrivateSessionProcess):
    pass


class PrivateSessionDuplex(_PrivateSessionDuplex):
    pass


class PrivateSessionProcess(_PrivateSessionProcess):
    pass


_KINDS = (
    (DuplexService, "service"),
    (DuplexOperation, "operation"),
    (_BusinessService, "service"),
    (_PollingBusinessServiceMixin, "service"),
    (_BusinessProcess, "process"),
    (_BusinessOperation, "operation"),
    (_PrivateSessionDuplex, "operation"),
    (_InboundAdapter, "adapter"),
    (_OutboundAdapter, "adapter"),
)


def kind_of(component_class):
    """The role that a class has by what it derives from: service, process, operation, adapter, or ""."""
    return next((kind for base, kind in _KINDS if issubclass(component_class, base)), "")
