import json
import subprocess

import not_installed
from iop import BusinessOperation, Production

class Mail(BusinessOperation):
    def on_message(self, request):
        pass

names = json.loads(subprocess.check_output(["cat", "names.json"]))

prod = Production("Shop.Production")
for name in names:
    prod.operation(name, Mail)
PRODUCTIONS = [prod]
