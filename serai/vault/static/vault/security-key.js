// A security key that opens the data: for a salt, and at this address only, it gives a secret that is the same each time
// (the PRF extension of WebAuthn). The secret travels with the form, as a passphrase does, and is kept nowhere here.
// Without this script, or where the browser knows no such key, the button stays hidden and the passphrase is enough.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

async function isPossible() {
  if (!window.isSecureContext || !window.PublicKeyCredential) return false;
  const can = await PublicKeyCredential.getClientCapabilities?.();
  return can?.["extension:prf"] ?? true;
}

// `keys` are [credential, salt]. What is signed is not looked at: who has no key has no secret.
async function show(keys) {
  const found = await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: keys.map(([credential]) => ({ type: "public-key", id: bytes(credential) })),
      userVerification: "required",
      extensions: {
        prf: { evalByCredential: Object.fromEntries(keys.map(([one, salt]) => [one, { first: bytes(salt) }])) },
      },
    },
  });
  const secret = found.getClientExtensionResults().prf?.results?.first;
  if (!secret) throw new Error("no secret");
  return { credential: letters(found.rawId), secret: letters(secret) };
}

// A new key is shown at once, as it will be in the morning: one that gives no secret is found out now.
async function make({ publicKey }, salt) {
  const made = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey),
  });
  const { secret } = await show([[letters(made.rawId), salt]]);
  return { made: JSON.stringify(made.toJSON()), secret };
}

const possible = await isPossible();
for (const note of document.querySelectorAll("[data-no-key]")) note.hidden = possible;
for (const form of possible ? document.querySelectorAll("form[data-keys], form[data-make]") : []) {
  const { keys, make: options, salt } = form.dataset;
  const [button, refusal] = [form.querySelector("button"), form.querySelector("[role=alert]")];
  form.hidden = false;
  button.addEventListener("click", async () => {
    refusal.hidden = button.disabled = true;
    try {
      const shown = await (keys ? show(JSON.parse(keys)) : make(JSON.parse(options), salt));
      for (const [name, value] of Object.entries(shown)) form.elements.namedItem(name).value = value;
      form.requestSubmit();
    } catch {
      refusal.hidden = false;
    }
    button.disabled = false;
  });
}
