import os

from iop import Production

import bo
import bp
from bs import FileService
from msg import Order
from . import missing_helper
import socket

prod = Production("Shop.Production", testing_enabled=True)
files = prod.service("Files", FileService, settings={"Path": os.environ.get("SHOP_IN", "/in"), "Pahts": "/other"})
router = prod.process("Router", bp.Router)
mail = prod.operation("Mail", bo.Mail, settings={"Password": os.environ.get("MAIL_PASSWORD", "")})
prod.operation("Archive", bo.Archive, settings={"Host": socket.gethostname()})
prod.connect(files.Output, router)
prod.connect(router.Accepted, mail)

PRODUCTIONS = [prod, {"Shop.Second": {"@TestingEnable": "true", "Item": []}}]
CLASSES = {"Python.bp.Router": bp.Router, "Python.Ghost": {"module": "bp", "class": "Ghost", "path": "."}}
SCHEMAS = [Order]
REMOTE_SETTINGS = {"url": "https://iris.example:443", "username": "me", "password": "hunter2", "namespace": "USER"}
