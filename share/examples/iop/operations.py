"""What acts outside."""

from iop import BusinessOperation, setting

from messages import ArchiveReturn, ReturnRefused, ReturnRequest


class Warehouse(BusinessOperation):
    def put_back(self, request: ReturnRequest):
        self.log_info(f"order {request.order_id} is back")


class MailOperation(BusinessOperation):
    Sender = setting("", description="from whom the mail comes")
    Password = setting("")

    def refuse(self, request: ReturnRefused):
        self.log_info(f"order {request.order_id}: {request.because}")


class Archive(BusinessOperation):
    Path = setting("", required=True)

    def keep(self, request: ArchiveReturn):
        self.log_info(f"{request.order_id} kept in {self.Path}")
