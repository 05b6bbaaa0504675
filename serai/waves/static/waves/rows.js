// A page of rows by keyboard: Enter keeps the row and goes to the next one. What is typed and not yet kept goes to the
// server when one leaves the row, and every five seconds, so that a reload finds it there. While the connection is lost
// the rows stay on the page and are sent again; nothing is kept in the browser. Without this script Enter sends the page.

const form = document.querySelector("[data-waves-rows]");
const waits = document.querySelector("[data-waves-waiting]");
const underway = new Set();
let wantsNext = false;

const rows = () => [...form.querySelectorAll("[data-waves-row]")];
const fields = (row) => [...row.querySelectorAll("select, input:not([type=hidden])")];
const isTyped = (row) => fields(row).some((field) => field.value.trim());

function keep(row) {
  underway.add(row.id);
  htmx.trigger(row, "keep");
}

// What the page says of unsent typing (ui/serai.js) holds no more once all of it is kept, or at least begun, there.
function allIsThere() {
  if (!rows().some((row) => "wavesTyped" in row.dataset)) form.dispatchEvent(new Event("submit", { bubbles: true }));
}

async function begin(row) {
  if (!("wavesTyped" in row.dataset) || underway.has(row.id)) return;
  delete row.dataset.wavesTyped;
  const told = new FormData();
  for (const name of ["csrfmiddlewaretoken", "form_token", "nationality"]) told.set(name, form.elements[name].value);
  for (const field of row.querySelectorAll("select, input")) told.set(field.name, field.value);
  told.set("only", row.id.replace("row-", ""));
  const sent = fetch(form.dataset.wavesBegun, { method: "POST", body: told, redirect: "error" });
  const answer = await sent.catch(() => null);
  if (answer?.status === 204) allIsThere();
  else row.dataset.wavesTyped = "";
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

form.addEventListener("input", (event) => {
  const row = event.target.closest("[data-waves-row]");
  if (row) row.dataset.wavesTyped = "";
});
form.addEventListener("focusout", (event) => {
  const row = event.target.closest("[data-waves-row]");
  if (row && !row.contains(event.relatedTarget)) begin(row);
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
  allIsThere();
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
setInterval(() => {
  again();
  for (const row of rows()) begin(row);
}, 5000);
form.dataset.wavesReady = "";
