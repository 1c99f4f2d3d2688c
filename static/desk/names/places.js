// Shows where in the text a name stands, for the notes too. Touches neither the text nor its history.

import { editorOf } from "../story.js";

const BLOCKS = ["P", "H2", "H3", "LI", "BLOCKQUOTE", "TD", "TH"];
// What the editor puts into the text for its own use.
const INVISIBLE = /[\u200b\u200c\u200d\u2060\ufeff\u00ad]/;

export class Places {
  constructor(form) {
    this.form = form;
  }

  // `places` are [field, number in it, start, end, words].
  show(places) {
    this.clear();
    for (const [field] of places) {
      const element = this.form.elements[field];
      if (element && (field === "headline" || field === "lead")) {
        element.classList.add("desk-has-name");
      }
    }
    this.captions(places).forEach((element) => element.classList.add("desk-has-name"));
    const view = this.view();
    const ranges = this.ranges(places);
    if (view && view.CSS && view.CSS.highlights && ranges.length) {
      view.CSS.highlights.set("desk-name", new view.Highlight(...ranges));
    }
  }

  clear() {
    this.form.querySelectorAll(".desk-has-name").forEach((element) => element.classList.remove("desk-has-name"));
    const view = this.view();
    if (view && view.CSS && view.CSS.highlights) {
      view.CSS.highlights.delete("desk-name");
    }
  }

  // Goes to one of the places; the next call with the next number goes to the next.
  visit(places, number) {
    const place = places[number % places.length];
    const element = this.form.elements[place[0]];
    if (place[0] === "headline" || place[0] === "lead") {
      this.select(element, place);
      return;
    }
    if (place[0] === "caption") {
      const [caption] = this.captions([place]);
      if (caption) {
        caption.scrollIntoView({ block: "center" });
      }
      return;
    }
    const [range] = this.ranges([place]);
    if (range) {
      this.scrollTo(range);
    }
  }

  select(element, place) {
    const words = place[4];
    const at = indexOf(element.value, place);
    element.scrollIntoView({ block: "center" });
    if (at >= 0) {
      element.focus({ preventScroll: true });
      element.setSelectionRange(at, at + words.length);
    }
  }

  scrollTo(range) {
    const frame = this.view().frameElement;
    const inside = range.getBoundingClientRect();
    if (inside.top < 0 || inside.bottom > frame.clientHeight) {
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
    }
    const top = frame.getBoundingClientRect().top + range.getBoundingClientRect().top;
    if (top < 80 || top > window.innerHeight - 80) {
      window.scrollBy({ top: top - window.innerHeight / 3, behavior: "smooth" });
    }
  }

  view() {
    const editor = editorOf();
    return editor && editor.window ? editor.window.$ : null;
  }

  captions(places) {
    const shown = [...this.form.querySelectorAll(".desk-photo-use")];
    return places.filter(([field]) => field === "caption").map(([, number]) => shown[number]).filter(Boolean);
  }

  ranges(places) {
    const editor = editorOf();
    const body = editor && editor.document ? editor.document.getBody().$ : null;
    if (!body) {
      return [];
    }
    const blocks = blocksOf(body);
    return places
      .filter(([field]) => field === "body")
      .map((place) => rangeOf(blocks, place))
      .filter(Boolean);
  }
}

export function blocksOf(body) {
  const found = [];
  for (const element of body.querySelectorAll(BLOCKS.join(","))) {
    const isInner = ![...element.children].some((child) => BLOCKS.includes(child.tagName));
    const read = isInner && !element.closest("figure") ? textOf(element) : null;
    if (read && read.text.trim()) {
      found.push(read);
    }
  }
  return found;
}

// The text of an element as the server reads it, and for each character where it stands.
function textOf(element) {
  let text = "";
  const spots = [];
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.tagName === "BR") {
        text += "\n";
        spots.push([node, 0]);
      }
      continue;
    }
    for (let at = 0; at < node.data.length; at += 1) {
      if (!INVISIBLE.test(node.data[at])) {
        text += node.data[at] === "\u00a0" ? " " : node.data[at];
        spots.push([node, at]);
      }
    }
  }
  return { text, spots };
}

// Where the words begin in a text that may have been typed on since; -1 if nowhere.
function indexOf(text, [, , start, , words]) {
  // The server counts characters, the browser UTF-16 units: 𝐀 and 🚢 are one, and two.
  const at = [...text].slice(0, start).join("").length;
  return text.startsWith(words, at) ? at : text.indexOf(words);
}

export function rangeOf(blocks, place) {
  const [, number, , , words] = place;
  const block = blocks[number];
  if (!block) {
    return null;
  }
  // The server takes blanks off the ends.
  const trimmed = block.text.trimStart();
  const inTrimmed = indexOf(trimmed, place);
  const at = inTrimmed < 0 ? -1 : inTrimmed + block.text.length - trimmed.length;
  if (at < 0) {
    return null;
  }
  const [first, last] = [block.spots[at], block.spots[at + words.length - 1]];
  const range = first[0].ownerDocument.createRange();
  range.setStart(first[0], first[1]);
  range.setEnd(last[0], last[1] + 1);
  return range;
}
