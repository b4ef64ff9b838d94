/* Copies a link that was just made; without this file the link is selected by hand. */
"use strict";
document.querySelectorAll("[data-copies]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied;
    } catch { field.select(); }
  });
});
