from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from serai.accounts.access import fresh
from serai.accounts.passkeys import are_possible, host_of
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.codes.words import Words
from serai.keys.place import CannotOpen
from serai.vault import operations, queries, security_keys, slots
from serai.vault.closed import NAMED, ON_THE_MACHINE
from serai.vault.control import NobodyServes
from serai.vault.forms import AddKeyForm
from serai.vault.gate import WaitFirst
from serai.vault.held import Locked
from serai.vault.snapshot import encrypted

WHY_NOT: dict[type[Exception], Words] = {
    operations.DoesNotOpen: _("This does not open it. Check each word and try again."),
    WaitFirst: _("Too many tries. Wait a quarter of an hour."),
    NobodyServes: _("The process that holds the key does not answer. Lock everything, unlock, and try again."),
    Locked: _("The process that holds the key does not answer. Lock everything, unlock, and try again."),
    CannotOpen: _("The file of slots is damaged. The recovery code still opens the data."),
    slots.NameTaken: _("Another has that name already. Choose another name, or remove that one first."),
    slots.NoSecret: _("This key gave nothing that could open the data. Take one that knows FIDO2 and has a PIN."),
    slots.NoSuchSlot: _("It was taken away meanwhile. Nothing was changed."),
    slots.LastSlot: _("That is the last passphrase. Add another on the machine first: `serai slots add`."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(May.LOCK_EVERYTHING)
def lock(request: StaffRequest) -> HttpResponse:
    """One big button. The answer is the last that this server gives: it cannot lead on to another page."""
    if request.method != "POST" or not encrypted():
        return render(request, "vault/lock.html", {"encrypted": encrypted()})
    operations.lock_everything(by=request.posting)
    logout(request)
    request.posting = None  # type: ignore[assignment]  # nobody is at work on the last page
    page = render(request, "vault/locked.html")
    page.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return page


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_SLOTS)
@fresh
def unlocking(request: StaffRequest) -> HttpResponse:
    """Who may unlock. Removing is asked twice: first which, then whether it is sure."""
    try:
        ways = queries.ways_to_unlock() if encrypted() else []
        chosen = next((way for way in ways if way.code == request.POST.get("slot")), None)
        if chosen and "sure" in request.POST:
            operations.remove_slot(by=request.posting, name=chosen.name)
            messages.success(request, _("It is taken away. It opens nothing any more."))
            return redirect("vault:unlocking")
    except tuple(WHY_NOT) as why:
        messages.error(request, WHY_NOT[type(why)])
        return render(request, "vault/unlocking.html", {"encrypted": True}, status=409)
    page = "vault/remove_slot.html" if chosen else "vault/unlocking.html"
    return render(request, page, {"encrypted": encrypted(), "ways": ways, "chosen": chosen})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_SLOTS)
@fresh
def add_key(request: StaffRequest) -> HttpResponse:
    """First a name and a passphrase of today; then, in the answer itself, the key is touched."""
    if "made" in request.POST:
        return _take_key(request)
    possible = encrypted() and are_possible(request)
    form = AddKeyForm(request.POST or None if possible else None)
    if form.is_valid():
        name, passphrase = form.cleaned_data["name"], form.cleaned_data["passphrase"]
        try:
            operations.prove(passphrase=passphrase)
            found = slots.read(queries.database())
            slots.check_free(found, name)
            offer = security_keys.ask_to_make(request, name=name, keys=found.keys)
            return render(request, "vault/touch_key.html", offer)
        except tuple(WHY_NOT) as why:
            form.add_error("name" if isinstance(why, slots.NameTaken) else "passphrase", WHY_NOT[type(why)])
    return _key_page(request, form, possible=possible)


def _key_page(request: StaffRequest, form: AddKeyForm, *, possible: bool) -> HttpResponse:
    elsewhere = ""
    if (host := host_of(request)) in ON_THE_MACHINE:
        elsewhere = f"{request.scheme}://{request.get_host().replace(host, NAMED)}{request.path}"
    context = {"form": form, "encrypted": encrypted(), "possible": possible, "elsewhere": elsewhere}
    return render(request, "vault/add_key.html", context)


def _take_key(request: StaffRequest) -> HttpResponse:
    refusal: Words = _("The key was not added: too much time passed, or its answer was not right. Begin again.")
    made = security_keys.made(request, answer=request.POST["made"], secret=request.POST.get("secret", ""))
    if made is not None:
        name, shown = made
        try:
            operations.add_security_key(by=request.posting, name=name, shown=shown)
        except tuple(WHY_NOT) as why:
            refusal = WHY_NOT[type(why)]
        else:
            messages.success(request, _("The key is added. Lock once and try it, while the passphrase is at hand."))
            return redirect("vault:unlocking")
    messages.error(request, refusal)
    return redirect("vault:add_key")
