// Five small things that a page cannot do by itself; everything works without them.

const body = document.body;
const SECOND = 1000;

// 1. Typing that is not yet sent is not lost by a slip: the browser asks before the page goes.
const unsent = new Set();
addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.method === "post" && form.closest("main")) unsent.add(form);
});
addEventListener("submit", (event) => unsent.delete(event.target));
addEventListener("beforeunload", (event) => {
  if (unsent.size) event.preventDefault();
});

// 2. Somebody who types is not idle: the server hears of it once a minute.
// 3. A page that nobody uses draws a curtain when the server asks again who is there; what was typed stays underneath.
const idle = Number(body.dataset.seraiIdle) * SECOND;
const warning = document.getElementById("idle-warning");
const lock = document.getElementById("idle-lock");
const tabs = new BroadcastChannel("serai");
let lived = Date.now();
let told = Date.now();

async function reader() {
  try {
    const answer = await fetch(body.dataset.seraiAlive, { redirect: "error", cache: "no-store" });
    return answer.ok ? await answer.text() : "";
  } catch {
    return "";
  }
}

function live() {
  if (lock.open) return;
  lived = Date.now();
  tabs.postMessage("lived");
  if (lived - told > 60 * SECOND) {
    told = lived;
    reader();
  }
}

function look() {
  const since = Date.now() - lived;
  if (since > idle + 5 * SECOND) {
    warning.close();
    body.classList.add("locked");
    if (!lock.open) lock.showModal();
  } else if (since > idle - 120 * SECOND && !warning.open && !lock.open) {
    warning.showModal();
  }
}

// The password goes to the server, the page stays. When the server knows again who is there, by this or by another
// window, the curtain goes up.
async function open(event) {
  event.preventDefault();
  const form = event.target;
  const refused = form.querySelector("[data-serai-refused]");
  const sent = fetch(form.action, { method: "POST", body: new FormData(form), redirect: "error" });
  await sent.catch(() => {});
  const now = await reader();
  if (now && now !== body.dataset.seraiReader) location.reload();
  refused.hidden = now === body.dataset.seraiReader;
  if (!refused.hidden) return;
  form.reset();
  lived = told = Date.now();
  body.classList.remove("locked");
  lock.close();
}

if (idle && warning && lock) {
  for (const sign of ["keydown", "pointerdown", "input"]) addEventListener(sign, live, { passive: true });
  tabs.addEventListener("message", () => {
    if (!lock.open) lived = told = Date.now();
    if (warning.open) warning.close();
  });
  warning.addEventListener("close", live);
  lock.addEventListener("cancel", (event) => event.preventDefault());
  lock.querySelector("form").addEventListener("submit", open);
  setInterval(look, 15 * SECOND);
  addEventListener("pageshow", async (event) => {
    if (event.persisted && (await reader()) !== body.dataset.seraiReader) location.reload();
  });
}

// 4. A page that is meant for paper has a button for it. Without this script the browser's own menu prints it.
for (const button of document.querySelectorAll("[data-serai-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// 5. A part of a page that renews itself waits while somebody has something open or is choosing in it.
addEventListener("htmx:beforeRequest", (event) => {
  const renews = event.target.matches("[hx-trigger^=every]");
  if (renews && event.target.querySelector("details[open], select:focus")) event.preventDefault();
});
