"""The production Demo.Returns, as `iop --migrate settings.py` takes it."""

import os

from iop import Production

from operations import Archive, MailOperation, Warehouse
from processes import ReturnProcess
from services import ReturnFileService

prod = Production("Demo.Returns", description="Goods that customers send back")

inbox = prod.service(
    "ReturnFile",
    ReturnFileService,
    adapter_settings={"FilePath": os.environ.get("RETURNS_DIR", "/data/returns")},
)
router = prod.process("ReturnProcess", ReturnProcess, pool_size=2)
warehouse = prod.operation("Warehouse", Warehouse)
mail = prod.operation(
    "Mail",
    MailOperation,
    settings={"Sender": "returns@shop.example", "Password": os.environ.get("MAIL_PASSWORD", "")},
)
# An archive for each year that is still looked at.
archives = [
    prod.operation(f"Archive{year}", Archive, category="archive", settings={"Path": f"/data/archive/{year}"})
    for year in (2025, 2026)
]

prod.connect(inbox.Output, router)
prod.connect(router.Accepted, warehouse)
prod.connect(router.Refused, mail)
router.connect("Archives", archives[-1])

PRODUCTIONS = [prod]
