from grongier.pex import BusinessService

from msg import Order


class OrdersIn(BusinessService):
    """Takes orders from the shop."""

    def get_adapter_type():
        return "Ens.InboundAdapter"

    def on_init(self):
        if not hasattr(self, "target"):
            self.target = "Nobody"

    def on_process_input(self, message_input):
        # self.send_request_sync("Comment", Order())
        self.send_request_async(self.target, Order(number=1))
