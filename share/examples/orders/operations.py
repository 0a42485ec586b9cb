"""What acts outside: only operations do."""

import smtplib
from email.message import EmailMessage

from iop import BusinessOperation, handler, setting

from messages import OrderRequest, RejectedOrder


class AcceptedOperation(BusinessOperation):
    """Books an order."""

    @handler(OrderRequest)
    def book(self, order):
        self.log_info(f"booked order {order.order_id} of {order.amount}")


class RejectedOperation(BusinessOperation):
    """Mails why an order was refused."""

    SMTPServer = setting("localhost")
    Password = setting("")
    Sender = setting("orders@example.org")
    Recipient = setting("desk@example.org")

    @handler(RejectedOrder)
    def mail(self, rejected):
        message = EmailMessage()
        message["From"] = self.Sender
        message["To"] = self.Recipient
        message["Subject"] = "An order was rejected"
        message.set_content(rejected.reason)
        with smtplib.SMTP(self.SMTPServer) as server:
            server.login(self.Sender, self.Password)
            server.send_message(message)
