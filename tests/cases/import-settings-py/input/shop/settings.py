import os

from iop import Production

import bo
import more
from bp import Router
from bs import OrderFiles
from msg import Order

CLASSES = {"Python.More": more, "Python.Extra": bo.Extra}
SCHEMAS = [Order]
REMOTE_SETTINGS = {
    "url": os.environ.get("IRIS_URL", "http://localhost:52773"),
    "username": "me",
    "password": os.environ["IRIS_PASSWORD"],
    "namespace": "SHOP",
}

prod = Production("Shop.Production", description="Orders", shutdown_timeout=60)
files = prod.service(
    "Order Files",
    OrderFiles,
    settings={"Folder": os.environ.get("ORDER_FOLDER", "/in"), "Note": "costs ${5}"},
    pool_size=os.environ.get("FILES_AT_ONCE", "2"),
)
router = prod.process("Router", Router)
warehouse = prod.operation(
    "Warehouse", bo.Warehouse_Operation, adapter_settings={"Password": os.environ["SHOP_PASSWORD"]}
)
archive = prod.operation("Archive", class_name="EnsLib.File.PassthroughOperation", enabled=False)
files.connect(OrderFiles.Output, router)
router.connect("Small", warehouse)
router.connect("Small", archive, mode="add")

night = Production("Shop.Night")
night.operation("Warehouse", bo.Warehouse_Operation)

PRODUCTIONS = [prod, night]
