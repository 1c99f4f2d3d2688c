// Pasted pictures, and pasted captions: what they become is said by the one who calls.

// What the desk takes. A moving picture or a drawing is none of them.
const PICTURE = /^data:(image\/(?:jpeg|png|webp));base64,([\w+/=\s]+)$/;
const LABEL = "(?:nguồn ảnh|nguồn|hình ảnh|ảnh|hình|photos?|video|clip|đồ họa|infographics?|minh họa)";
// Only a guess, to ask the server or not: photos/captions.py alone reads credits.
const CREDITED = new RegExp(
  `[([]\\s*${LABEL}(?![\\p{L}])[^()]*[)\\]][.\\s]*$|(?:^|[.!?…:;”"’)\\]|,–—-]\\s*)${LABEL}(?![\\p{L}])[^.:]{0,30}:[^.]{1,120}\\.?\\s*$`,
  "iu",
);

export function mayBeCredited(text) {
  return text.length <= 3000 && CREDITED.test(text.normalize("NFC"));
}

/*
 * Take the pictures out of `html`. `place` is called for each that can stand in the text, with
 * its file or null and its caption, and returns the key of its figure; `lost` are those without
 * file and caption: {remote, odd}, how many are another site's, and how many of a kind we refuse.
 */
export function takePictures(html, place) {
  const pasted = new DOMParser().parseFromString(html, "text/html");
  const lost = { remote: 0, odd: 0 };
  for (const picture of pasted.querySelectorAll("img")) {
    if (!picture.isConnected || picture.closest("figure[data-photo]")) continue;
    const address = picture.getAttribute("src") || "";
    const file = fileIn(address);
    const block = blockOf(picture);
    const caption = captionOf(picture, block);
    if (!file) lost[/^data:/i.test(address) ? "odd" : "remote"] += 1;
    if (file || caption) {
      const figure = pasted.createElement("figure");
      figure.setAttribute("data-photo", place(file, caption?.text ?? picture.alt, Boolean(caption)));
      block.before(figure);
      caption?.element.remove();
    }
    picture.remove();
    // What held only the picture would stay as an empty line.
    if (block !== picture && !block.textContent.trim() && !block.querySelector("img, figure, table")) block.remove();
  }
  return { html: pasted.body.innerHTML, lost };
}

// A figure stands between paragraphs, not in one.
function blockOf(node) {
  const figure = node.closest("figure");
  if (figure) return figure;
  return node.parentElement.tagName === "BODY" ? node : blockOf(node.parentElement);
}

function captionOf(picture, block) {
  const marked = block.querySelector("figcaption");
  if (marked) return read(marked);
  const beside = [block, block.nextElementSibling].filter((element) => element?.tagName === "P");
  return beside.map(read).find((one) => one && mayBeCredited(one.text)) ?? null;
}

function read(element) {
  const text = element.textContent.replace(/\s+/g, " ").trim();
  return text && text.length <= 3000 ? { element, text } : null;
}

function fileIn(address) {
  const found = PICTURE.exec(address);
  if (!found) return null;
  const bytes = Uint8Array.from(atob(found[2]), (letter) => letter.charCodeAt(0));
  return new File([bytes], `pasted.${found[1].slice(6)}`, { type: found[1] });
}
