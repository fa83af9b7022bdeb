"""The API, put together."""

from polku import __version__
from polku.surfaces.api.briefing import router as briefing
from polku.surfaces.api.customers import router as customers
from polku.surfaces.api.intake import router as intake
from polku.surfaces.api.logs import router as logs
from polku.surfaces.api.measures import router as measures
from polku.surfaces.api.openapi import Described
from polku.surfaces.api.problems import tell_problems
from polku.surfaces.api.sign_in import Session, Token

api = Described(
    title="Polku",
    version=__version__,
    description="One customer's whole path, and the doors it comes in by. Moments are ISO 8601 in UTC.",
    urls_namespace="api",
    auth=[Token(), Session()],
    docs_url=None,
)
api.add_router("", customers)
api.add_router("", briefing)
api.add_router("", intake)
api.add_router("", measures)
api.add_router("", logs)
tell_problems(api)
