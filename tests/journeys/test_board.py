"""The board speaks the calls: with voices that are put into the browser, which has none where tests run."""

from django.utils import timezone

from serai.centres.choices import Role
from serai.reception.operations import queue
from serai.reception.tests.factories import DeskFactory, QueueTokenFactory, VisitFactory

VOICES = """(() => {
    window.heard = [];
    const voice = (lang, localService) => ({ lang, localService });
    const voices = [voice("fr-FR", false), voice("en-GB", true), voice("ar-SA", true)];
    window.SpeechSynthesisUtterance = function (words) { this.words = words; };
    const speak = (said) => window.heard.push([said.lang, said.words]);
    Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => voices, speak } });
})()"""


def test_each_call_is_spoken_once_in_the_language_of_who_is_called(walk_in, posted, harbour):
    """French has only a voice that would send the words elsewhere: those are said in the board's language."""
    rita = posted("rita", Role.RECEPTIONIST, harbour)
    desk = DeskFactory(centre=harbour, code="R1")
    first, second = (
        QueueTokenFactory(desk=desk, number=number, visit=VisitFactory(centre=harbour, seen=True, language=language))
        for number, language in ((1, "ara"), (2, "fra"))
    )
    queue.call_next(by=rita, desk=desk, at=timezone.now())
    walk = walk_in("en", width=360)
    walk.page.add_init_script(VOICES)
    walk.is_let_in(rita)
    walk.go("/reception/board/")
    walk.is_clean()
    assert walk.page.evaluate("heard") == []
    walk.page.click("[data-serai-voice]")
    queue.call_next(by=rita, desk=desk, at=timezone.now())
    walk.page.locator("[data-serai-say^='2-']").wait_for()
    assert walk.page.evaluate("heard") == [
        ["ar-SA", "رقم الدور 1، تفضل إلى الشبّاك R1."],
        ["en-GB", "Token 2, please come to desk R1."],
    ]
    assert (first.number, second.number) == (1, 2)
    walk.is_clean()
