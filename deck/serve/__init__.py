"""The preview: a page in the browser that shows the talk as it was saved last.

Two processes. The one that `deck serve` is watches the files and answers the browser; it reads nothing of the talk. The
other, `workshop.py`, builds, and runs the talk's own code in its limits: what ends it is a mistake to show.
"""
