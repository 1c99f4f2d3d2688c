// Notes of colleagues beside the text. HTML comes from the server; the text is never touched, and
// nothing of this is saved with the story.

import { ask, sentenceOf } from "../asking.js";
import { captionsOf, editorOf, withEditor } from "../story.js";
import { callIn } from "./calling.js";
import { Composer } from "./composer.js";
import { Marks } from "./marks.js";

const PAUSE = 1500;
const POLL = 10000;

class Panel {
  constructor(element) {
    this.element = element;
    this.form = element.closest("form");
    this.say = element.dataset;
    this.list = element.querySelector(".desk-notes__list");
    this.notice = element.querySelector(".desk-notes__notice");
    this.filter = element.querySelector(".desk-notes__filter");
    this.marks = new Marks(this.form);
    this.composer = new Composer(element, this.form, this.marks, (sent) => this.act(sent), this.caller());
    this.stamp = "";
    this.places = {};
    element.hidden = false;
    this.listen();
    this.act({ act: "list" }).then(() => {
      this.composer.bringBackReplies();
      this.goToHash();
    });
  }

  caller() {
    const words = { none: this.say.sayNone, gone: this.say.sayGone, noAnswer: this.say.sayNoAnswer };
    return (textarea) => callIn(textarea, { url: this.say.colleagues, words });
  }

  listen() {
    // What is typed here is no text of the story.
    for (const name of ["input", "change"]) {
      this.element.addEventListener(name, (event) => event.stopPropagation());
    }
    this.element.addEventListener("click", (event) => this.onClick(event));
    for (const [on, off] of [["mouseover", "mouseleave"], ["focusin", "focusout"]]) {
      this.list.addEventListener(on, (event) => this.point(event.target.closest("[data-note]")));
      this.list.addEventListener(off, () => this.point(null));
    }
    this.element.addEventListener("desk-note", () => this.composer.open());
    addEventListener("hashchange", () => this.goToHash());
    document.addEventListener("visibilitychange", () => this.poll());
    setInterval(() => this.poll(), POLL);
    for (const name of ["input", "change"]) {
      this.form.addEventListener(name, () => this.soon());
    }
    withEditor((editor) => {
      editor.on("change", () => this.soon());
      const follow = () => editor.editable().attachListener(editor.document, "click", () => this.showNoteAtCaret());
      editor.on("contentDom", () => follow() || this.show());
      follow();
      this.show();
    });
    document.addEventListener("keydown", (event) => {
      if (event.altKey && event.shiftKey && !event.ctrlKey && event.code === "KeyN") {
        event.preventDefault();
        this.composer.open();
      }
    });
  }

  // Asking

  // The text changed: do the words still stand there? Ranges follow small changes by themselves.
  soon() {
    clearTimeout(this.timer);
    if (Object.keys(this.places).length) {
      this.timer = setTimeout(() => this.act({ act: "list" }), PAUSE);
    }
  }

  async poll() {
    if (document.hidden || this.isAsking) {
      return;
    }
    const answer = await ask(`${this.say.address}?stamp=${encodeURIComponent(this.stamp)}`);
    if (answer.status === 200 && answer.changed) {
      this.act({ act: "list" });
    }
  }

  // Does something and shows all notes as they are then; says whether it was done.
  async act(sent) {
    clearTimeout(this.timer);
    this.isAsking = true;
    const answer = await ask(this.say.address, { ...sent, texts: this.texts() });
    this.isAsking = false;
    if (answer.status !== 200) {
      const isQuiet = sent.act === "list";
      this.tell(isQuiet ? "" : sentenceOf(answer, this.say));
      return false;
    }
    this.tell("");
    this.stamp = answer.stamp;
    this.places = answer.places;
    this.render(answer);
    this.show();
    return true;
  }

  // The story as it stands on the screen; who may only read has it as it was saved.
  texts() {
    const { headline, lead, body } = this.form.elements;
    const editor = editorOf();
    if (!body) {
      return null;
    }
    const captions = Object.fromEntries(captionsOf(this.form).map(({ key, caption }) => [key, caption]));
    return { headline: headline.value, lead: lead.value, body: editor ? editor.getData() : body.value, captions };
  }

  tell(sentence) {
    this.notice.textContent = sentence;
  }

  // Showing

  render({ html, open, all, said }) {
    this.element.querySelector(".desk-notes__open").textContent = open || "";
    const status = this.element.querySelector("[role=status]");
    if (status.textContent !== said) {
      status.textContent = said;
    }
    this.filter.hidden = !all;
    if (html === this.html) {
      return;
    }
    this.html = html;
    const focus = document.activeElement && document.activeElement.dataset.focus;
    const had = this.list.contains(document.activeElement) && focus;
    const replies = [...this.list.querySelectorAll(".desk-thread__reply textarea")].map((field) => ({
      note: field.closest("[data-note]").dataset.note,
      text: field.value,
      at: field === document.activeElement ? field.selectionEnd : null,
    }));
    this.list.innerHTML = html;
    for (const { note, text, at } of replies) {
      const thread = this.thread(note);
      if (thread) {
        this.composer.reply(thread, text, at);
      }
    }
    const same = had && this.list.querySelector(`[data-focus="${had}"]`);
    if (same) {
      // One that was resolved is hidden with its buttons.
      const next = same.offsetParent ? same : this.element.querySelector(".desk-notes__add");
      next.focus({ preventScroll: true });
    }
  }

  show() {
    this.marks.show(this.places);
  }

  thread(note) {
    return this.list.querySelector(`[data-note="${note}"]`);
  }

  point(thread) {
    const note = thread ? Number(thread.dataset.note) : null;
    if (note !== this.pointed) {
      this.pointed = note;
      this.marks.point(note);
    }
  }

  showNoteAtCaret() {
    const root = this.marks.root();
    const note = root && this.marks.at(root.ownerDocument.getSelection());
    if (note) {
      this.goTo(note);
    }
  }

  goToHash() {
    const [, note] = location.hash.match(/^#note-(\d+)$/) || [];
    if (note && this.goTo(note)) {
      this.element.scrollIntoView({ block: "nearest" });
      this.thread(note).focus();
    }
  }

  goTo(note) {
    const thread = this.thread(note);
    if (!thread) {
      return false;
    }
    if (!thread.offsetParent) {
      this.choose("all");
    }
    this.list.querySelectorAll(".is-shown").forEach((other) => other.classList.remove("is-shown"));
    thread.classList.add("is-shown");
    thread.scrollIntoView({ block: "nearest" });
    return true;
  }

  choose(filter) {
    this.list.dataset.filter = filter;
    for (const button of this.filter.children) {
      button.setAttribute("aria-pressed", String(button.dataset.filter === filter));
    }
  }

  onClick(event) {
    const button = event.target.closest("button");
    if (!button) {
      return;
    }
    if (button.dataset.filter) {
      this.choose(button.dataset.filter);
      return;
    }
    const thread = button.closest("[data-note]");
    const note = thread && Number(thread.dataset.note);
    switch (button.dataset.act) {
      case "compose":
        this.composer.open();
        break;
      case "reply":
        this.composer.reply(thread, "", 0);
        break;
      case "resolve":
      case "reopen":
        this.act({ act: button.dataset.act, note });
        break;
      case "show":
        this.marks.visit(this.places[note] || []);
        break;
    }
  }
}

const element = document.getElementById("desk-notes");
if (element) {
  new Panel(element);
}
