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


class OrderRouter(BusinessProcess):
    """Sends OrderRequest as RejectedOrder to Rejected when order_id is empty, and otherwise to
    Accepted.
    """

    Accepted = target()
    Rejected = target()

    def route_order_request(self, request: OrderRequest):
        if request.order_id == "":
            return self.send_request_sync(self.Rejected, RejectedOrder(reason="rejected"))
        return self.send_request_sync(self.Accepted, request)

    def on_message(self, request):
        self.log_warning(f"no handler for {type(request).__name__}")
        return request
