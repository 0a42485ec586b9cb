"""What brings returns in."""

from decimal import Decimal

from iop import BusinessService, target

from messages import ReturnRequest


class ReturnFileService(BusinessService):
    """Reads one return from each file: order, value, reason."""

    Output = target()

    @staticmethod
    def get_adapter_type():
        return "EnsLib.File.InboundAdapter"

    def on_process_input(self, message_input):
        for line in message_input.ReadLine().split("\n"):
            order_id, value, reason = line.split(",")
            self.send_request_async(self.Output, ReturnRequest(order_id, Decimal(value), reason))
