from bo import Printer

CLASSES = {"Print.Jobs": Printer}
