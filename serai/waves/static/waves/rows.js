// A page of rows by keyboard: Enter keeps the row and goes to the next one. While the connection is lost the rows stay on
// the page and are sent again; nothing is kept in the browser. Without this script Enter sends the page.

const form = document.querySelector("[data-waves-rows]");
const waits = document.querySelector("[data-waves-waiting]");
const underway = new Set();
let wantsNext = false;

const rows = () => [...form.querySelectorAll("[data-waves-row]")];
const fields = (row) => [...row.querySelectorAll("select, input")];
const isTyped = (row) => fields(row).some((field) => field.value.trim());

function keep(row) {
  underway.add(row.id);
  htmx.trigger(row, "keep");
}

// When the last row is done, the page goes; but not before each row has its answer.
function goOn() {
  const unsent = rows().filter((row) => "wavesUnsent" in row.dataset);
  waits.hidden = !unsent.length;
  if (wantsNext && !underway.size && !unsent.length) form.requestSubmit();
}

function failed(row) {
  underway.delete(row.id);
  row.dataset.wavesUnsent = "";
  goOn();
}

form.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-waves-row]");
  if (event.key !== "Enter" || event.isComposing || !row) return;
  event.preventDefault();
  const all = rows();
  const next = all[all.indexOf(row) + 1];
  if (isTyped(row)) keep(row);
  if (next) fields(next)[0].focus();
  else wantsNext = true;
  goOn();
});

form.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 200 && new URL(xhr.responseURL).pathname === location.pathname) return;
  event.detail.shouldSwap = false; // somebody has to sign in again: the row stays as it was typed
  failed(event.target);
});
form.addEventListener("htmx:sendError", (event) => failed(event.target));
form.addEventListener("htmx:afterSwap", (event) => {
  underway.delete(event.detail.target.id);
  if (!rows().some(isTyped)) form.dispatchEvent(new Event("submit", { bubbles: true })); // nothing left to be warned of
  goOn();
});

const again = () => {
  for (const row of rows()) {
    if (!("wavesUnsent" in row.dataset) || underway.has(row.id)) continue;
    delete row.dataset.wavesUnsent;
    keep(row);
  }
};
addEventListener("online", again);
setInterval(again, 5000);
form.dataset.wavesReady = "";
