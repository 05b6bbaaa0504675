// Three small things that a page cannot do by itself; everything works without them.

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
// 3. A page that nobody uses closes itself shortly before the server signs out; what was typed stays underneath.
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
  if (since > idle - 60 * SECOND) {
    warning.close();
    body.classList.add("locked");
    if (!lock.open) lock.showModal();
  } else if (since > idle - 180 * SECOND && !warning.open && !lock.open) {
    warning.showModal();
  }
}

async function open() {
  const now = await reader();
  if (now && now !== body.dataset.seraiReader) location.reload();
  if (now !== body.dataset.seraiReader) return;
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
  lock.querySelector("[data-serai-open]").addEventListener("click", open);
  setInterval(look, 15 * SECOND);
  addEventListener("pageshow", async (event) => {
    if (event.persisted && (await reader()) !== body.dataset.seraiReader) location.reload();
  });
}
