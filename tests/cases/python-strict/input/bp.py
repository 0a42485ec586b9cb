class Here:
    pass
