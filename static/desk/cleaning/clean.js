// HTML of other programs as plain paragraphs, headings, lists and tables. What a story may contain
// is the server's to say (articles/richtext.py); here only what was meant is kept.

const NOTHING = "script, style, meta, link, title, template, noscript, colgroup, svg, button, input, select, textarea, o\\:p:empty";
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, figure, pre, section, article, hr";
const HEADINGS = { H1: "h2", H2: "h2", H3: "h3", H4: "h3", H5: "h3", H6: "h3" };
const BOXES = "div, section, article, header, footer, main, aside, nav, center, form";
const BOLD = /^(?:bold|bolder|[6-9]00)$/;
const EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Component}\u200d\ufe0f]{1,12}$/u;

/*
 * Return `html` cleaned. `sites` are the origins of our own: links to them become paths.
 */
export function clean(html, sites) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  removeNothings(body);
  body.querySelectorAll("img").forEach(spellEmoji);
  body.querySelectorAll("[style], b, i").forEach(keepEmphasis);
  body.querySelectorAll("span, font, o\\:p").forEach(unwrap);
  body.querySelectorAll(BOXES).forEach(openBox);
  body.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach(mapHeading);
  body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol").forEach(nest);
  body.querySelectorAll("li, td, th").forEach(flatten);
  body.querySelectorAll("a").forEach((link) => mendLink(link, sites));
  removeEmpty(body);
  return body.innerHTML.trim();
}

function removeNothings(body) {
  body.querySelectorAll(NOTHING).forEach((element) => element.remove());
  body.querySelectorAll("[hidden], [style]").forEach((element) => {
    if (element.hidden || element.style.display === "none" || element.style.visibility === "hidden") element.remove();
  });
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((comment) => comment.remove());
}

// Chats show their signs as pictures; what they stand for is in `alt`.
function spellEmoji(picture) {
  const alt = (picture.getAttribute("alt") || "").trim();
  if (EMOJI.test(alt) || (alt.length <= 12 && /emoji|emoticon|sticker-inline/i.test(picture.className))) {
    picture.replaceWith(alt);
  }
}

// Google Docs says by styles what is bold, and puts all of it into a <b> that is not.
function keepEmphasis(element) {
  const { fontWeight, fontStyle } = element.style;
  const isNamed = { B: "strong", STRONG: "strong", I: "em", EM: "em" }[element.tagName];
  const isBlock = element.matches(BLOCKS);
  const wanted = [];
  if (!isBlock && (BOLD.test(fontWeight) || (isNamed === "strong" && !fontWeight))) wanted.push("strong");
  if (!isBlock && (fontStyle === "italic" || (isNamed === "em" && !fontStyle))) wanted.push("em");
  element.removeAttribute("style");
  for (const name of wanted) {
    const made = document.createElement(name);
    made.append(...element.childNodes);
    element.append(made);
  }
  if (isNamed) unwrap(element);
}

function openBox(box) {
  if (!box.querySelector(BLOCKS)) {
    box.replaceWith(...linesOf(box));
    return;
  }
  // Words beside blocks are lines of their own.
  for (const run of runsOf(box)) {
    const first = run[0];
    const holder = document.createElement("div");
    first.before(holder);
    holder.append(...run);
    holder.replaceWith(...linesOf(holder));
  }
  unwrap(box);
}

// Each line of a box is a paragraph: chats end their paragraphs with <br>.
function linesOf(box) {
  box.querySelectorAll("br").forEach((br) => {
    if (br.parentElement !== box) raise(br, box);
  });
  const lines = [document.createElement("p")];
  for (const node of [...box.childNodes]) {
    if (node.nodeName === "BR") {
      lines.push(document.createElement("p"));
    } else {
      lines[lines.length - 1].append(node);
    }
  }
  return lines.filter((line) => line.textContent.trim() || line.querySelector("img"));
}

// Split what stands around `br` inside `box`, so that it stands in the box itself.
function raise(br, box) {
  while (br.parentElement !== box) {
    const parent = br.parentElement;
    const rest = parent.cloneNode(false);
    while (br.nextSibling) rest.append(br.nextSibling);
    parent.after(br, rest);
  }
}

function runsOf(box) {
  const runs = [[]];
  for (const node of box.childNodes) {
    if (node.nodeType === 1 && (node.matches(BLOCKS) || node.querySelector(BLOCKS))) {
      runs.push([]);
    } else {
      runs[runs.length - 1].push(node);
    }
  }
  return runs.filter((run) => run.some((node) => node.textContent.trim() || node.nodeName === "IMG"));
}

function mapHeading(heading) {
  const made = document.createElement(HEADINGS[heading.tagName]);
  made.append(...heading.childNodes);
  // A heading is bold as it is.
  made.querySelectorAll("strong, b").forEach(unwrap);
  heading.replaceWith(made);
}

// Google Docs puts a list beside the item that it belongs to.
function nest(list) {
  const item = list.previousElementSibling;
  if (item && item.tagName === "LI") item.append(list);
}

// One paragraph in an item or a cell is its text; several keep their ends of lines.
function flatten(holder) {
  const paragraphs = [...holder.children].filter((child) => child.tagName === "P");
  paragraphs.forEach((paragraph, at) => {
    if (at) paragraph.before(document.createElement("br"));
    unwrap(paragraph);
  });
}

function mendLink(link, sites) {
  let address = link.getAttribute("href") || "";
  if (!URL.canParse(address)) {
    if (!address.startsWith("/")) unwrap(link);
    return;
  }
  const through = new URL(address);
  if (/(^|\.)google\.[a-z.]+$/.test(through.host) && through.pathname === "/url") {
    address = through.searchParams.get("q") || through.searchParams.get("url") || address;
  }
  if (!/^(https?|mailto|tel):/i.test(address)) {
    unwrap(link);
    return;
  }
  const url = URL.canParse(address) ? new URL(address) : null;
  link.setAttribute("href", url && sites.includes(url.origin) ? url.pathname + url.search + url.hash : address);
}

function removeEmpty(body) {
  body.querySelectorAll("strong, em, a").forEach((element) => {
    if (!element.textContent && !element.querySelector("img, br")) element.remove();
  });
  body.querySelectorAll("p, h2, h3, blockquote").forEach((element) => {
    if (!element.textContent.trim() && !element.querySelector("img, figure")) element.remove();
  });
  // An end of line between blocks is only their distance.
  for (const br of body.querySelectorAll(":scope > br")) {
    const [before, after] = [br.previousElementSibling, br.nextElementSibling];
    const isAtBlock = (before && before.matches(BLOCKS)) || (after && after.matches(BLOCKS)) || !before || !after;
    if (isAtBlock && !textBeside(br)) br.remove();
  }
}

function textBeside(br) {
  return [br.previousSibling, br.nextSibling].some((node) => node && node.nodeType === 3 && node.textContent.trim());
}

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}
