// A field in which a record is searched for by name; a hidden field beside it keeps the choice.

import { Suggestions } from "./suggestions.js";

export function searchIn(root, { url, words, day }) {
  root.querySelectorAll("[data-search]").forEach((input) => {
    const chosen = root.querySelector(`#${input.dataset.search}`);
    const list = new Suggestions({
      url,
      words,
      choose: (name) => {
        input.value = name.name;
        chosen.value = name.id;
      },
      combobox: input,
    });
    input.setAttribute("aria-controls", "desk-suggestions");
    input.addEventListener("input", () => {
      chosen.value = "";
      if (!input.value.trim()) {
        list.close();
        return;
      }
      list.ask(input.value, { rect: () => input.getBoundingClientRect(), kind: input.dataset.kind, day: day() });
    });
    input.addEventListener("keydown", (event) => onKey(event, list));
    input.addEventListener("blur", () => list.close());
  });
}

function onKey(event, list) {
  if (!list.isOpen || event.isComposing) {
    return;
  }
  const isTaken = {
    ArrowDown: () => list.move(1) || true,
    ArrowUp: () => list.move(-1) || true,
    Enter: () => list.take(),
    Tab: () => list.take(),
    Escape: () => list.close() || true,
  }[event.key];
  if (isTaken && isTaken()) {
    event.preventDefault();
    event.stopPropagation();
  }
}
