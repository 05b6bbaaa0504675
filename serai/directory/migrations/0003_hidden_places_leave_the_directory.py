import json
from uuid import uuid4

from django.db import migrations

NOWHERE = {"area": None, "address": "", "latitude": None, "longitude": None}


def take_out(apps, editor):
    """Where safe houses are leaves the directory. It waits in the table of sealed places, still open, until it can be
    sealed: `serai upgrade`, or the first reader of the country's sealed safe places, does so."""
    locations, sealed = apps.get_model("directory", "Location"), apps.get_model("sealed", "SealedPlace")
    phones, areas = apps.get_model("directory", "Phone"), apps.get_model("directory", "Area")
    left = set()
    for location in locations.objects.filter(is_hidden=True).exclude(area=None).select_related("area"):
        numbers = phones.objects.filter(service__at_locations__location=location)
        told = {"area": next(iter(location.area.names.values()), ""), "country": location.area.country}
        told |= {name: str(getattr(location, name)) for name in ("address", "latitude", "longitude") if getattr(location, name)}
        told["phones"] = list(numbers.order_by("pk").values_list("number", flat=True))
        body = json.dumps(told, ensure_ascii=False).encode()
        sealed.objects.create(id=uuid4(), compartment=None, epoch=0, place=location.public_id, body=body)
        left.add(location.area_id)
        phones.objects.filter(pk__in=list(numbers.values_list("pk", flat=True))).delete()
        locations.objects.filter(pk=location.pk).update(**NOWHERE)
    areas.objects.filter(pk__in=left, locations=None).delete()


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_a_hidden_place_has_no_area"), ("sealed", "0002_where_safe_houses_are")]
    # Backwards they stay where they are: what is sealed by then, nobody can put back.
    operations = [migrations.RunPython(take_out, migrations.RunPython.noop)]
