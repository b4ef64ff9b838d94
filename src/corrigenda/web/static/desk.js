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

  /* The editor */
  const editor = one("[data-editor]");
  if (!editor) return;
  const unsaved = one("[data-unsaved]");
  let changed = Boolean(one("[role=alert]"));
  const mark = () => { changed = true; unsaved.hidden = false; };
  if (changed) mark();
  editor.addEventListener("input", mark);
  editor.addEventListener("submit", (event) => { if (!event.submitter || event.submitter.formTarget !== "_blank") changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  const sources = one("[data-sources]");
  const total = one("[data-total]");
  const add = one("[data-add-source]");
  add.type = "button";
  add.textContent = add.dataset.label || add.textContent;
  const removable = (source) => {
    const label = one("[data-remove]", source);
    const box = one("input", label);
    const show = () => source.classList.toggle("source--gone", box.checked);
    box.addEventListener("change", show);
    show();
  };
  all("[data-source]", sources).forEach(removable);
  add.addEventListener("click", () => {
    const holder = document.createElement("div");
    holder.innerHTML = one("[data-empty-source]").innerHTML.replaceAll("__prefix__", total.value);
    const source = holder.firstElementChild;
    sources.append(source);
    total.value = String(Number(total.value) + 1);
    removable(source);
    one("input", source).focus();
  });

  const preview = one("[data-preview]");
  const shown = one("#preview");
  preview.addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await fetch(preview.formAction, {
      method: "POST", headers: { "HX-Request": "true" }, body: new URLSearchParams(new FormData(editor)),
    });
    if (!answer.ok) return;
    shown.innerHTML = await answer.text();
    shown.hidden = false;
  });

  /* Words typed in this tab outlive a session that ended before they were saved. */
  const copy = one("[data-copy]");
  const place = `draft-${copy.dataset.copy}`;
  const fields = () => all("input[name], textarea[name], select[name]", editor).filter((field) => field.type !== "hidden" && (!["checkbox", "radio"].includes(field.type) || field.checked));
  const words = () => Object.fromEntries(fields().map((field) => [field.name, field.value]).filter(([name, value]) => value && !name.endsWith("-kind")));
  const same = (one, other) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
  const kept = (() => { try { return JSON.parse(sessionStorage.getItem(place)); } catch { return null; } })();
  const keep = (value) => { try { value ? sessionStorage.setItem(place, JSON.stringify(value)) : sessionStorage.removeItem(place); } catch { /* full, or a private window */ } };
  if (kept && !same(kept, words())) copy.hidden = false;
  else keep(null);
  editor.addEventListener("input", () => { copy.hidden = true; keep(words()); });
  one("[data-copy-drop]").addEventListener("click", () => { keep(null); copy.hidden = true; });
  one("[data-copy-back]").addEventListener("click", () => {
    while (kept[`evidence-${total.value}-url`]) add.click();
    all("input[name], textarea[name], select[name]", editor).filter((field) => field.type !== "hidden").forEach((field) => {
      if (["checkbox", "radio"].includes(field.type)) field.checked = kept[field.name] === field.value;
      else if (!field.name.endsWith("-kind")) field.value = kept[field.name] || "";
    });
    copy.hidden = true;
    mark();
  });

  all("[data-stored]").forEach((stored) => {
    const field = stored.parentElement.querySelector("textarea, input[type=text]");
    const words = one("[data-words]", stored);
    if (!field || !words || !stored.parentElement.classList.contains("field")) return;
    const use = document.createElement("button");
    use.type = "button";
    use.className = "button--quiet";
    use.textContent = editor.dataset.useStored;
    use.addEventListener("click", () => { field.value = words.textContent; mark(); });
    stored.append(use);
  });
})();
