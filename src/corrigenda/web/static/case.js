/* Comfort for the case page: everything works without this file. */
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const stored = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
  const store = (key, value) => { try { value ? sessionStorage.setItem(key, value) : sessionStorage.removeItem(key); } catch { /* full, or a private window */ } };

  /* One key for what is done most. */
  const keysOff = () => { try { return localStorage.getItem("keys-off") === "1"; } catch { return false; } };
  const inFocus = (selector) => { const line = document.activeElement.closest("[data-suggestion]"); return line && one(selector, line); };
  const open = (selector) => { const details = one(selector); if (!details) return false; details.open = true; one("input", details).focus(); return true; };
  const focus = (selector) => { const field = one(selector); if (!field) return false; field.focus(); return true; };
  const press = (button) => { if (!button) return false; button.click(); return true; };
  const keys = {
    c: () => press(inFocus("[data-confirm]")),
    r: () => press(inFocus("[data-reject]")),
    u: () => press(one("[data-undo]")),
    t: () => press(one("[data-take]")),
    n: () => focus("[data-note]"),
    x: () => open("[data-reasons]"),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing || keysOff()) return;
    if (Object.hasOwn(keys, event.key) && keys[event.key]()) event.preventDefault();
  });

  /* A note outlives a session that ended before it was sent; it goes once it is on the page. */
  all("[data-kept]").forEach((form) => {
    const field = one("textarea", form), place = form.dataset.kept;
    const kept = stored(place), sent = stored(`${place}-sent`);
    store(`${place}-sent`, null);
    if (sent && all(".note__text").some((note) => note.textContent.includes(sent.trim().slice(0, 200)))) store(place, null);
    else if (kept && !field.value) field.value = kept;
    field.addEventListener("input", () => store(place, field.value));
    form.addEventListener("submit", () => { store(place, field.value); store(`${place}-sent`, field.value); });
  });

  /* Names after an @. */
  const note = one("[data-note]"), list = one("#completions");
  if (note && list) {
    const names = all("#names option").map((option) => option.value);
    let at = 0, from = -1;
    const hide = () => { list.hidden = true; list.replaceChildren(); note.removeAttribute("aria-activedescendant"); from = -1; };
    const mark = (to) => {
      at = (to + list.children.length) % list.children.length;
      all("li", list).forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
      note.setAttribute("aria-activedescendant", list.children[at].id);
    };
    const choose = (name) => {
      const end = note.selectionStart;
      note.setRangeText(`@${name} `, from, end, "end");
      note.dispatchEvent(new Event("input", { bubbles: true }));
      hide();
      note.focus();
    };
    const show = () => {
      const before = note.value.slice(0, note.selectionStart), sign = before.lastIndexOf("@");
      const begun = before.slice(sign + 1).toLocaleLowerCase();
      const free = sign >= 0 && begun.length <= 60 && !begun.includes("\n") && (sign === 0 || !/[\p{L}\p{N}@]/u.test(before[sign - 1]) || /\p{Script=Thai}/u.test(before[sign - 1]));
      const fit = free ? names.filter((name) => name.toLocaleLowerCase().startsWith(begun)).slice(0, 8) : [];
      if (!fit.length) return hide();
      from = sign;
      list.replaceChildren(...fit.map((name, number) => {
        const item = document.createElement("li");
        item.id = `completion-${number}`;
        item.setAttribute("role", "option");
        item.textContent = name;
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(name); });
        return item;
      }));
      list.hidden = false;
      mark(0);
    };
    note.setAttribute("aria-controls", "completions");
    note.addEventListener("input", show);
    note.addEventListener("blur", hide);
    note.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at - 1);
      else if (event.key === "Enter" || event.key === "Tab") choose(list.children[at].textContent);
      else if (event.key === "Escape") hide();
      else return;
      event.preventDefault();
    });
  }

  /* Words of a message become a claim. */
  const chosenIn = (message) => {
    const selection = document.getSelection(), words = one("[data-words]", message);
    if (!words || !selection.rangeCount || selection.isCollapsed) return "";
    const range = selection.getRangeAt(0);
    if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return "";
    const part = range.cloneContents();
    all("summary", part).forEach((summary) => summary.remove());
    return part.textContent.trim();
  };
  document.addEventListener("selectionchange", () => all("[data-message]").forEach((message) => {
    const button = one("[data-cut]", message);
    if (!button || document.activeElement === button) return;
    const words = chosenIn(message);
    button.hidden = !words;
    if (words) one("[data-cut-words]").value = words;
  }));
  const keep = one("[data-keep-selected]");
  if (keep) {
    const field = one("#words");
    keep.hidden = false;
    keep.addEventListener("mousedown", (event) => event.preventDefault());
    keep.addEventListener("click", () => {
      const selected = field.value.slice(field.selectionStart, field.selectionEnd).trim();
      if (selected) field.value = selected;
      field.focus();
    });
  }

  /* Who else is looking: told every twenty seconds while the page is seen. */
  const place = one("[data-here]");
  if (!place) return;
  const form = (extra) => {
    const sent = new FormData();
    const token = one("input[name=csrfmiddlewaretoken]");
    if (token) sent.append("csrfmiddlewaretoken", token.value);
    Object.entries(extra).forEach(([name, value]) => sent.append(name, value));
    return sent;
  };
  let shown = place.innerHTML;
  const say = (html) => { if (html !== shown) { place.innerHTML = html; shown = html; } };
  const here = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(place.dataset.here, { method: "POST", body: form({ stamp: place.dataset.stamp }) });
      if (answer.redirected) {
        const told = document.createElement("p");
        told.className = "notice notice--warning";
        told.textContent = place.dataset.signedOut;
        say(told.outerHTML);
      } else if (answer.ok) say(await answer.text());
    } catch { /* no network just now */ }
  };
  here();
  setInterval(here, 20000);
  document.addEventListener("visibilitychange", here);
  window.addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.here, form({ leaving: "1" })));
})();
