// Copies the address of a story, or hands it to what the device shares with; each button shows
// only where the browser can do it.
const share = document.querySelector("[data-share]");

if (share) {
  const address = share.dataset.share;
  const byHand = share.querySelector("[data-by-hand]");
  const told = share.querySelector("[data-told]");
  const copy = share.querySelector("[data-copy]");
  const device = share.querySelector("[data-device]");

  function tell(text) {
    // Emptied first, or nothing is said of the second time.
    told.textContent = "";
    setTimeout(() => {
      told.textContent = text;
    }, 50);
  }

  // A browser may refuse: by a setting, in a frame, in a window of another app.
  function refuse() {
    tell(told.dataset.refused);
    byHand.hidden = false;
    byHand.focus();
    byHand.select();
  }

  copy.hidden = !navigator.clipboard;
  byHand.hidden = Boolean(navigator.clipboard ?? navigator.share);
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      refuse();
      return;
    }
    byHand.hidden = true;
    tell(told.dataset.told);
  });

  device.hidden = !navigator.share;
  device.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.querySelector("h1").textContent, url: address });
    } catch (error) {
      // Whoever changes their mind has shared nothing, and nothing is wrong; nor is it when the
      // button is pressed twice.
      if (!["AbortError", "InvalidStateError"].includes(error.name)) refuse();
    }
  });
}
