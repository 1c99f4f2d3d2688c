// How many notifications are not read: asked for when a page opens, and while somebody looks at it.

const PAUSE = 30000;

async function count(bell) {
  if (document.hidden) {
    return;
  }
  try {
    const response = await fetch(bell.dataset.count, { credentials: "same-origin" });
    if (!response.ok || !(response.headers.get("Content-Type") || "").includes("json")) {
      // Signed out: the page itself says so.
      return;
    }
    const { unread, said } = await response.json();
    const number = bell.querySelector(".desk-bell__count");
    number.textContent = unread > 99 ? "99+" : unread;
    number.hidden = !unread;
    bell.title = said;
    const status = bell.querySelector("[role=status]");
    if (unread && status.textContent !== said) {
      status.textContent = said;
    }
  } catch (error) {
    // Away: the next one tells.
  }
}

const bell = document.querySelector(".desk-bell");
if (bell) {
  count(bell);
  setInterval(() => count(bell), PAUSE);
  document.addEventListener("visibilitychange", () => count(bell));
}
