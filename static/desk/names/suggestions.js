// A list of names under what somebody types: for `@` in the editor and for search fields.
// The keyboard stays where it is.

import { ask } from "../asking.js";

const WAIT = 120;

export class Suggestions {
  // `words`: none, gone, noAnswer. `choose` is called with a name. `combobox` is the field, where
  // there is one: it says itself what is open and active.
  constructor({ url, words, choose, combobox = null }) {
    Object.assign(this, { url, words, choose, combobox });
    this.number = 0;
    this.names = [];
    this.active = -1;
    this.box = null;
    this.place = () => this.position();
  }

  get isOpen() {
    return this.box !== null;
  }

  // Asks for names and shows them at what `rect` returns, in coordinates of the window. Those that
  // stand there answered other letters: until the answer comes no key takes one of them.
  ask(typed, { rect, kind = "", day = "", sayNone = true }) {
    clearTimeout(this.timer);
    Object.assign(this, { rect, sayNone });
    this.isAsking = true;
    this.names = [];
    if (this.box) {
      this.setActive(-1);
    }
    const number = (this.number += 1);
    this.timer = setTimeout(() => this.fetch(number, new URLSearchParams({ q: typed, kind, day })), WAIT);
  }

  async fetch(number, query) {
    const answer = await ask(`${this.url}?${query}`);
    if (number === this.number) {
      const say = [401, 403].includes(answer.status) ? this.words.gone : this.words.noAnswer;
      this.show(answer.status === 200 ? answer : { say });
    }
  }

  show({ names = [], say = "" }) {
    this.isAsking = false;
    this.names = names;
    if (!names.length && !say && !this.sayNone) {
      this.close();
      return;
    }
    this.open();
    this.list.replaceChildren(...names.map((name, at) => this.option(name, at)));
    this.quiet.textContent = names.length ? "" : say || this.words.none;
    this.quiet.hidden = names.length > 0;
    this.setActive(names.length ? 0 : -1);
    this.position();
  }

  open() {
    if (this.box) {
      return;
    }
    this.box = element("div", "desk-suggestions");
    this.list = element("ul", "desk-suggestions__list");
    this.list.setAttribute("role", "listbox");
    this.list.id = "desk-suggestions";
    this.quiet = element("p", "desk-suggestions__quiet");
    this.said = element("p", "visually-hidden");
    this.said.setAttribute("role", "status");
    this.box.append(this.list, this.quiet, this.said);
    // The caret must not leave the text when the list is clicked.
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
    document.body.append(this.box);
    window.addEventListener("scroll", this.place, true);
    window.addEventListener("resize", this.place);
  }

  option(name, at) {
    const option = element("li", "desk-suggestions__name");
    option.setAttribute("role", "option");
    option.id = `desk-suggestion-${at}`;
    const main = element("span", "desk-suggestions__main", name.name);
    if (name.also) {
      main.append(element("small", "", ` ${name.also}`));
    }
    const note = element("span", "desk-suggestions__note", name.note);
    if (name.mark) {
      note.append(element("span", "desk-name__mark", name.mark));
    }
    option.append(main, note);
    option.addEventListener("click", () => this.take(at));
    option.addEventListener("mousemove", () => this.isAsking || this.setActive(at));
    return option;
  }

  move(step) {
    if (this.names.length) {
      this.setActive((this.active + step + this.names.length) % this.names.length);
    }
  }

  setActive(at) {
    this.active = at;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === at));
      if (index === at) {
        option.scrollIntoView({ block: "nearest" });
      }
    });
    this.tell();
  }

  // Tells a screen reader: by the field, or in the editor, which is none, by the line.
  tell() {
    const name = this.names[this.active];
    if (this.combobox) {
      this.combobox.setAttribute("aria-expanded", String(Boolean(name)));
      if (name) {
        this.combobox.setAttribute("aria-activedescendant", `desk-suggestion-${this.active}`);
      } else {
        this.combobox.removeAttribute("aria-activedescendant");
      }
      return;
    }
    this.said.textContent = name ? `${name.name}, ${name.note} ${name.mark} (${this.active + 1}/${this.names.length})` : "";
  }

  // Takes the active name; says whether the key was for the list: it is also where the names are
  // still to come, for what is taken must have been seen.
  take(at = this.active) {
    if (this.isAsking) {
      return true;
    }
    const name = this.names[at];
    if (!name) {
      return false;
    }
    this.close();
    this.choose(name);
    return true;
  }

  close() {
    clearTimeout(this.timer);
    this.number += 1;
    if (!this.box) {
      return;
    }
    this.box.remove();
    this.box = null;
    this.names = [];
    this.isAsking = false;
    this.active = -1;
    window.removeEventListener("scroll", this.place, true);
    window.removeEventListener("resize", this.place);
    this.tell();
  }

  position() {
    const rect = this.rect();
    if (!this.box || !rect) {
      return;
    }
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const left = Math.max(8, Math.min(rect.left, document.documentElement.clientWidth - width - 8));
    const isBelow = rect.bottom + height + 8 <= window.innerHeight || rect.top < height + 8;
    this.box.style.left = `${left}px`;
    this.box.style.top = `${isBelow ? rect.bottom + 4 : rect.top - height - 4}px`;
  }
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
