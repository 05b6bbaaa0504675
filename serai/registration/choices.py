from django.utils.translation import gettext_lazy as _

ACTS = {
    "person.registered": _("Registered the person"),
    "person.name_added": _("Added another way in which the name is written"),
    "person.corrected": _("Corrected the file"),
    "person.age_disputed": _("Recorded whether the age is disputed"),
    "person.document_read": _("Took over what a travel document says"),
    "person.profile_saved": _("Completed the file"),
}
