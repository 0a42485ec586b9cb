"""The sends of a component, as the report wants them."""

from .conditions import together
from .expressions import elements_of, wrapped
from .possible import Known, Made, Option, Received, Sequence, Setting, known_values
from .report import place_json, value_json
from .values import Unknown

_ASYNC = {"send_request_async", "send_request_async_ng", "SendRequestAsync"}
_DESCRIPTION_AT = {"send_request_async": 2, "SendRequestAsync": 2}


class Sends:
    """Each send once, with all handlers from which it is reached."""

    def __init__(self, messages, interpreter):
        self._messages = messages
        self._interpreter = interpreter
        self._found = {}
        self.only_known = False  # what an unused method of a base class would send to whom it is told is no send

    def json(self):
        made = []
        for entry, handlers in self._found.values():
            made.append(dict(entry, handlers=sorted(handlers)))
        return made

    def note(self, flow, name, node, arguments, keywords):
        """A call of send_request_sync or its kind."""
        if "multi" in name:
            self._note_several(flow, name, node, arguments, keywords)
            return
        target = keywords.get("target", arguments[0] if arguments else None)
        if target is None:
            return
        given = arguments[1:] if arguments and "target" not in keywords else arguments
        message = keywords.get("request", given[0] if given else ())
        at = _argument(node, 0, "target")
        timeout_at = 99 if name in _DESCRIPTION_AT else 2
        description_at = _DESCRIPTION_AT.get(name, 3)
        options = {
            "timeout": keywords.get("timeout", _at(arguments, timeout_at)),
            "description": keywords.get("description", _at(arguments, description_at)),
        }
        self._note_one(flow, name, at if at is not None else node, node, target, message, options)

    def _note_several(self, flow, name, node, arguments, keywords):
        """send_multi_request_sync([(target, message), ...])"""
        pairs = keywords.get("target_request", arguments[0] if arguments else ())
        options = {
            "timeout": keywords.get("timeout", _at(arguments, 1)),
            "description": keywords.get("description", _at(arguments, 2)),
        }
        at = _argument(node, 0, "target_request")
        for pair in elements_of(pairs):
            target, message, where = _pair(pair)
            self._note_one(flow, name, where or at or node, node, target, message, options)

    def _note_one(self, flow, name, at, node, target, message, options):
        for setting, option, targets, reason in routes_of(target):
            if reason and self.only_known:
                continue
            for index, message_name, passes_on in self._messages_of(message):
                entry = {
                    "method": flow.frame.function.name,
                    "handlers": [],
                    "setting": setting,
                    "targets": targets,
                    "options": option,
                    "interaction": "async" if name in _ASYNC else "sync",
                    "message": index,
                    "message_name": message_name,
                    "passes_on": passes_on,
                    "when": _when(flow.state.when),
                    "timeout": _shown(options["timeout"]),
                    "description": _shown(options["description"]),
                    "unknown": reason,
                    "place": place_json(flow.place(at)),
                }
                self._add(entry, node, flow.state.live)

    def _add(self, entry, node, live):
        when = entry["when"]["text"] if entry["when"] else ""
        key = (id(node), str(entry["place"]), entry["setting"], entry["options"], entry["unknown"], when,
               tuple(each["text"] for each in entry["targets"]), entry["message"], entry["message_name"],
               entry["passes_on"])
        if key not in self._found:
            self._found[key] = (entry, set())
        self._found[key][1].update(live)

    def _messages_of(self, ways):
        """[(index, name, whether it is what the handler received)] of what may be sent."""
        found = []
        for way in ways:
            one = self._message_of(way)
            if one is not None and one not in found:
                found.append(one)
        return found or [(None, "", False)]

    def _message_of(self, way):
        if isinstance(way, (Made, Received)):
            return self._messages.index(way.cls), way.name, isinstance(way, Received)
        if isinstance(way, Known) and not isinstance(way.value, type):
            cls = type(way.value)
            if self._interpreter.class_info(cls) is not None and self._messages.is_message(cls):
                return self._messages.index(cls), cls.__name__, False
        return None


def routes_of(ways):
    """[(setting, option, targets, reason)] of what a target may be; what cannot be told is one of its own."""
    found, targets, reasons = [], [], []
    for way in ways:
        if isinstance(way, (Setting, Option)):
            found.append((way.name if isinstance(way, Setting) else "", way.name, _items(way.otherwise), ""))
            reasons += [each.reason for each in way.otherwise if isinstance(each, Unknown)]
        elif isinstance(way, Known) and isinstance(way.value, str) and str(way.value).strip():
            targets.append(way)
        elif isinstance(way, Unknown):
            reasons.append(way.reason)
        elif not (isinstance(way, Known) and way.value in (None, "")):
            reasons.append("it is not the name of an item")
    if targets:
        found.append(("", "", _items(targets), ""))
    if not found and not reasons:
        reasons.append("it is empty")
    if reasons:
        found.append(("", "", [], reasons[0]))
    return found


def _items(ways):
    return [value_json(value, getattr(value, "value", value), place) for value, place in known_values(ways)
            if isinstance(value, str) and str(value).strip()]


def _pair(way):
    """(target, message, node of the target) of an element of send_multi_request_sync."""
    if isinstance(way, Sequence) and len(way.elements) == 2:
        nodes = getattr(way.node, "elts", [])
        return way.elements[0], way.elements[1], nodes[0] if len(nodes) == 2 else None
    if isinstance(way, Known) and isinstance(way.value, (tuple, list)) and len(way.value) == 2:
        return wrapped(way.value[0], way.place), wrapped(way.value[1], way.place), None
    reason = way if isinstance(way, Unknown) else Unknown("only running the code tells")
    return (reason,), (), None


def _argument(node, index, name):
    """The node of an argument of a call."""
    for keyword in getattr(node, "keywords", ()):
        if keyword.arg == name:
            return keyword.value
    every = getattr(node, "args", ())
    return every[index] if isinstance(every, list) and len(every) > index else None


def _at(arguments, index):
    return arguments[index] if len(arguments) > index else None


def _shown(ways):
    """A V for what is surely one value, else None."""
    values = known_values(ways or ())
    if len(values) != 1 or len(ways) != 1 or not isinstance(values[0][0], (str, int, float)):
        return None
    value, place = values[0]
    return value_json(value, str(value), place)


def _when(conditions):
    text = together(conditions)
    return {"text": text, "at": place_json(conditions[-1].place)} if text else None
