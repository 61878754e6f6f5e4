"""What tests of the talk's refresh share: a registry on this computer, and no way to any other."""

from tests.refresh.conftest import only_this_computer, server, stop

__all__ = ["only_this_computer", "server", "stop"]
