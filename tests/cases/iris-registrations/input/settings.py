from letters import Letters

CLASSES = {"Python.Letters": Letters}
