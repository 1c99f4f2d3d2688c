// Suggestions under a field of search. Without this the form sends what was typed, as ever.
// The pattern is ARIA's combobox with a list: the field keeps the focus.
const WAIT = 150;
const SHORTEST = 2;

let lists = 0;

function enhance(form) {
  const field = form.elements.q;
  const list = document.createElement("ul");
  const kept = new Map();
  let active = -1;
  let timer = 0;
  let asking = null;

  list.id = `suggestions-${(lists += 1)}`;
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = form.dataset.label;
  list.hidden = true;
  form.append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  function close() {
    clearTimeout(timer);
    asking?.abort();
    show([]);
  }

  function show(found) {
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function option(one, place) {
    const item = document.createElement("li");
    const kind = document.createElement("span");
    item.id = `${list.id}-${place}`;
    item.role = "option";
    item.dataset.path = one.path;
    item.className = "suggestions__item";
    kind.className = "suggestions__kind";
    kind.textContent = one.kind;
    item.append(one.text, " ", kind);
    return item;
  }

  function choose(place) {
    active = place;
    for (const [number, item] of [...list.children].entries()) {
      item.setAttribute("aria-selected", String(number === place));
    }
    const item = list.children[place];
    if (item) {
      field.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  async function ask() {
    const typed = field.value.trim();
    asking?.abort();
    if (typed.length < SHORTEST) {
      show([]);
      return;
    }
    if (!kept.has(typed)) {
      asking = new AbortController();
      const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
      try {
        const answer = await fetch(address, { signal: asking.signal, credentials: "omit" });
        if (!answer.ok) return;
        kept.set(typed, (await answer.json()).suggestions);
      } catch {
        // No network, or something else was typed: the form works as it is.
        return;
      }
    }
    // An answer to what was typed before is no answer.
    if (field.value.trim() === typed && document.activeElement === field) show(kept.get(typed));
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    choose(-1);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.path);
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      // From the field, -1, through the options and back to the field.
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((active + 1 + step + count + 1) % (count + 1)) - 1);
    }
  });
  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // Before the field loses the focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.path);
  });
}

for (const form of document.querySelectorAll("form[data-suggestions]")) enhance(form);
