"""The values of the small talk."""


def values(data):
    return {"number": 12}
