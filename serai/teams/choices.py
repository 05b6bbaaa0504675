from django.utils.translation import gettext_lazy as _

ACTS = {
    "file.kept": _("Kept a file to a team"),
    "team.joined": _("Added a colleague to the team of a file"),
    "team.left": _("Took a colleague out of the team of a file"),
    "team.end_asked": _("Asked to let everybody open a file again"),
    "team.ended": _("Let everybody open a file again"),
}
