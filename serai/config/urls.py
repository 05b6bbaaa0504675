from django.urls import include, path

from serai.accounts.views.language import choose_language

handler400 = "serai.ui.views.bad_request"
handler403 = "serai.ui.views.forbidden"
handler404 = "serai.ui.views.not_found"
handler500 = "serai.ui.views.server_error"

urlpatterns = [
    path("language/", choose_language, name="set_language"),
    path("", include("serai.centres.urls")),
    path("accounts/", include("serai.accounts.urls")),
    path("people/", include("serai.search.urls")),
    path("people/", include("serai.people.urls")),
    path("cards/", include("serai.cards.urls")),
    path("teams/", include("serai.teams.urls")),
    path("interpreters/", include("serai.interpreters.urls")),
    path("duplicates/", include("serai.duplicates.urls")),
    path("linkage/", include("serai.linkage.urls")),
    path("oversight/", include("serai.oversight.urls")),
    path("registration/", include("serai.registration.urls")),
    path("households/", include("serai.households.urls")),
    path("reception/", include("serai.reception.urls")),
    path("appointments/", include("serai.appointments.urls")),
    path("screening/", include("serai.screening.urls")),
    path("directory/", include("serai.directory.urls")),
    path("files/", include("serai.files.urls")),
    path("privacy/", include("serai.privacy.urls")),
    path("watch/", include("serai.watch.urls")),
    path("imports/", include("serai.imports.urls")),
    path("assistance/", include("serai.assistance.urls")),
    path("feeds/", include("serai.feeds.urls")),
    path("waves/", include("serai.waves.urls")),
    path("referrals/", include("serai.referrals.urls")),
    path("sealed/", include("serai.sealed.urls")),
    path("complaints/", include("serai.complaints.urls")),
    path("sharing/", include("serai.sharing.urls")),
    path("insights/", include("serai.insights.urls")),
    path("vault/", include("serai.vault.urls")),
]
