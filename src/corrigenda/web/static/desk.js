/* Comfort for the desk: everything works without this file. */
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const remember = (key, value) => { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* private window */ } };
  const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  document.documentElement.classList.add("js");

  /* Keys */
  const keys = one("#keys");
  const off = one("[data-keys-off]");
  if (off) {
    off.checked = remembered("keys-off") === "1";
    off.addEventListener("change", () => remember("keys-off", off.checked ? "1" : null));
  }
  all("[data-opens]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal());
  });
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const step = (by) => {
    const lines = all("[data-line]");
    if (!lines.length) return;
    const at = lines.indexOf(document.activeElement);
    lines[Math.max(0, Math.min(lines.length - 1, at < 0 ? 0 : at + by))].focus();
  };
  document.addEventListener("keydown", (event) => {
    const save = one("[data-save]");
    if (save && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || (off && off.checked)) return;
    if (event.key === "?" && keys) keys.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/" && one("[data-search]")) { event.preventDefault(); one("[data-search]").focus(); }
  });

  all("[data-submits]").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit()));
  all("[data-selects]").forEach((field) => { field.focus(); field.select(); });
  all("[data-focus]").forEach((part) => part.focus());
  all("form[method=post]").forEach((form) => form.addEventListener("submit", (event) => {
    const opens = event.submitter && event.submitter.formTarget === "_blank";
    if (form.dataset.sent && !opens) event.preventDefault();
    else if (!opens) form.dataset.sent = "1";
  }));
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
