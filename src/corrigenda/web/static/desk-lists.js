/* Lists of cases: keys, selecting, staying in place, what changed meanwhile. Everything works without this file. */
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const stored = (store, key) => { try { return store.getItem(key); } catch { return null; } };
  const store = (key, value) => { try { value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value); } catch { /* a private window */ } };

  /* Filters: only what is set stands in the address; a choice by mouse or finger shows at once, one by keys waits for Enter. */
  all("[data-filter]").forEach((form) => {
    let pointed = false;
    const usual = one("[name=sort] option", form);
    form.addEventListener("pointerdown", () => { pointed = true; });
    form.addEventListener("keydown", () => { pointed = false; });
    form.addEventListener("change", (event) => { if (pointed && event.target.matches("select")) form.requestSubmit(); });
    form.addEventListener("submit", () => all("[name]", form).forEach((field) => {
      field.disabled = !field.value || (field.name === "sort" && field.value === usual.value);
    }));
    window.addEventListener("pageshow", () => all("[name]", form).forEach((field) => { field.disabled = false; }));
  });

  const list = one("[data-list]");
  if (!list) return;
  const rows = all("[data-case]", list);
  const picks = all("[data-pick]", list);
  const bar = one("[data-bulk]", list);
  const everything = one("[data-pick-all]", list);
  const menus = all("[data-menu]", list);
  const row = () => document.activeElement.closest("[data-case]") || last;
  let last = null;
  let picked = null; // a row that a key ticked by itself
  list.addEventListener("focusin", (event) => { last = event.target.closest("[data-case]") || last; });

  const show = () => {
    if (!bar) return;
    const count = picks.filter((pick) => pick.checked).length;
    one("[data-picked]", bar).textContent = count ? `${count} ✓` : "";
    bar.toggleAttribute("data-none", !count);
    if (everything) {
      one("input", everything).checked = count === picks.length;
      one("input", everything).indeterminate = count > 0 && count < picks.length;
    }
  };
  if (everything) {
    everything.hidden = false;
    one("input", everything).addEventListener("change", (event) => { picks.forEach((pick) => { pick.checked = event.target.checked; }); show(); });
  }
  list.addEventListener("change", () => { picked = null; show(); });
  window.addEventListener("pageshow", show);
  show();

  /* Without a tick, a key means the line it is pressed on. */
  const pickHere = () => {
    if (picks.some((pick) => pick.checked)) return true;
    const here = row();
    if (!here) return false;
    picked = one("[data-pick]", here);
    picked.checked = true;
    show();
    return true;
  };
  const press = (action) => { if (bar && pickHere()) one(`[data-do=${action}]`, bar).click(); };
  const choose = (name) => {
    if (!bar || !pickHere()) return;
    const menu = one(`[data-menu=${name}]`, bar);
    menu.open = true;
    one("button", menu).focus();
  };
  const leave = (menu) => {
    menu.open = false;
    if (picked) { picked.checked = false; picked = null; show(); }
    if (last) one("[data-line]", last).focus();
  };
  menus.forEach((menu) => {
    menu.addEventListener("toggle", () => { if (menu.open) menus.filter((other) => other !== menu).forEach((other) => { other.open = false; }); });
    menu.addEventListener("keydown", (event) => {
      const choices = all("button", menu);
      const at = choices.indexOf(document.activeElement);
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { event.stopPropagation(); leave(menu); }
      else if (by && at >= 0) { event.preventDefault(); choices[(at + by + choices.length) % choices.length].focus(); }
    });
  });
  document.addEventListener("click", (event) => menus.forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));

  const KEYS = {
    o: () => { const here = row(); if (here) one("[data-line]", here).click(); },
    x: () => { const here = row(); const pick = here && one("[data-pick]", here); if (pick) { pick.checked = !pick.checked; picked = null; show(); } },
    t: () => press("take"),
    r: () => press("release"),
    a: () => choose("assign"),
    n: () => choose("not_checkable"),
    c: () => choose("topic"),
    z: () => { const undo = one("[data-undo]"); if (undo) undo.click(); },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || typing || one("dialog[open]") || stored(localStorage, "keys-off") === "1") return;
    const key = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
    if (key) { event.preventDefault(); key(); }
  });

  /* After something was done, the list is where it was. */
  const place = `place ${location.pathname}`;
  const remember = () => store(place, JSON.stringify({ at: last ? rows.indexOf(last) : -1, y: scrollY }));
  all("form[method=post]").forEach((form) => form.addEventListener("submit", remember));
  const before = JSON.parse(stored(sessionStorage, place) || "null");
  store(place, null);
  if (before) {
    scrollTo(0, before.y);
    const line = before.at >= 0 && rows[Math.min(before.at, rows.length - 1)];
    if (line) one("[data-line]", line).focus({ preventScroll: true });
  }

  /* What changed meanwhile: lines stay where they are, and nothing takes the focus. */
  const fresh = one("[data-fresh]");
  const say = (words, rest) => {
    if (fresh.dataset.said === words) return;
    fresh.dataset.said = words;
    fresh.replaceChildren();
    if (!words) return;
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = rest ? `${words} – ${rest}` : words;
    fresh.append(link);
  };
  const known = new Map();
  const put = (line, parts) => Object.entries(parts).forEach(([name, html]) => {
    const part = one(`[data-part=${name}]`, line);
    if (!part || known.get(part) === html) return;
    if (known.has(part)) part.innerHTML = html;
    else if (part.innerHTML.trim() !== html.trim()) part.innerHTML = html;
    known.set(part, html);
  });
  const address = () => {
    const asked = new URL(list.dataset.live, location.href);
    asked.searchParams.set("since", list.dataset.since);
    rows.forEach((line) => asked.searchParams.append("case", line.dataset.case));
    return asked;
  };
  const EVERY = Number(list.dataset.every || 15) * 1000;
  let wait = EVERY;
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(address(), { headers: { Accept: "application/json" }, redirect: "manual" });
        if (answer.type === "opaqueredirect" || answer.status === 403) { say(fresh.dataset.ended, ""); return; }
        if (!answer.ok) throw new Error(String(answer.status));
        const news = await answer.json();
        say(news.new, fresh.dataset.show);
        rows.forEach((line) => put(line, news.rows[line.dataset.case] || {}));
        wait = EVERY;
      } catch { wait = Math.min(wait * 2, 300000); }
    }
    setTimeout(look, wait);
  };
  setTimeout(look, wait);
})();
