class Broken(BusinessProcess)
    pass
