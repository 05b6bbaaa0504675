// The browser turns no string into elements or script (`require-trusted-types-for`), except through this policy: while
// htmx reads an answer of this server, that answer, whole and as it came, and nothing else. docs/guard.md says what this
// stops. Classic and before htmx, so that it stands when htmx begins.

(() => {
  if (!window.trustedTypes) return; // a browser that does not know the rule does not need the exception

  const WRAPPED = ['<body><template class="internal-htmx-wrapper">', "</template></body>"];
  const HEAD = /<head(\s[^>]*)?>[\s\S]*?<\/head>/i;
  let ours = [];

  document.addEventListener("htmx:beforeOnLoad", ({ detail: { xhr } }) => {
    const own = new URL(xhr.responseURL).origin === location.origin;
    const bare = xhr.responseText.replace(HEAD, "");
    ours = own ? [xhr.responseText, bare, WRAPPED.join(bare)] : [];
  });
  document.addEventListener("htmx:afterOnLoad", () => {
    ours = [];
  });
  trustedTypes.createPolicy("default", { createHTML: (html) => (ours.includes(html) ? html : null) });
})();
