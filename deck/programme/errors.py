"""What keeps a whole run from beginning, and is no mistake of any talk."""


class NoCluster(Exception):
    """There is no cluster that could do the work: why, and what to do."""
