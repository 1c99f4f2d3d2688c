// The photos of a story on the whole screen, one after another, each with its caption and credit.
// Without this script each is a link to its largest file.
const viewer = document.querySelector(".viewer");
const links = [...document.querySelectorAll(".story .photo__open")];
const image = Object.assign(new Image(), { className: "viewer__image", decoding: "async" });
const words = viewer?.querySelector(".viewer__words");
const count = viewer?.querySelector(".viewer__count");
const steps = viewer ? [...viewer.querySelectorAll("[data-step]")] : [];
let at = 0;

viewer?.querySelector(".viewer__picture").append(image);

function show(place) {
  at = (place + links.length) % links.length;
  const small = links[at].querySelector("img");
  image.src = links[at].href;
  image.width = small.width;
  image.height = small.height;
  image.alt = small.alt;
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
viewer?.addEventListener("close", () => {
  image.removeAttribute("src");
  links[at].focus();
});
viewer?.querySelector("[data-close]").addEventListener("click", () => viewer.close());
steps.forEach((button) => {
  button.hidden = links.length < 2;
  button.addEventListener("click", () => step(Number(button.dataset.step)));
});
