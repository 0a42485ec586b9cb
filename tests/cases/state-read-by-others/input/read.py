"""Reads a state as share/doc/deployed-state.md describes it, and checks every digest in it."""
import hashlib
import hmac
import json
import os
import sqlite3
import sys

state = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)


def one(query):
    return state.execute(query).fetchone()


def sha256(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).digest()


def field(text):
    return f"{len(text.encode())}:{text}"


print("application %#x, format %d" % (one("PRAGMA application_id")[0], one("PRAGMA user_version")[0]))
form, canonical, identity, key = one("SELECT * FROM meta")
print("meta:", form, canonical, len(identity), len(key))

bodies = state.execute("SELECT hash, body FROM content").fetchall()
print(len(bodies), "bodies, wrong:", [body for hash, body in bodies if sha256(body) != hash])
print("not compact and sorted:", [body for _, body in bodies if json.dumps(
    json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False) != body])

number, name, revision, fingerprint, head = one("SELECT * FROM production")
print(name, "is at revision", revision)


def digest_of(entries, title, of_secrets):
    text = title
    for entry, hash in sorted((entry.encode(), hash) for entry, hash in entries.items()):
        if entry.startswith(b"secret/") == of_secrets:
            text += len(entry).to_bytes(8, "little") + entry + hash
    return b"" if text == title else sha256(text)


def fingerprint_of(entries):
    return digest_of(entries, b"millwright canonical 1\n", False)


def secrets_of(entries):
    return digest_of(entries, b"millwright secrets 1\n", True)


def hmac256(key, text):
    return hmac.new(key, text.encode(), "sha256").digest()


secret = json.loads(one("SELECT body FROM content JOIN entry USING (hash) WHERE key='secret/mail_password'")[0])
own = hmac256(key, "secret " + secret["name"])
print("secret:", secret["digest"] == hmac256(own, os.environ["MAIL_PASSWORD"]).hex())

entries = dict(state.execute("SELECT key, hash FROM entry WHERE production=?", (number,)))
print("fingerprint:", fingerprint_of(entries) == fingerprint)

previous = sha256("millwright registry " + field(identity) + field(key.hex()))
revisions = state.execute("SELECT * FROM revision WHERE production=? ORDER BY n", (number,)).fetchall()
for _, n, *texts, plan, print_, chained, secrets, changes in revisions:
    print("chain at revision", n, chained == previous)
    previous = sha256(str(n) + "".join(map(field, texts)) + field(plan.hex()) + field(print_.hex()) + field(chained.hex())
                      + (field(secrets.hex()) if secrets else "") + "changes " + field(changes.hex()))
print("head:", previous == head)



def changes_of(rows):
    text = b"millwright changes 1\n"
    for part in (part for key, old, new in rows for part in (key.encode(), old or b"", new or b"")):
        text += b"%d:%s" % (len(part), part)
    return sha256(text)


for _, n, *_, print_, _, secrets, changes in reversed(revisions):
    rows = state.execute("SELECT key, old_hash, new_hash FROM change WHERE production=? AND n=? ORDER BY key",
                         (number, n)).fetchall()
    print("undone to revision", n, fingerprint_of(entries) == print_, secrets_of(entries) == secrets,
          changes_of(rows) == changes)
    for entry, old, new in rows:
        assert entries.get(entry) == new
        if n > 1:
            print("  revision", n, "changed", entry)
        entries.pop(entry, None)
        if old:
            entries[entry] = old
print("before the first:", entries)
print("intents:", one("SELECT count(*) FROM intent")[0])
