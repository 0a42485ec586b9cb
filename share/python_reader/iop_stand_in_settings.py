"""Stand-ins for the settings that component classes declare: setting(), target(), and what stands beside them."""

from enum import Enum

from .calls import calls
from .iop_stand_in_values import MISSING, given_place


class Category(str, Enum):
    INFO = "Info"
    BASIC = "Basic"
    CONNECTION = "Connection"
    ADDITIONAL = "Additional"
    ALERTING = "Alerting"
    DEV = "Dev"


def plain(value):
    """The value of an enumeration's member; everything else as it is."""
    return value.value if isinstance(value, Enum) else value


class Setting:
    """A setting that a class declares. `place`: of the call that made it; `default_place`: of its default."""

    def __init__(self, default=MISSING, *, data_type=None, iris_type=None, category=None, required=False,
                 description="", control=None, exclude=False):
        self.default = default
        self.data_type = data_type
        self.iris_type = iris_type
        self.category = plain(category) if category is not None else None
        self.required = required
        self.description = description or ""
        self.control = control or ""
        self.exclude = exclude
        self.name = ""
        self.owner = None
        self.place = calls.current().place
        self.default_place = None if default is MISSING else given_place("default", 0)

    def __set_name__(self, owner, name):
        self.name = name
        self.owner = owner

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.name in instance.__dict__:
            return instance.__dict__[self.name]
        return self.default if self.has_default else None

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value

    @property
    def has_default(self):
        return self.default is not MISSING


class TargetSetting(Setting):
    """A setting that names the items that are sent to. Until something is connected it goes to its default."""

    def __init__(self, default="", **options):
        options.pop("logical_name", None)
        options.setdefault("iris_type", "Ens.DataType.ConfigName")
        options.setdefault("category", Category.BASIC)
        options.setdefault("control", controls.production_item())
        super().__init__(default, **options)


class TargetSettingRef:
    """A target setting of one item of one production: what connect() takes. IoP 3 called it Port."""

    def __init__(self, production, component, name, logical_name=""):
        self.production = production
        self.component = component
        self.name = name
        self.logical_name = logical_name

    @property
    def item_name(self):
        return self.component.name

    @property
    def path(self):
        return "%s.%s" % (self.item_name, self.name)

    def resolve(self):
        return self.production.resolve_target(self)

    def __eq__(self, other):
        if not isinstance(other, TargetSettingRef):
            return NotImplemented
        return self.component is other.component and self.name == other.name

    __hash__ = None

    def __str__(self):
        return self.path


Port = TargetSettingRef


def setting(default=MISSING, **options):
    return Setting(default, **options)


def target(default="", **options):
    return TargetSetting(default, **options)


class Controls:
    """Names of the editors that the engine's portal has for settings."""

    @staticmethod
    def raw(value):
        return value

    @staticmethod
    def selector(context=None, *, multi_select=None, **params):
        query = [] if multi_select is None else ["multiSelect=%d" % bool(multi_select)]
        if context:
            braced = context if context.startswith("{") and context.endswith("}") else "{%s}" % context
            query.append("context=" + braced)
        query.extend("%s=%s" % (key, value) for key, value in params.items() if value is not None)
        return "selector" + ("?" + "&".join(query) if query else "")

    @staticmethod
    def production_item(*, targets=True, production_name="@productionId", multi_select=False):
        context = "Ens.ContextSearch/ProductionItems?targets=%d&productionName=%s"
        return Controls.selector(context % (bool(targets), production_name), multi_select=multi_select or None)

    @staticmethod
    def framing(*, host="@currHostId", prop="Framing"):
        return Controls.selector("Ens.ContextSearch/getDisplayList?host=%s&prop=%s" % (host, prop))

    @staticmethod
    def schema_category(host):
        return Controls.selector("Ens.ContextSearch/SchemaCategories?host=%s" % host)

    @staticmethod
    def search_table(host):
        return Controls.selector("Ens.ContextSearch/SearchTableClasses?host=%s" % host)

    @staticmethod
    def local_interface():
        return Controls.selector("Ens.ContextSearch/TCPLocalInterfaces")

    @staticmethod
    def character_set():
        return Controls.selector("Ens.ContextSearch/CharacterSets")

    charset = character_set


def _named_control(name):
    return staticmethod(lambda: name)


for _method, _control in (("partner", "partnerSelector"), ("rule", "ruleSelector"),
                          ("credentials", "credentialsSelector"), ("directory", "directorySelector"),
                          ("file", "fileSelector"), ("dtl", "dtlSelector"), ("schedule", "scheduleSelector"),
                          ("ssl_config", "sslConfigSelector"), ("bpl", "bplSelector")):
    setattr(Controls, _method, _named_control(_control))

controls = Controls()
