// The camera as one more way to type: what it reads goes into the box, and the form is sent. It begins when somebody
// presses the button, and ends with the first code. No picture leaves the page. Without this script, or without a
// camera, the box is there as ever.

const form = document.querySelector("[data-serai-scan]");
const box = form.elements.namedItem("typed");
const [begin, view, stop, refused] = ["camera", "view", "stop", "refused"].map((name) =>
  form.querySelector(`[data-serai-${name}]`),
);
const video = view.querySelector("video");
const EVERY = 150; // milliseconds between two looks
const LONGEST = 120; // as the box takes

// The browser's own reader where it has one that reads QR codes; otherwise ours, fetched when it is needed.
async function reader() {
  const own = window.BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
  const Reader = own ? BarcodeDetector : (await import(form.dataset.seraiScan)).BarcodeDetector;
  return new Reader({ formats: ["qr_code"] });
}

function end() {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  view.hidden = true;
  begin.hidden = false;
}

async function look(eye) {
  if (!video.srcObject) return;
  const [found] = await eye.detect(video);
  if (!video.srcObject) return;
  if (!found?.rawValue) return void setTimeout(() => look(eye), EVERY);
  end();
  box.value = found.rawValue.slice(0, LONGEST);
  form.requestSubmit();
}

begin.hidden = false;
begin.addEventListener("click", async () => {
  refused.hidden = true;
  try {
    const wanted = { facingMode: "environment", width: { ideal: 1280 } };
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted });
    begin.hidden = true;
    view.hidden = false;
    await video.play();
    await look(await reader());
  } catch {
    end();
    refused.hidden = false;
    box.focus();
  }
});
stop.addEventListener("click", end);
addEventListener("pagehide", end);
