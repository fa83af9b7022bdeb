"""Every address of the server but the intake doors, which stand in front of Django (surfaces/asgi.py)."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
