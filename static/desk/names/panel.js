// The names of the story, beside its text, while it is being written. HTML comes from the
// server; decisions go into the story's form and are saved with it.

import { ask, sentenceOf } from "../asking.js";
import { captionsOf, editorOf, withEditor } from "../story.js";
import { Decisions } from "./decisions.js";
import { Places } from "./places.js";
import { searchIn } from "./search.js";
import { Checklist } from "../checklist/checklist.js";

const PAUSE = 900;
const TRY_AGAIN = 15000;

class Panel {
  constructor(element) {
    this.element = element;
    this.form = element.closest("form");
    this.inner = document.getElementById("desk-names-form");
    this.list = element.querySelector(".desk-names__list");
    this.title = document.getElementById("desk-names-title");
    this.state = element.querySelector(".desk-names__state");
    this.notice = element.querySelector(".desk-names__notice");
    this.say = element.dataset;
    this.decisions = new Decisions(this.form);
    this.places = new Places(this.form);
    this.checklist = new Checklist(this.form);
    this.number = 0;
    this.visited = new Map();
    element.hidden = false;
    this.listen();
  }

  listen() {
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("change", () => this.soon());
    // Fields that search for a record tell only jQuery of a choice.
    window.django?.jQuery(this.form).on("change", () => this.soon());
    this.element.addEventListener("click", (event) => this.onClick(event));
    this.element.addEventListener("change", (event) => this.onChange(event));
    for (const [on, off] of [["mouseover", "mouseleave"], ["focusin", "focusout"]]) {
      this.element.addEventListener(on, (event) => this.point(event.target));
      this.element.addEventListener(off, () => this.point(null));
    }
    this.inner.addEventListener("submit", (event) => this.onSubmit(event));
    document.addEventListener("keydown", (event) => this.onKey(event));
    withEditor((editor) => {
      editor.on("change", () => this.soon());
      const onKeys = () => editor.editable().attachListener(editor.document, "keydown", (event) => this.onKey(event.data.$));
      editor.on("contentDom", onKeys);
      onKeys();
      this.ask();
    });
    if (!this.form.elements.body) {
      // Somebody who may only read: the story as it was saved.
      this.ask();
    }
  }

  // Asking

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  draft() {
    const { headline, lead, body, story_on: day } = this.form.elements;
    if (!body) {
      return {};
    }
    const editor = editorOf();
    return {
      headline: headline.value,
      lead: lead.value,
      body: editor ? editor.getData() : body.value,
      captions: captionsOf(this.form).map(({ caption }) => caption),
      ...this.checklist.draft(),
      story_on: day ? day.value : "",
      decisions: this.decisions.saved(),
      choices: this.decisions.fresh(),
    };
  }

  async ask({ again = false } = {}) {
    clearTimeout(this.timer);
    const sent = JSON.stringify(this.draft());
    if (!again && (sent === this.answered || sent === this.asked)) {
      return;
    }
    const number = (this.number += 1);
    this.asked = sent;
    this.tell(this.say.sayWorking);
    const answer = await ask(this.say.panel, sent);
    if (number !== this.number) {
      return;
    }
    this.asked = null;
    if (answer.status === 200) {
      this.answered = sent;
      this.tell(this.say.sayFresh);
      this.render(answer.html);
      this.checklist.show(answer.checklist);
      return;
    }
    this.tell(sentenceOf(answer, this.say), "is-late");
    if (answer.status === 413 || answer.status === 400) {
      // The same text would be refused again.
      this.answered = sent;
      return;
    }
    this.timer = setTimeout(() => this.ask(), TRY_AGAIN);
  }

  tell(sentence, className = "") {
    this.state.textContent = sentence;
    this.state.className = `desk-names__state ${className}`;
  }

  // Showing

  render(html) {
    if (this.element.querySelector(".desk-record")) {
      // Somebody is filling a form: what is new is shown when it closes.
      this.waiting = html;
      return;
    }
    this.waiting = null;
    const open = [...this.list.querySelectorAll("details[open]")].map((group) => group.dataset.group);
    const had = this.list.contains(document.activeElement) ? document.activeElement : null;
    const at = had ? this.stops().indexOf(had) : -1;
    const top = this.element.parentElement.scrollTop;
    const template = document.createElement("template");
    template.innerHTML = html;
    template.content.querySelectorAll("details").forEach((group) => {
      group.open = open.includes(group.dataset.group);
    });
    this.places.clear();
    this.list.replaceChildren(template.content);
    this.element.parentElement.scrollTop = top;
    if (had) {
      const same = this.stops().find((stop) => stop.dataset.focus && stop.dataset.focus === had.dataset.focus);
      const next = same || this.stops()[Math.min(at, this.stops().length - 1)] || this.title;
      next.focus({ preventScroll: true });
    }
  }

  // What stands in a group that is folded takes no focus.
  stops() {
    return [...this.list.querySelectorAll("button, summary, input")].filter((stop) => stop.checkVisibility());
  }

  point(target) {
    const row = target && target.closest ? target.closest(".desk-name") : null;
    if (row === this.pointed) {
      return;
    }
    this.pointed = row;
    if (row) {
      this.places.show(JSON.parse(row.dataset.places));
    } else {
      this.places.clear();
    }
  }

