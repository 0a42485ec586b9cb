"""What decides where an order goes."""

from iop import BusinessProcess, target

from messages import OrderRequest, RejectedOrder


class OrderProcess(BusinessProcess):
    """Sends orders without an id to Rejected and all others to Accepted."""

    Accepted = target()
    Rejected = target()

    def route_order(self, order: OrderRequest):
        if order.order_id == "":
            return self.send_request_sync(self.Rejected, RejectedOrder(reason="missing id"))
        return self.send_request_sync(self.Accepted, order)

    def on_message(self, request):
        self.log_warning(f"no handler for {type(request).__name__}")
        return request
