// Sign-off: words that are marked in the text become the quote of a new comment; the button says what it will do.
"use strict";
(() => {
  const form = document.querySelector("[data-comment-form]");
  const words = document.querySelector("[data-words]");
  if (form && words) {
    form.querySelector("[data-mark-hint]").hidden = false;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "small-button quote-button";
    button.textContent = form.querySelector("button[type=submit]").textContent;
    button.hidden = true;
    document.body.append(button);
    const marked = () => {
      const selection = document.getSelection();
      if (!selection || selection.isCollapsed || !selection.toString().trim()) return null;
      const range = selection.getRangeAt(0);
      const start = range.startContainer;
      const part = (start.nodeType === Node.TEXT_NODE ? start.parentElement : start).closest("[data-part]");
      return part && words.contains(part) ? { part: part.dataset.part, quote: selection.toString().trim(), range } : null;
    };
    document.addEventListener("selectionchange", () => {
      const found = marked();
      button.hidden = !found;
      if (!found) return;
      const box = found.range.getBoundingClientRect();
      button.style.setProperty("top", `${window.scrollY + box.bottom + 6}px`);
      button.style.setProperty("left", `${Math.max(8, Math.min(window.scrollX + box.left, window.innerWidth - 160))}px`);
    });
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the mark stays
    button.addEventListener("click", () => {
      const found = marked();
      if (!found) return;
      form.elements.part.value = found.part;
      form.elements.quote.value = found.quote.slice(0, 1000);
      button.hidden = true;
      form.elements.text.focus();
      form.scrollIntoView({ block: "center" });
    });
  }

  for (const declared of document.querySelectorAll("[data-declare]")) {
    const submit = declared.querySelector("[data-sign]");
    declared.elements.interest.addEventListener("input", () => {
      if (declared.elements.interest.value.trim()) declared.querySelector("[value=interest]").checked = true;
      say();
    });
    const say = () => {
      const interest = declared.elements.declaration.value === "interest";
      submit.textContent = interest ? submit.dataset.state : submit.dataset.sign;
      declared.elements.interest.required = interest;
    };
    declared.addEventListener("change", say);
    say();
  }
})();
