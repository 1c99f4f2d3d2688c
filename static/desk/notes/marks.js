// The words that notes are about, shown in the text by ranges over it: nothing is put into it.

import { blocksOf, Places, rangeOf } from "../names/places.js";
import { editorOf } from "../story.js";

const CAN = "CSS" in window && "highlights" in CSS;

export class Marks {
  constructor(form) {
    this.form = form;
    this.places = new Places(form);
    // {number of a note: ranges}.
    this.ranges = new Map();
  }

  // Where the text stands: in the editor, or on the page of who may only read it.
  root() {
    const editor = editorOf();
    if (this.form.elements.body) {
      return editor && editor.document ? editor.document.getBody().$ : null;
    }
    return this.form.querySelector(".field-text_to_read .readonly");
  }

  show(places) {
    const root = this.root();
    const blocks = root ? blocksOf(root) : [];
    this.ranges = new Map(
      Object.entries(places).map(([note, spots]) => [
        Number(note),
        spots.filter(([field]) => field === "body").map((place) => rangeOf(blocks, place)).filter(Boolean),
      ]),
    );
    this.paint("desk-note", [...this.ranges.values()].flat());
  }

  point(note) {
    this.paint("desk-note-pointed", this.ranges.get(note) || []);
  }

  paint(name, ranges) {
    const root = this.root();
    const view = root && root.ownerDocument.defaultView;
    if (!CAN || !view || !view.CSS.highlights) {
      return;
    }
    view.CSS.highlights.delete(name);
    if (ranges.length) {
      view.CSS.highlights.set(name, new view.Highlight(...ranges));
    }
  }

  // Goes to what a note is about.
  visit(places) {
    const [place] = places;
    if (!place) {
      return;
    }
    const [field, number, start, end, words] = place;
    if (field === "body") {
      const editor = editorOf();
      if (editor && this.form.elements.body) {
        this.places.visit([place], 0);
      } else {
        const range = rangeOf(blocksOf(this.root()), place);
        range && range.startContainer.parentElement.scrollIntoView({ block: "center" });
      }
    } else if (field === "caption") {
      const use = this.form.querySelector(`[data-photo-key="${number}"]`);
      const row = use && use.closest("tr");
      row && row.scrollIntoView({ block: "center" });
    } else if (this.form.elements[field]) {
      this.places.visit([[field, 0, start, end, words]], 0);
    }
  }

  // The note whose words the caret stands in; null where there is none.
  at(selection) {
    if (!selection || !selection.isCollapsed || !selection.focusNode) {
      return null;
    }
    const { focusNode: node, focusOffset: at } = selection;
    const isIn = (range) => range.startContainer.isConnected && range.comparePoint(node, at) === 0;
    const found = [...this.ranges].find(([, ranges]) => ranges.some(isIn));
    return found ? found[0] : null;
  }

  // What is marked in the text: {field, key, words, paragraph, start}; null where nothing is.
  marked() {
    const root = this.root();
    const selection = root && root.ownerDocument.getSelection();
    if (!selection || !selection.rangeCount || selection.isCollapsed) {
      return null;
    }
    const range = selection.getRangeAt(0);
    if (!root.contains(range.commonAncestorContainer)) {
      return null;
    }
    const common = range.commonAncestorContainer;
    const figure = (common.nodeType === Node.ELEMENT_NODE ? common : common.parentElement).closest("figure[data-photo]");
    if (figure) {
      return { field: "caption", key: figure.dataset.photo, words: "" };
    }
    return passage(blocksOf(root), range);
  }
}

function passage(blocks, range) {
  const lines = [];
  let first = null;
  blocks.forEach(({ text, spots }, paragraph) => {
    const isIn = ([node, at]) => range.comparePoint(node, at) >= 0 && (node.nodeType !== Node.TEXT_NODE || range.comparePoint(node, at + 1) <= 0);
    const from = spots.findIndex(isIn);
    if (from < 0) {
      return;
    }
    let to = from;
    while (to < spots.length && isIn(spots[to])) {
      to += 1;
    }
    lines.push(text.slice(from, to).trim());
    // The server takes blanks off the ends, and counts characters.
    const blank = text.length - text.trimStart().length;
    first = first || { paragraph, start: [...text.slice(blank, from)].length };
  });
  const words = lines.filter(Boolean).join("\n");
  return words ? { field: "body", key: "", words, ...first } : null;
}
