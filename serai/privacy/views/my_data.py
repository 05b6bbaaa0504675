"""What is held about a person, printed for them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from serai.audit.operations import record
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.privacy import sheets


@require_safe
@needs(May.PRINT_FILE)
def my_data(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.RIGHTS)
    language = sheets.language_for(person, asked=request.GET.get("language", ""))
    sheet = sheets.my_data(posting=request.posting, person=person, language=language)
    record(by=request.posting, act="file.printed", subject=person, purpose=WhyOpen.RIGHTS, language=language)
    context = {"person": person, "sheet": sheet, "languages": sheets.LANGUAGES.items()}
    return render(request, "privacy/my_data.html", context)
