"""A TCP proxy between a client and a PostgreSQL server that goes wrong on purpose. It understands the messages of the client
(a type, a length, a text), and does one thing when the Nth of them arrives, or the first one with a given text:

    before     the connection is cut, the message is not forwarded
    after      the message is forwarded, and the connection is cut before the answer
    hang       the message is not forwarded, nothing is any more, and the connection stays open
    silent     the message is forwarded, and no answer comes; the connection stays open

Only the first connection that gets there is concerned (`times`); later ones pass unharmed. Standard library only.
"""
import select
import socket
import threading


class CuttingProxy:
    """As a context manager; `port` is where clients connect. Connections must not be encrypted."""

    def __init__(self, server_port, what="", at=0, text=b"", times=1):
        self.server_port = server_port
        self.what = what
        self.at = at
        self.text = text
        self.times = times
        self.messages = 0  # seen so far, of all connections
        self.done = 0      # how often something was done
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.open = []
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        for one in self.open:
            cut(one)

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.server_port), timeout=5)
        except OSError:
            cut(client)
            return
        server.settimeout(None)
        self.open += [client, server]
        buffer = b""
        started = False
        try:
            while True:
                ready, _, _ = select.select([client, server], [], [])
                if server in ready:
                    answer = server.recv(65536)
                    if not answer:
                        break
                    client.sendall(answer)
                if client not in ready:
                    continue
                got = client.recv(65536)
                if not got:
                    break
                buffer += got
                while (size := message_size(buffer, started)) is not None and len(buffer) >= size:
                    message, buffer = buffer[:size], buffer[size:]
                    started = started or message[4:8] == b"\0\3\0\0"
                    if not self.pass_on(message, server, client):
                        return
        except (OSError, ValueError):  # ValueError: closed meanwhile by __exit__
            pass
        finally:
            cut(client)
            cut(server)

    def is_meant(self, message):
        with self.lock:
            self.messages += 1
            meant = self.messages == self.at or (self.text and self.text in message)
            if not self.what or not meant or self.done >= self.times:
                return False
            self.done += 1
            return True

    def pass_on(self, message, server, client):
        """False: this connection is over."""
        if not self.is_meant(message):
            server.sendall(message)
            return True
        if self.what in ("after", "silent"):
            server.sendall(message)
            select.select([server], [], [], 0.5)  # the server has answered: it has done what it was asked for
        if self.what in ("hang", "silent"):
            while client.recv(65536):
                pass
        return False


def message_size(buffer, started):
    """Of the first message in the buffer; None while that cannot be told. The first of a connection has no type."""
    begin = 1 if started else 0
    if len(buffer) < begin + 4:
        return None
    return begin + int.from_bytes(buffer[begin:begin + 4], "big")


def cut(one):
    """With a reset rather than an orderly end."""
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    one.close()
