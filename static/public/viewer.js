// The photos of a page on the whole screen, one after another, each with its caption and credit.
// Without this script each is a link to its largest file.
const viewer = document.querySelector(".viewer");
const links = [...document.querySelectorAll(".photo__open")];
const picture = viewer?.querySelector(".viewer__picture");
const told = viewer?.querySelector(".viewer__told");
const words = viewer?.querySelector(".viewer__words");
const count = viewer?.querySelector(".viewer__count");
const steps = viewer ? [...viewer.querySelectorAll("[data-step]")] : [];
let at = 0;
let image = new Image();
let slow;

// A file that nobody waits for any more is not loaded further.
function clear() {
  clearTimeout(slow);
  told.textContent = "";
  image.removeAttribute("src");
  image.remove();
}

// An element of its own for each: one that gets another file goes on showing the old picture
// until that is there, above the words of the new one.
function load({ href, alt, width, height }) {
  clear();
  image = Object.assign(new Image(width, height), { className: "viewer__image", alt });
  image.decoding = "async";
  image.addEventListener("load", () => {
    clearTimeout(slow);
    told.textContent = "";
  });
  image.addEventListener("error", () => {
    clear();
    told.textContent = told.dataset.failed;
  });
  slow = setTimeout(() => {
    told.textContent = told.dataset.slow;
  }, 400);
  image.src = href;
  picture.prepend(image);
}

function show(place) {
  at = (place + links.length) % links.length;
  const { alt, width, height } = links[at].querySelector("img");
  load({ href: links[at].href, alt, width, height });
  const said = links[at].closest("figure").querySelector("figcaption").cloneNode(true);
  words.replaceChildren(...said.childNodes);
  count.textContent = `${at + 1}/${links.length}`;
}

function step(by) {
  if (links.length > 1) show(at + by);
}

links.forEach((link, place) => {
  link.addEventListener("click", (event) => {
    // Whoever wants it in a window of its own has it there.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(place);
    viewer.showModal();
  });
});

viewer?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") step(-1);
  if (event.key === "ArrowRight") step(1);
});

// A finger that moves sideways goes on to the next picture, and not back to the page before. Two
// fingers make the picture larger; in a larger one, one finger moves it.
let began = null;
picture?.addEventListener("touchstart", ({ touches }) => {
  began = touches.length === 1 && visualViewport.scale < 1.01 ? touches[0] : null;
}, { passive: true });
picture?.addEventListener("touchmove", (event) => {
  if (began !== null && event.cancelable) event.preventDefault();
}, { passive: false });
picture?.addEventListener("touchend", ({ changedTouches }) => {
  if (began === null) return;
  const [right, down] = ["clientX", "clientY"].map((side) => changedTouches[0][side] - began[side]);
  began = null;
  if (Math.abs(right) > Math.max(40, Math.abs(down))) step(right < 0 ? 1 : -1);
});

viewer?.addEventListener("close", () => {
  // It is told a moment later: the next picture may be open already.
  if (viewer.open) return;
  clear();
  links[at].focus();
});
viewer?.querySelector("[data-close]").addEventListener("click", () => viewer.close());
steps.forEach((button) => {
  button.hidden = links.length < 2;
  button.addEventListener("click", () => step(Number(button.dataset.step)));
});
