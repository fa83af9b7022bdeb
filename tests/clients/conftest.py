"""The server the clients speak to."""

from tests.serving import serving as serving
