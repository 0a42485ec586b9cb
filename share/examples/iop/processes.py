"""What decides about returns."""

from iop import BusinessProcess, setting, target

from messages import ArchiveReturn, ReturnRefused, ReturnRequest


class ReturnProcess(BusinessProcess):
    """Takes what was bought not too long ago, and says no to the rest."""

    Accepted = target()
    Refused = target()
    Archives = target()
    MostValue = setting(500, description="more than this is looked at by a person", data_type="%Integer")

    def take_return(self, request: ReturnRequest):
        if request.value > self.MostValue:
            self.send_request_async(self.Refused, ReturnRefused(request.order_id, "too much"))
            return None
        self.archive(request)
        return self.send_request_sync(self.Accepted, request, timeout=30)

    def archive(self, request):
        self.send_request_async(self.Archives, ArchiveReturn(request.order_id))
