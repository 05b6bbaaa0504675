// Passkeys: the browser asks its owner for a finger, a face or a number, and the answer goes with the form. Without this
// script, or where a browser knows no passkeys, the button stays hidden and the password is enough.

const hasName = !/^[\d.]+$|^\[/.test(location.hostname); // there is no passkey for a bare number
const known = hasName && window.PublicKeyCredential && "parseRequestOptionsFromJSON" in PublicKeyCredential;

async function ask(place, form) {
  const { seraiQuestion: question, seraiOffer: offer } = place.dataset;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  const answer = await fetch(question || offer, { method: "POST", body, redirect: "error" });
  if (!answer.ok) throw new Error(answer.status);
  const { publicKey } = await answer.json();
  return question
    ? navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })
    : navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

for (const place of known ? document.querySelectorAll("[data-serai-passkey]") : []) {
  const form = place.closest("form");
  const refusal = place.querySelector("[role=alert]");
  place.hidden = false;
  for (const instead of form.querySelectorAll("[data-serai-no-passkey]")) instead.hidden = true;
  place.querySelector("button").addEventListener("click", async () => {
    refusal.hidden = true;
    const fields = [...form.querySelectorAll("input:not([type=hidden], [type=password])")];
    if (!fields.every((field) => field.reportValidity())) return;
    try {
      const passkey = await ask(place, form);
      form.elements.namedItem(place.dataset.seraiPasskey).value = JSON.stringify(passkey.toJSON());
    } catch {
      refusal.hidden = false;
      return;
    }
    form.noValidate = true;
    form.requestSubmit();
  });
}
