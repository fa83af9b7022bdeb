"""The pages: one line each, to the page's own addresses."""

from django.urls import URLPattern, URLResolver, include, path

from polku.surfaces.web.styles import styles

urlpatterns: list[URLPattern | URLResolver] = [
    path("styles.css", styles),
    path("", include("polku.surfaces.web.pages.search.urls")),
    path("", include("polku.surfaces.web.pages.customer.urls")),
    path("", include("polku.surfaces.web.pages.briefing.urls")),
    path("customers/", include("polku.surfaces.web.pages.log_encounter.urls")),
    path("organisations/", include("polku.surfaces.web.pages.organisation.urls")),
    path("live/", include("polku.surfaces.web.live.urls")),
    path("live", include("polku.surfaces.web.pages.arriving.urls")),
    path("", include("polku.surfaces.web.pages.sign_in.urls")),
    path("imports", include("polku.surfaces.web.pages.imports.urls")),
    path("start", include("polku.surfaces.web.pages.start.urls")),
    path("me", include("polku.surfaces.web.pages.me.urls")),
    path("", include("polku.surfaces.web.pages.people.urls")),
    path("sources", include("polku.surfaces.web.pages.sources.urls")),
    path("quarantine", include("polku.surfaces.web.pages.quarantine.urls")),
    path("mappings", include("polku.surfaces.web.pages.mappings.urls")),
    path("journeys", include("polku.surfaces.web.pages.journeys.urls")),
    path("map", include("polku.surfaces.web.pages.map.urls")),
    path("paths", include("polku.surfaces.web.pages.paths.urls")),
    path("", include("polku.surfaces.web.pages.exits.urls")),
    path("figures", include("polku.surfaces.web.pages.figures.urls")),
    path("measures", include("polku.surfaces.web.pages.measures.urls")),
    path("duplicates", include("polku.surfaces.web.pages.duplicates.urls")),
    path("merges", include("polku.surfaces.web.pages.merges.urls")),
    path("log", include("polku.surfaces.web.pages.log.urls")),
    path("status", include("polku.surfaces.web.pages.status.urls")),
    path("portfolio", include("polku.surfaces.web.pages.portfolio.urls")),
]