  // Deciding

  onKey(event) {
    if (event.altKey && event.shiftKey && !event.ctrlKey && event.code === "KeyA") {
      event.preventDefault();
      this.acceptAll();
    }
  }

  acceptAll() {
    this.list.querySelectorAll('[data-group="sure"] .desk-name').forEach((row) => this.decide(row, "accepted"));
    this.ask();
  }

  onClick(event) {
    const button = event.target.closest("button[data-act]");
    if (!button) {
      return;
    }
    const row = button.closest(".desk-name");
    const acts = {
      all: () => this.acceptAll(),
      show: () => this.visit(row),
      decide: () => this.decide(row, button.dataset.decision) || this.ask(),
      form: () => this.openForm(row, button),
      close: () => this.closeForm(),
      dismiss: () => this.dismiss(row.dataset),
      back: () => this.dismiss(button.dataset, true),
    };
    acts[button.dataset.act]();
  }

  onChange(event) {
    const radio = event.target.closest('input[data-act="choose"]');
    if (radio) {
      const row = radio.closest(".desk-name");
      const name = radio.parentElement.querySelector("span").firstChild.textContent.trim();
      this.decide(row, radio.value ? "accepted" : "rejected", Number(radio.value), name);
      this.ask();
    }
  }

  decide(row, decision, entity = Number(row.dataset.entity), label = row.dataset.text) {
    row.classList.add("is-decided");
    this.decisions.set(row.dataset, decision, entity, label);
  }

  visit(row) {
    const places = JSON.parse(row.dataset.places);
    const key = `${row.dataset.kind} ${row.dataset.text}`;
    const number = this.visited.get(key) || 0;
    this.visited.set(key, number + 1);
    if (places.length) {
      this.places.show(places);
      this.places.visit(places, number);
    }
  }

  // Putting on record

  async openForm(row, button) {
    this.closeForm();
    const { kind, text, office } = row.dataset;
    const { story_on: day } = this.form.elements;
    const query = new URLSearchParams({
      kind,
      text,
      office,
      entity: button.dataset.record || "",
      story_on: day ? day.value : "",
    });
    const answer = await ask(`${this.say[button.dataset.form]}?${query}`);
    if (answer.status !== 200) {
      this.warn(sentenceOf(answer, this.say));
      return;
    }
    this.fillForm(row.querySelector(".desk-name__form"), answer.html);
  }

  fillForm(place, html) {
    place.innerHTML = html;
    searchIn(place, {
      url: this.say.complete,
      words: wordsOf(this.say),
      day: () => (this.form.elements.story_on ? this.form.elements.story_on.value : ""),
    });
    place.scrollIntoView({ block: "nearest" });
    const first = place.querySelector('input:not([type="hidden"])');
    if (first) {
      first.focus();
    }
  }

  closeForm() {
    const open = this.element.querySelector(".desk-record");
    if (open) {
      // Who was in it goes on at the button that opened it.
      const hadFocus = open.contains(document.activeElement);
      const row = open.closest(".desk-name");
      open.remove();
      if (hadFocus) {
        row.querySelector('[data-act="form"]').focus({ preventScroll: true });
      }
    }
    if (this.waiting) {
      this.render(this.waiting);
    }
  }

  async onSubmit(event) {
    event.preventDefault();
    const open = this.element.querySelector(".desk-record");
    if (!open || this.isSending) {
      return;
    }
    const row = open.closest(".desk-name");
    this.isSending = true;
    const answer = await ask(this.say[open.dataset.send], new FormData(this.inner));
    this.isSending = false;
    if (answer.status === 422) {
      this.fillForm(open.parentElement, answer.html);
      return;
    }
    if (answer.status === 200) {
      const { entity, text } = answer.choice;
      this.decisions.set(row.dataset, "accepted", entity, text);
      this.warn("");
    } else {
      this.warn(sentenceOf(answer, this.say));
    }
    if (answer.status === 200 || answer.status === 409) {
      this.closeForm();
      this.ask({ again: true });
    }
  }

  async dismiss({ kind, text }, isBack = false) {
    const data = new FormData();
    data.set("kind", kind);
    data.set("text", text);
    if (isBack) {
      data.set("back", "1");
    }
    const answer = await ask(this.say.dismissed, data);
    if (answer.status !== 200) {
      this.warn(sentenceOf(answer, this.say));
      return;
    }
    this.warn(isBack ? "" : this.say.sayDismissed.replace("NAME", text));
    if (!isBack) {
      const undo = document.createElement("button");
      undo.type = "button";
      undo.textContent = this.say.sayBack;
      Object.assign(undo.dataset, { act: "back", kind, text });
      this.notice.append(" ", undo);
    }
    this.ask({ again: true });
  }

  warn(sentence) {
    if (this.notice.contains(document.activeElement)) {
      this.title.focus({ preventScroll: true });
    }
    this.notice.textContent = sentence;
  }
}

function wordsOf(say) {
  return { none: say.sayNone, gone: say.sayGone, noAnswer: say.sayNoAnswer };
}

const element = document.getElementById("desk-names");
if (element) {
  new Panel(element);
}
