// `@` in a note offers colleagues; the keyboard stays in the note.

import { Suggestions } from "../names/suggestions.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };
const TYPED = /(?:^|[^\p{L}\p{N}_.%+@-])@([^\s@][^@\n]{0,40}|)$/u;
const MOST_WORDS = 5;

export function callIn(textarea, { url, words }) {
  const list = new Suggestions({ url, words, choose: put, combobox: null });
  let refused = -1;

  function typed() {
    if (textarea.selectionStart !== textarea.selectionEnd) {
      return null;
    }
    const found = textarea.value.slice(0, textarea.selectionEnd).match(TYPED);
    if (!found || found[1].split(" ").length > MOST_WORDS) {
      return null;
    }
    return { query: found[1], at: textarea.selectionEnd - found[1].length - 1 };
  }

  function follow() {
    const found = typed();
    if (!found || found.at === refused) {
      refused = found ? refused : -1;
      list.close();
      return;
    }
    list.ask(found.query, { rect: () => textarea.getBoundingClientRect(), sayNone: !found.query.includes(" ") });
  }

  function put(name) {
    const found = typed();
    if (found) {
      textarea.setRangeText(`@${name.call} `, found.at, textarea.selectionEnd, "end");
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // Whether the key was for the list.
  function onKey(event) {
    if (!list.isOpen || event.isComposing) {
      return false;
    }
    if (event.key === "Escape") {
      refused = typed() ? typed().at : -1;
      list.close();
    } else if (event.key in STEPS) {
      list.move(STEPS[event.key]);
    } else if ((event.key !== "Enter" && event.key !== "Tab") || event.ctrlKey || !list.take()) {
      return false;
    }
    event.preventDefault();
    return true;
  }

  textarea.addEventListener("input", follow);
  textarea.addEventListener("blur", () => list.close());
  return onKey;
}
