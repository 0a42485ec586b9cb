from grongier.pex import Utils

Utils.register_component("bo", "FileOut", "/irisdev/app/src/python/", 1, "Python.FileOut")
