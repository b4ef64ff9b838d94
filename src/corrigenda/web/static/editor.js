/* Comfort for the editor: everything works without this file, but for words that were never sent. */
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const editor = one("[data-editor]");
  if (!editor) return;
  const say = one("[data-say]").dataset;
  const status = one("[data-status]");
  const tell = (words, link) => {
    status.textContent = words;
    if (!link) return;
    const again = document.createElement("a");
    Object.assign(again, { href: editor.dataset.signIn, target: "_blank", textContent: say.signInAgain });
    status.append(" ", again);
  };
  const made = (tag, fields) => Object.assign(document.createElement(tag), fields);

  /* What is typed: kept in this browser at once, at the desk a moment later. */
  const place = `words-${editor.dataset.editor}`;
  const kept = (() => { try { return JSON.parse(localStorage.getItem(place)); } catch { return null; } })();
  const keep = (value) => { try { value ? localStorage.setItem(place, JSON.stringify(value)) : localStorage.removeItem(place); } catch { /* full, or a private window */ } };
  const fields = () => all("input[name], textarea[name], select[name]").filter((field) => field.form === editor && field.name !== "csrfmiddlewaretoken");
  const counts = (field) => field.type !== "hidden" && (!["checkbox", "radio"].includes(field.type) || field.checked);
  const words = () => fields().filter(counts).filter((field) => field.value && !/-(kind|place)$/.test(field.name)).map((field) => [field.name, field.value]);
  const same = (here, there) => JSON.stringify(here) === JSON.stringify(there);
  const began = words();
  let unsent = editor.hasAttribute("data-changed");
  let sending = null;
  let timer = 0;
  if (unsent) tell(say.waits);

  const freshToken = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const token = one("#editor [name=csrfmiddlewaretoken]", page);
    if (!token) return false;
    all("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token.value; });
    return true;
  };
  const post = () => fetch(editor.dataset.autosave, { method: "POST", body: new FormData(editor), redirect: "manual", headers: { "X-Requested-With": "fetch" } });
  const send = async () => {
    clearTimeout(timer);
    timer = 0;
    if (sending) return;
    const now = words();
    try {
      sending = post();
      let answer = await sending;
      if (answer.status === 403 && (await freshToken())) answer = await post();
      if (answer.ok) {
        const { at, ready } = await answer.json();
        if (one("[data-ready]").innerHTML.trim() !== ready.trim()) one("[data-ready]").innerHTML = ready;
        if (same(now, words())) { unsent = false; keep(null); tell(same(now, began) ? "" : say.kept.replace("{}", at)); }
      } else if (answer.status === 422) tell((await answer.json()).sentence);
      else tell(say.signedOut, true);
    } catch { tell(say.offline); }
    sending = null;
    if (unsent && !same(now, words())) soon();
  };
  const soon = () => { timer = timer || setTimeout(send, 1200); };
  const changed = () => {
    unsent = true;
    keep({ at: new Date().toTimeString().slice(0, 5), words: words() });
    if (!status.textContent || status.textContent === say.waits) tell(say.waits);
    soon();
  };
  editor.addEventListener("input", changed);
  editor.addEventListener("change", changed);
  window.addEventListener("online", () => { if (unsent) send(); });
  document.addEventListener("visibilitychange", () => { if (unsent && !document.hidden) send(); });
  window.addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });
  editor.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.formTarget === "_blank") return;
    clearTimeout(timer);
    unsent = false; /* what is sent stays in this browser until a page shows that it arrived */
    keep({ at: new Date().toTimeString().slice(0, 5), words: words() });
  });

  /* Sources: added, moved, removed and brought back. */
  const sources = one("[data-sources]");
  const total = one("[data-total]");
  const add = one("[data-add-source]");
  const heard = one("[data-heard]");
  add.type = "button";
  add.textContent = add.dataset.label || add.textContent;
  const number = () => all("[data-source]", sources).forEach((source, at) => { one("[data-place] input", source).value = String(at + 1); });
  const move = (source, by, button) => {
    const rows = all("[data-source]", sources);
    const at = rows.indexOf(source);
    const other = rows[at + by];
    if (!other) return;
    sources.insertBefore(by < 0 ? source : other, by < 0 ? other : source);
    number();
    button.focus();
    heard.textContent = say.moved.replace("{}", String(at + by + 1));
    changed();
  };
  const prepared = (source) => {
    const box = one("[data-remove] input", source);
    const row = made("p", { className: "row source__row" });
    const gone = made("p", { className: "source__gone", hidden: true });
    const undo = made("button", { type: "button", className: "button--quiet small-button", textContent: say.undo });
    const remove = made("button", { type: "button", className: "button--quiet small-button", textContent: say.remove });
    const show = () => {
      source.classList.toggle("source--gone", box.checked);
      gone.hidden = !box.checked;
      gone.textContent = `${say.removed.replace("{}", one("input[type=url]", source).value || "–")} `;
      gone.append(undo);
    };
    for (const [by, label] of [[-1, say.up], [1, say.down]]) {
      const button = made("button", { type: "button", className: "button--quiet small-button", textContent: label });
      button.addEventListener("click", () => move(source, by, button));
      row.append(button);
    }
    remove.addEventListener("click", () => { box.checked = true; show(); undo.focus(); changed(); });
    undo.addEventListener("click", () => { box.checked = false; show(); remove.focus(); changed(); });
    row.append(remove);
    source.addEventListener("marked", show);
    one("[data-remove]", source).hidden = true;
    source.append(row, gone);
    show();
  };
  all("[data-source]", sources).forEach(prepared);
  const added = () => {
    const holder = document.createElement("div");
    holder.innerHTML = one("[data-empty-source]").innerHTML.replaceAll("__prefix__", total.value);
    const source = holder.firstElementChild;
    sources.append(source);
    total.value = String(Number(total.value) + 1);
    prepared(source);
    number();
    return source;
  };
  add.addEventListener("click", () => one("input", added()).focus());

  /* The name of a page, as it calls itself. */
  sources.addEventListener("change", async (event) => {
    if (event.target.type !== "url" || !event.target.value || !event.target.validity.valid) return;
    const source = event.target.closest("[data-source]");
    const name = one("input[name$='-title']", source);
    const looked = one("[data-looked]", source);
    if (name.value) return;
    looked.textContent = say.looks;
    const body = new URLSearchParams({ url: event.target.value, csrfmiddlewaretoken: one("[name=csrfmiddlewaretoken]", editor).value });
    try {
      const answer = await (await fetch(editor.dataset.titleAddress, { method: "POST", body, redirect: "manual" })).json();
      if (answer.title && !name.value) { name.value = answer.title; changed(); }
      looked.textContent = answer.title ? say.found : answer.sentence || say.noName;
    } catch { looked.textContent = ""; }
  });

  /* The preview follows the text while it is open. */
  const preview = one("[data-preview]");
  const shown = one("#preview");
  const body = one("[name=body]", editor);
  let later = 0;
  const look = async () => {
    const sent = new URLSearchParams({ body: body.value, csrfmiddlewaretoken: one("[name=csrfmiddlewaretoken]", editor).value });
    try {
      const answer = await fetch(preview.formAction, { method: "POST", headers: { "HX-Request": "true" }, body: sent, redirect: "manual" });
      if (answer.ok) shown.innerHTML = await answer.text();
    } catch { /* it is shown again with the next word */ }
  };
  preview.addEventListener("click", (event) => {
    event.preventDefault();
    shown.hidden = !shown.hidden;
    preview.setAttribute("aria-expanded", String(!shown.hidden));
    if (!shown.hidden) look();
  });
  body.addEventListener("input", () => { clearTimeout(later); if (!shown.hidden) later = setTimeout(look, 500); });

  /* What somebody else stored: take it, or take your own back. */
  const controls = (name) => fields().filter((field) => field.name === name);
  const value = (name) => controls(name).filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked).map((field) => field.value).join(",");
  const fill = (name, words) => controls(name).forEach((field) => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = words.split(",").includes(field.value);
    else field.value = words;
  });
  all("[data-clash]").forEach((clash) => {
    const use = one("[data-use]", clash);
    if (!use) return;
    const theirs = one("[data-words]", clash).textContent;
    const mine = value(clash.dataset.clash);
    const label = () => { use.textContent = value(clash.dataset.clash) === theirs ? use.dataset.mine : use.dataset.theirs; };
    use.hidden = false;
    label();
    use.addEventListener("click", () => { fill(clash.dataset.clash, value(clash.dataset.clash) === theirs ? mine : theirs); label(); changed(); });
  });

  /* The same for sources: one list is marked as removed while the other one stands. */
  const marked = (source, gone) => { one("[data-remove] input", source).checked = gone; source.dispatchEvent(new Event("marked")); };
  const filled = (row) => {
    const source = added();
    all("[name]", source).forEach((field) => {
      const words = row.dataset[field.name.replace(/^evidence-\d+-/, "")];
      if (field.type === "checkbox") field.checked = words === "on";
      else if (words !== undefined) field.value = words;
    });
    return source;
  };
  all("[data-use-sources]").forEach((use) => {
    const mine = all("[data-source]", sources).filter((source) => one("input[type=url]", source).value && !one("[data-remove] input", source).checked);
    let theirs = null;
    let instead = false;
    const label = () => { use.textContent = instead ? use.dataset.mine : use.dataset.theirs; };
    use.hidden = false;
    label();
    use.addEventListener("click", () => {
      instead = !instead;
      theirs = theirs || all("[data-row]", use.parentElement).map(filled);
      mine.forEach((source) => marked(source, instead));
      theirs.forEach((source) => marked(source, !instead));
      label();
      changed();
    });
  });

  /* Words this browser kept, because the desk could not be reached or nobody was signed in. */
  const bring = () => {
    const names = new Map();
    kept.words.forEach(([name, words]) => names.set(name, [...(names.get(name) || []), words]));
    while ([...names.keys()].some((name) => Number((/^evidence-(\d+)-/.exec(name) || [])[1]) >= Number(total.value))) added();
    fields().filter((field) => field.type !== "hidden" && !/-(kind|place)$/.test(field.name)).forEach((field) => {
      const there = names.get(field.name) || [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = there.includes(field.value);
      else field.value = there[0] || "";
    });
  };
  const received = editor.dataset.changed === "received"; /* the desk has them: they are in this form */
  if (!received && kept && kept.words && !same(kept.words, began)) {
    const notice = made("div", { className: "notice notice--warning" });
    notice.dataset.copied = "";
    const yes = made("button", { type: "button", textContent: say.keep });
    const no = made("button", { type: "button", className: "button--quiet", textContent: say.discard });
    const row = made("p", { className: "row" });
    row.append(yes, no);
    notice.append(made("p", { textContent: say.copy.replace("{}", kept.at) }), row);
    editor.closest(".two").before(notice);
    yes.addEventListener("click", () => { bring(); notice.remove(); changed(); one("textarea, input[type=text]", editor).focus(); });
    no.addEventListener("click", () => { keep(null); notice.remove(); });
  } else keep(null);
})();
