from iop import BusinessOperation


class Keep(BusinessOperation):
    def on_message(self, request):
        return None
