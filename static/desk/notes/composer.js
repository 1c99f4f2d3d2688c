// Writing a note, or an answer: a box in the panel, which belongs to no form.

export class Composer {
  // `act` sends and says whether it was taken; `callIn` lets `@` name colleagues in a textarea.
  constructor(element, form, marks, act, callIn) {
    Object.assign(this, { element, form, marks, act, callIn });
    this.say = element.dataset;
    this.box = element.querySelector(".desk-notes__compose");
    this.text = this.box.querySelector("textarea");
    this.whole = this.box.querySelector("[data-act=whole]");
    this.about = { field: "story" };
    // {note: text} of the answers that were begun.
    this.replies = {};
    this.prepare(this.text, () => this.write(), () => this.hide());
    this.text.addEventListener("input", () => this.keep());
    this.box.addEventListener("click", (event) => this.onClick(event));
    // Where somebody was before the panel took the keyboard.
    form.addEventListener("focusin", (event) => {
      if (!element.contains(event.target)) {
        this.last = event.target;
      }
    });
    this.bringBack();
  }

  onClick(event) {
    const acts = { write: () => this.write(), close: () => this.close(), whole: () => this.setAbout({ field: "story" }) };
    const act = acts[event.target.dataset.act];
    if (act) {
      act();
    }
  }

  prepare(textarea, send, close) {
    const onKey = this.callIn(textarea);
    textarea.addEventListener("keydown", (event) => {
      if (onKey(event)) {
        event.stopPropagation();
        return;
      }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        send();
      } else if (event.key === "Escape") {
        close();
      }
    });
  }

  // A note on what is marked: in the field somebody was in, or in the text.
  open() {
    const begun = this.text.value ? this.about : { field: "story" };
    this.setAbout(this.inField() || this.marks.marked() || begun);
    this.box.hidden = false;
    this.box.scrollIntoView({ block: "nearest" });
    this.text.focus();
    this.keep();
  }

  inField() {
    const field = this.element.contains(document.activeElement) ? this.last : document.activeElement;
    if (!field || !field.isConnected || !("selectionStart" in field)) {
      return null;
    }
    const [, name] = (field.name || "").match(/^(?:photo_uses-\d+-)?(headline|lead|caption)$/) || [];
    const words = name ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
    // The button in the panel: only what is marked. The key: the field one stands in.
    if (!name || (!words.trim() && field !== document.activeElement)) {
      return null;
    }
    const start = [...field.value.slice(0, field.selectionStart)].length;
    const use = name === "caption" && field.closest("tr").querySelector(".desk-photo-use");
    if (name === "caption" && !use) {
      return null;
    }
    return { field: name, key: use ? use.dataset.photoKey : "", words: words.trim(), paragraph: 0, start };
  }

  setAbout(about) {
    this.about = about;
    const [name, quote] = this.box.querySelectorAll(".desk-notes__about > :is(span, q)");
    name.textContent = { headline: this.say.sayHeadline, lead: this.say.sayLead, body: this.say.sayBody, caption: this.say.sayCaption }[about.field] || this.say.sayStory;
    quote.textContent = about.words && about.words.length > 160 ? `${about.words.slice(0, 160)}…` : about.words || "";
    quote.hidden = !about.words;
    this.whole.hidden = about.field === "story";
  }

  close() {
    this.text.value = "";
    this.hide();
    this.keep();
  }

  // What was begun is there when the box is opened again.
  hide() {
    this.box.hidden = true;
    this.last = null;
    this.element.querySelector(".desk-notes__add").focus();
  }

  async write() {
    if (this.isSending) {
      return;
    }
    this.isSending = true;
    const isTaken = await this.act({ act: "write", about: this.about, text: this.text.value });
    this.isSending = false;
    if (isTaken) {
      this.close();
    }
  }

  // Answers

  reply(thread, text, at) {
    const place = thread.querySelector(".desk-thread__reply");
    if (place.firstElementChild) {
      place.querySelector("textarea").focus();
      return;
    }
    place.append(this.box.querySelector("textarea").cloneNode(), this.box.querySelector(".desk-notes__buttons").cloneNode(true));
    const [field, write, close] = place.querySelectorAll("textarea, [data-act=write], [data-act=close]");
    const note = thread.dataset.note;
    field.value = text || this.replies[note] || "";
    const keep = (begun) => {
      this.replies = { ...this.replies, [note]: begun };
      this.keep();
    };
    const shut = () => {
      place.replaceChildren();
      thread.querySelector("[data-act=reply]").focus({ preventScroll: true });
    };
    const cancel = () => {
      keep("");
      shut();
    };
    const send = async () => {
      if (this.isSending) {
        return;
      }
      this.isSending = true;
      const written = field.value;
      // Closed first: what is shown then is drawn without it.
      shut();
      const isTaken = await this.act({ act: "answer", note: Number(note), text: written });
      this.isSending = false;
      if (isTaken) {
        keep("");
      }
      const again = !isTaken && this.element.querySelector(`[data-note="${note}"]`);
      if (again) {
        this.reply(again, written, written.length);
      }
    };
    this.prepare(field, send, shut);
    write.addEventListener("click", send);
    close.addEventListener("click", cancel);
    field.addEventListener("input", () => keep(field.value));
    if (at !== null) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(at, at);
    }
  }

  // What was begun is there again after the page was loaded anew.

  keep() {
    const begun = { about: this.about, text: this.text.value, replies: this.replies };
    this.store(() => sessionStorage.setItem(this.say.kept, JSON.stringify(begun)));
  }

  bringBack() {
    const kept = this.store(() => JSON.parse(sessionStorage.getItem(this.say.kept)));
    if (kept && kept.text) {
      this.setAbout(kept.about || { field: "story" });
      this.text.value = kept.text;
      this.box.hidden = false;
    }
    this.replies = (kept && kept.replies) || {};
  }

  // The answers, once their notes are there.
  bringBackReplies() {
    for (const [note, text] of Object.entries(this.replies)) {
      const thread = text && this.element.querySelector(`[data-note="${note}"]`);
      if (thread) {
        this.reply(thread, text, null);
      }
    }
  }

  store(act) {
    try {
      return act();
    } catch (error) {
      // A browser that keeps nothing.
      return null;
    }
  }
}
