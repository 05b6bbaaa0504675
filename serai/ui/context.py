from typing import Any

from django.conf import settings
from django.http import HttpRequest

from serai.ui import nav


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs: the posting, the menu lines it may follow, whether this is a demo."""
    posting = getattr(request, "posting", None)
    items = [item for item in nav.declared() if posting is not None and posting.may(item.needs)]
    return {"posting": posting, "nav_items": items, "is_demo": settings.DEMO}
