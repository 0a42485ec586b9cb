"""datetime, time and uuid: constants are reckoned with, the present moment and chance are not known."""

import datetime
import uuid

from .library_guards import does_nothing, guarded, pure, tells_nothing
from .library_native import called_as
from .library_os import StandardModule

NOW = tells_nothing("the time")

for _kind in (datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone, uuid.UUID):
    called_as(_kind)(lambda *args, _kind=_kind, **kwargs: _kind(*args, **kwargs))

_DATE = "isoformat isocalendar isoweekday weekday toordinal strftime replace ctime"

METHODS = {
    datetime.datetime: pure(datetime.datetime, _DATE + " date time timetz utcoffset tzname"),
    datetime.date: pure(datetime.date, _DATE),
    datetime.time: pure(datetime.time, "isoformat strftime replace"),
    datetime.timedelta: pure(datetime.timedelta, "total_seconds"),
    datetime.timezone: pure(datetime.timezone, "utcoffset tzname"),
    uuid.UUID: {},
}
METHODS[datetime.datetime].update(astimezone=tells_nothing("the time zone"), timestamp=tells_nothing("the time zone"))
ATTRIBUTES = {
    datetime.datetime: "year month day hour minute second microsecond tzinfo fold",
    datetime.date: "year month day",
    datetime.time: "hour minute second microsecond tzinfo fold",
    datetime.timedelta: "days seconds microseconds",
    uuid.UUID: "hex int urn bytes fields version variant",
}


def _of_class(kind, name):
    return guarded(lambda _cls, *args: getattr(kind, name)(*args), name)


CLASS_METHODS = {
    datetime.datetime: {"now": NOW, "utcnow": NOW, "today": NOW, "fromtimestamp": tells_nothing("the time zone"),
                        "utcfromtimestamp": _of_class(datetime.datetime, "utcfromtimestamp"),
                        **{name: _of_class(datetime.datetime, name) for name in
                           ("strptime", "fromisoformat", "combine", "fromordinal")}},
    datetime.date: {"today": NOW, "fromtimestamp": tells_nothing("the time zone"),
                    "fromisoformat": _of_class(datetime.date, "fromisoformat"),
                    "fromordinal": _of_class(datetime.date, "fromordinal")},
    datetime.time: {"fromisoformat": _of_class(datetime.time, "fromisoformat")},
}
CLASS_ATTRIBUTES = {
    datetime.datetime: "min max resolution", datetime.date: "min max resolution", datetime.time: "min max resolution",
    datetime.timedelta: "min max resolution", datetime.timezone: "utc min max",
}


def modules():
    """{name: a function that makes the module}."""
    return {"datetime": _datetime, "time": _time, "uuid": _uuid, "random": _random, "secrets": _secrets,
            "zoneinfo": lambda: StandardModule("zoneinfo", {})}


def _datetime():
    made = {name: getattr(datetime, name) for name in
            ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR")}
    return StandardModule("datetime", dict(made, UTC=datetime.timezone.utc))


def _time():
    made = {name: NOW for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "process_time",
                                   "localtime", "gmtime", "strftime", "ctime", "asctime", "mktime")}
    return StandardModule("time", dict(made, sleep=does_nothing))


def _uuid():
    made = {name: tells_nothing("what uuid.%s() gives" % name) for name in ("uuid1", "uuid4", "getnode")}
    made.update({name: guarded(getattr(uuid, name)) for name in ("uuid3", "uuid5")})
    made.update({name: getattr(uuid, name) for name in
                 ("UUID", "NAMESPACE_DNS", "NAMESPACE_URL", "NAMESPACE_OID", "NAMESPACE_X500")})
    return StandardModule("uuid", made)


def _random():
    names = "random randint randrange choice choices sample shuffle uniform gauss getrandbits Random SystemRandom"
    made = {name: tells_nothing("what random.%s() gives" % name) for name in names.split()}
    return StandardModule("random", dict(made, seed=does_nothing))


def _secrets():
    names = "token_hex token_bytes token_urlsafe choice randbelow randbits"
    return StandardModule("secrets", {name: tells_nothing("what secrets.%s() gives" % name) for name in names.split()})
