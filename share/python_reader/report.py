"""What the reader has to say, as one JSON document.

A place P is [source, begin, end] or null. A value V is {"text": ..., "at": P}, and may have "form": "number" or
"boolean" (how it was written; the text is as IoP gives it to the engine: true, false, "" for None),
"environment": NAME with "fallback": TEXT or null (the text is the value of that variable of the environment, whole).

{
 "format": 1,
 "python": "3.11.2",
 "readable": true,                      false: the settings themselves could not be parsed (a finding says why)
 "productions": [{
    "name": V, "place": P,
    "testing_enabled": V, "log_general_trace_events": V, "actor_pool_size": V, "description": V,   absent: as by default
    "settings": [{"target": V, "name": V, "value": V}],        of the production itself, as IoP writes them
    "attributes": [{"name": V, "value": V}],                   keys that nobody knows
    "items": [{
       "name": V, "class_name": V, "role": "service" | "process" | "operation" | "component", "place": P,
       "category": V, "pool_size": V, "enabled": V, "foreground": V, "comment": V, "log_trace_events": V, "schedule": V,
       "adapter": V,                                           the adapter's class, where the component tells it
       "settings": [{"target": V, "name": V, "value": V}],     as IoP writes them: Host, Adapter, others
       "routes": ["Output"],                                   names of Host settings that connect() or Route made
       "attributes": [{"name": V, "value": V}],
       "component": 0                                          index into components, or null: its class is not known
    }]
 }],
 "components": [{                        a class of the project that an item is made of
    "module": "bp", "name": "Router", "place": P, "kind": "service" | "process" | "operation" | "adapter" | "",
    "adapter": V or null,
    "doc": "first line of its docstring" or "",
    "targets": [{"name": "Output", "default": V or null, "place": P}],
    "settings": [{"name": "Path", "default": V or null, "place": P}],
    "handlers": [{"message": 0 or null (index into messages; null: any), "message_name": "OrderRequest",
                  "method": "on_order", "dispatch": "decorated" | "typed" | "fallback", "place": P, "doc": ""}],
                                         as IoP asks them; a fallback with a message asks for its class itself; an
                                         on_message whose argument names its message is typed, and no fallback
    "sends": [{
       "method": "on_order",             in which it stands
       "handlers": [0],                  indices of the handlers from which it is reached, through calls of own methods
       "setting": "Output" or "",        goes through that target setting, setting or attribute of the class
       "targets": [V],                   item names that the code itself says: with "setting" or "options" those that it
                                         takes where neither tells
       "options": "target" or "",        the name in the text of %settings that tells the item
       "interaction": "sync" | "async",
       "message": 0 or null, "message_name": "" where it is not known,
       "passes_on": false,               what is sent is the message that the handler received
       "when": {"text": "request.amount > 100", "at": P} or null,      the conditions of the code around it
       "timeout": V or null, "description": V or null,
       "unknown": "" or the reason why nobody can tell where it goes,
       "place": P
    }]
 }],
 "messages": [{                          classes of messages that components handle or send
    "module": "msg", "name": "OrderRequest", "place": P, "doc": "",
    "kind": "message" | "pydantic" | "pickle" | "persistent" | "object_script",
    "class_name": "msg.OrderRequest" (or the engine's class),
    "fields": [{"name": "amount", "type": "decimal" (as settings write types), "optional": false, "default": V or null,
                "place": P}]
 }],
 "classes": [{"name": "Python.Router", "target": "bp.Router", "kind": "component" | "PersistentMessage",
              "production": "" (stands in CLASSES) or its name, "form": "class" | "module" | "package" | "file" | "folder",
              "path": "" or the folder that the entry names, "place": P}],
 "schemas": [{"target": "msg.OrderRequest", "place": P}],
 "path": [V],                            folders that the settings add to sys.path, relative to their own
 "remote": {"url": V, "username": V, "password": V, "namespace": V, "remote_folder": V, "package": V, "verify_ssl": V}
           (absent keys are absent) or null,
 "validation": [{"production": "", "kind": "", "path": "", "message": "", "suggestion": "", "place": P}],
 "findings": [{"code": "MW037", "severity": "" (as by default) | "error" | "warning" | "note", "place": P,
               "message": "", "hint": "", "notes": [{"place": P, "message": ""}]}]
}
"""

from .values import Real, Text, Whole, place_of


def place_json(place):
    return list(place) if place else None


def value_json(value, text, otherwise=None):
    """A V: `value` as it was found, `text` as IoP gives it to the engine, `otherwise` where `value` has no place."""
    made = {"text": str(text), "at": place_json(place_of(value, otherwise))}
    if isinstance(value, bool):
        made["form"] = "boolean"
    elif isinstance(value, (int, float, Whole, Real)):
        made["form"] = "number"
    elif isinstance(value, Text) and value.environment:
        made["environment"] = value.environment
        made["fallback"] = value.fallback
    return made


class Findings:
    """What is wrong or cannot be known, each once."""

    def __init__(self):
        self._found = []
        self._seen = set()

    def add(self, code, place, message, hint="", severity="", notes=()):
        key = (code, place, message)
        if key in self._seen:
            return
        self._seen.add(key)
        self._found.append({
            "code": code,
            "severity": severity,
            "place": place_json(place),
            "message": message,
            "hint": hint,
            "notes": [{"place": place_json(where), "message": words} for where, words in notes],
        })

    def take_back(self, code, place, message):
        """Forgets a finding that another one says better."""
        self._found = [each for each in self._found if
                       (each["code"], each["message"], each["place"]) != (code, message, place_json(place))]

    def json(self):
        return self._found
