// The board speaks each call once, after somebody pressed the button: in the language of who is called where this device
// has a voice for it, else in the board's. Only voices of the device itself: others would send the words elsewhere.
// Without this script, or without a voice, the same words stand on the board.

const [button, spoken, mute] = ["voice", "spoken", "mute"].map((name) => document.querySelector(`[data-serai-${name}]`));
const said = new Set();
const page = document.documentElement.lang;

function voiceFor(language) {
  const own = speechSynthesis.getVoices().filter((voice) => voice.localService);
  return own.find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
}

function say(call) {
  const theirs = voiceFor(call.lang);
  const voice = theirs ?? voiceFor(page);
  mute.hidden = Boolean(voice);
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(theirs ? call.textContent : call.dataset.seraiOtherwise);
  Object.assign(words, { voice, lang: voice.lang, rate: 0.9 });
  speechSynthesis.speak(words);
}

function look() {
  for (const call of document.querySelectorAll("[data-serai-say]")) {
    if (said.has(call.dataset.seraiSay)) continue;
    said.add(call.dataset.seraiSay);
    say(call);
  }
}

if ("speechSynthesis" in window) {
  button.hidden = false;
  speechSynthesis.getVoices(); // some browsers load them when they are first asked for
  button.addEventListener("click", () => {
    button.hidden = true;
    mute.hidden = Boolean(voiceFor(page));
    spoken.hidden = !mute.hidden;
    look();
    new MutationObserver(look).observe(document.getElementById("main"), { childList: true, subtree: true });
  });
}
