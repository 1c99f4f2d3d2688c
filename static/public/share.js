// Copies the address of a story, or hands it to what the device shares with; each button shows
// only where the browser can do it.
const share = document.querySelector("[data-share]");

if (share) {
  const address = share.dataset.share;
  const told = share.querySelector("[data-told]");
  const copy = share.querySelector("[data-copy]");
  const device = share.querySelector("[data-device]");

  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    // Emptied first, or nothing is said of the second time.
    told.textContent = "";
    setTimeout(() => {
      told.textContent = told.dataset.told;
    }, 50);
  });

  device.hidden = !navigator.share;
  device.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.querySelector("h1").textContent, url: address });
    } catch (error) {
      // Whoever changes their mind has shared nothing, and nothing is wrong.
      if (error.name !== "AbortError") throw error;
    }
  });
}
