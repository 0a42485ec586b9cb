"""The modules that stand in for IoP, and what old projects import from them."""

import unittest

import support
from executed import namespace

from python_reader.iop_stand_in import stand_ins
from python_reader.iop_stand_in_components import kind_of
from python_reader.iop_stand_in_messages import HANDLER, is_persistent_message, is_schema_message
from python_reader.values import Unknown

PUBLIC = """BusinessOperation BusinessProcess BusinessService Category ComponentItem ComponentRef Director
DirectorProtocol DuplexOperation DuplexProcess DuplexService Field InboundAdapter Message Model OperationItem
OutboundAdapter PersistentMessage PickleMessage PollingBusinessService ProcessItem Production ProductionApplyResult
ProductionChangePlan ProductionDiff ProductionDiffEntry ProductionGraph ProductionPlanOperation ProductionVerifyResult
ProductionValidationError ProductionValidationIssue ProductionValidationReport ProductionValidationWarning
PydanticMessage PydanticPickleMessage Route ServiceItem Setting TargetSetting TargetSettingRef Utils bind_component
controls handler list_bindings register_component setting target unbind_component unregister_component Port""".split()


class Modules(unittest.TestCase):
    def test_every_public_name_of_iop(self):
        missing = [name for name in PUBLIC if isinstance(getattr(stand_ins("iop"), name), Unknown)]
        self.assertEqual(missing, [])

    def test_other_modules(self):
        self.assertIsNone(stand_ins("iopx"))
        self.assertIsNone(stand_ins("pandas"))
        self.assertIs(stand_ins("grongier.pex").BusinessProcess, stand_ins("iop").BusinessProcess)
        self.assertIs(stand_ins("grongier").pex, stand_ins("grongier.pex"))
        self.assertIsNotNone(stand_ins("iop.production.model").Production)

    def test_names_that_iop_has_not_are_unknown(self):
        self.assertIn("iop.Nonsense", stand_ins("iop").Nonsense.reason)

    def test_classes_belong_to_iop(self):
        self.assertEqual(stand_ins("iop").BusinessProcess.__module__, "iop")


class Classes(unittest.TestCase):
    def test_kinds(self):
        iop = stand_ins("iop")
        kinds = {name: kind_of(getattr(iop, name)) for name in (
            "BusinessService", "PollingBusinessService", "DuplexService", "BusinessProcess", "DuplexProcess",
            "BusinessOperation", "DuplexOperation", "InboundAdapter", "OutboundAdapter", "Message")}
        self.assertEqual(kinds, {
            "BusinessService": "service", "PollingBusinessService": "service", "DuplexService": "service",
            "BusinessProcess": "process", "DuplexProcess": "process", "BusinessOperation": "operation",
            "DuplexOperation": "operation", "InboundAdapter": "adapter", "OutboundAdapter": "adapter", "Message": ""})

    def test_messages(self):
        made = namespace("from iop import *\nclass A(Message): pass\nclass B(PydanticMessage): pass\n"
                         "class C(PersistentMessage, superclasses='X'):\n    name = Field(str, required=True)\n"
                         "class D(PersistentMessage):\n    _iop_persistent_message_abstract = True\nclass E(PickleMessage): pass")
        self.assertEqual([is_schema_message(made[name]) for name in "ABCDE"], [True, True, False, False, True])
        self.assertEqual([is_persistent_message(made[name]) for name in "ABCDE"], [False, False, True, False, False])
        self.assertEqual(made["C"].name.name, "name")

    def test_handler_marks_the_method(self):
        made = namespace("from iop import *\nclass M(Message): pass\nclass P(BusinessProcess):\n    @handler(M)\n"
                         "    def on_m(self, request): pass\n    @handler('a.B')\n    def on_b(self, request): pass")
        self.assertIs(getattr(made["P"].on_m, HANDLER), made["M"])
        self.assertEqual(getattr(made["P"].on_b, HANDLER), "a.B")
        with self.assertRaises(TypeError):
            namespace("from iop import handler\nhandler(5)")

    def test_settings_are_descriptors(self):
        made = namespace("from iop import *\nclass P(BusinessProcess):\n    Out = target(description='d')\n"
                         "    N = setting(5, category=Category.DEV, required=True)\n    Free = setting()\np = P()")
        p, cls = made["p"], made["P"]
        self.assertEqual((p.Out, p.N, p.Free), ("", 5, None))
        self.assertEqual((cls.Out.name, cls.Out.owner, cls.N.category, cls.N.required, cls.Free.has_default),
                         ("Out", cls, "Dev", True, False))
        p.Out = "X"
        self.assertEqual(p.Out, "X")

    def test_methods_of_a_running_component_are_unknown(self):
        made = namespace("from grongier.pex import BusinessProcess, Director\np = BusinessProcess()\n"
                         "r = p.send_request_sync('X', None)\np.log_info('x')\nb = Director.create_business_service('a.B')")
        self.assertIsInstance(made["r"], Unknown)
        self.assertIsInstance(made["b"], Unknown)


if __name__ == "__main__":
    unittest.main()
