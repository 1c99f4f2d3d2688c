// The dialog in which a story of ours is searched for, or an address given.

import { ask, sentenceOf } from "../asking.js";
import { addressOf, pathHere } from "./addresses.js";

const WAIT = 150;

export class LinkDialog {
  constructor(element) {
    this.element = element;
    this.say = element.dataset;
    this.input = element.querySelector("input");
    this.list = element.querySelector("[role=listbox]");
    this.state = element.querySelector("[role=status]");
    this.removal = element.querySelector("[data-do=remove]");
    this.targets = [];
    this.active = -1;
    this.number = 0;
    this.input.addEventListener("input", () => this.soon());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take([...this.list.children].indexOf(option));
    });
    this.removal.addEventListener("click", () => this.end(this.asked.remove));
    element.addEventListener("close", () => this.asked && this.asked.closed());
  }

  /*
   * `address` is that of the link that is there, `search` the words that are to be one. `choose` is
   * called with {address, text}, `remove` where there is a link; `closed` whatever was done.
   */
  open({ address, search, choose, remove, closed }) {
    this.asked = { choose, remove, closed };
    this.isAwaited = false;
    this.removal.hidden = !remove;
    this.input.value = address || (search.length <= 80 ? search : "");
    this.show([]);
    this.element.showModal();
    this.input.select();
    this.ask();
  }

  // What stands there answered other words: it goes at once, and no key can take it.
  soon() {
    clearTimeout(this.timer);
    this.number += 1;
    this.isAwaited = false;
    this.list.style.minHeight = `${this.list.offsetHeight}px`;
    this.show([]);
    this.state.textContent = "";
    this.isAsking = true;
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    clearTimeout(this.timer);
    const number = (this.number += 1);
    this.isAsking = true;
    const typed = this.input.value.trim();
    const elsewhere = pathHere(typed, this.say.site) === null ? addressOf(typed) : null;
    if (elsewhere) {
      this.answer([{ address: elsewhere, text: typed, headline: elsewhere, note: this.say.sayElsewhere }]);
      return;
    }
    const answer = await this.fetch(typed);
    if (number === this.number) {
      this.answer(targetsOf(answer, this.say), answer.say || "");
    }
  }

  answer(targets, say = "") {
    this.isAsking = false;
    this.list.style.minHeight = "";
    this.show(targets, say);
    if (this.isAwaited && this.element.open) {
      this.take(0);
    }
  }

  isOurs(address) {
    return pathHere(address, this.say.site) !== null;
  }

  // What an address of ours leads to: {address, text, say}; null where to nothing that readers see.
  async lookUp(address) {
    const answer = await this.fetch(address);
    const [target] = targetsOf(answer, this.say);
    return target ? { ...target, say: target.mark } : null;
  }

  async fetch(typed) {
    const path = pathHere(typed, this.say.site);
    const query = new URLSearchParams({ q: path ?? typed, story: this.say.story });
    const answer = await ask(`${this.say.address}?${query}`);
    const { sayGone: saySignedOut, sayNoAnswer: sayAway } = this.say;
    return answer.status === 200 ? answer : { stories: [], say: sentenceOf(answer, { saySignedOut, sayAway }) };
  }

  show(targets, say = "") {
    this.targets = targets;
    this.list.replaceChildren(...targets.map(option));
    this.state.textContent = say || (targets.length || !this.input.value.trim() ? "" : this.say.sayNone);
    this.input.setAttribute("aria-expanded", String(targets.length > 0));
    this.setActive(targets.length ? 0 : -1);
  }

  setActive(at) {
    this.active = at;
    [...this.list.children].forEach((shown, index) => {
      shown.setAttribute("aria-selected", String(index === at));
      if (index === at) shown.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) {
      this.input.removeAttribute("aria-activedescendant");
    } else {
      this.input.setAttribute("aria-activedescendant", `desk-link-${at}`);
    }
  }

  onKey(event) {
    if (event.isComposing) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.targets.length) {
      event.preventDefault();
      this.setActive((this.active + step + this.targets.length) % this.targets.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.isAsking) {
        this.await();
      } else {
        this.take(this.active);
      }
    }
  }

  // An address leads to one place, which is taken when it is known; words may find another story
    // than was meant, which is to be seen first.
  await() {
    const typed = this.input.value.trim();
    this.isAwaited = pathHere(typed, this.say.site) !== null || addressOf(typed) !== null;
    if (this.isAwaited) {
      this.ask();
    }
  }

  take(at) {
    const target = this.targets[at];
    if (target) this.end(() => this.asked.choose(target));
  }

  end(act) {
    this.element.close();
    act();
  }
}

function targetsOf(answer, say) {
  const stories = (answer.stories || []).map((story) => ({ ...story, address: story.path, text: story.headline }));
  return answer.page ? [{ address: answer.page, text: answer.page, headline: answer.page, note: say.sayPage }] : stories;
}

function option(target, at) {
  const shown = element("li", "desk-link__option");
  shown.setAttribute("role", "option");
  shown.id = `desk-link-${at}`;
  const note = element("span", "desk-link__note", target.note);
  if (target.mark) note.append(" · ", element("strong", "desk-link__mark", target.mark));
  shown.append(element("span", "desk-link__headline", target.headline), note);
  return shown;
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
