// Shows an answer as soon as it is there. Without this file the page reloads itself instead.
(() => {
  let left = 30;
  const look = async () => {
    const box = document.querySelector("[data-wait]");
    if (!box || left-- <= 0) return;
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(box.id);
      if (answer.ok && fresh && !fresh.hasAttribute("data-wait")) {
        box.replaceWith(fresh);
        document.title = page.title;
        return scroll();
      }
    } catch { /* the next look may go better */ }
    setTimeout(look, 600);
  };
  const scroll = () => {
    const thread = document.getElementById("thread");
    if (thread) thread.scrollTop = thread.scrollHeight;
  };
  scroll();
  setTimeout(look, 400);
})();
