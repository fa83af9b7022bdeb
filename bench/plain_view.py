"""What one would write without thinking of speed: a Django view that saves one model per event."""

import json

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

settings.MIDDLEWARE = []  # only the view itself
application = get_asgi_application()

from polku.lib.clock import now  # noqa: E402
from polku.lib.digest import digest  # noqa: E402
from polku.timeline.models import Event  # noqa: E402


@csrf_exempt
def batch(request: HttpRequest) -> HttpResponse:
    """Read the batch and save each of its events."""
    messages = json.loads(request.body)["batch"]
    for message in messages:
        Event.objects.create(
            source_id=1,
            key=digest("1", message["messageId"]),
            form="segment",
            occurred_at=now(),
            received_at=now(),
            body=json.dumps(message),
        )
    response = JsonResponse({"success": True, "accepted": len(messages)})
    response["Content-Length"] = str(len(response.content))
    return response


urlpatterns = [path("v1/batch", batch)]
settings.ROOT_URLCONF = __name__
