"""What the tests of the page share: a little app served, and its page opened."""

from tests.sandbox.opened import open_page, served

__all__ = ["open_page", "served"]
