from iop import BusinessOperation


class Printer(BusinessOperation):
    def on_message(self, request):
        print(request)
