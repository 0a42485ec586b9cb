from iop import BusinessOperation


class Spare(BusinessOperation):
    pass
