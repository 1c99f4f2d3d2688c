// A story's form while it is open: what is typed is kept, who else has it open is told, and a
// text that was never saved is offered again. The form itself is sent as ever.

import { ask, sentenceOf, token } from "../asking.js";
import { editorOf, withEditor } from "../story.js";
import { differing, labelOf, read, write } from "./form.js";
import { LocalCopy } from "./local.js";
import { Company } from "./company.js";

// Milliseconds: after the last key, at the longest while typing, and between two signs of life.
const PAUSE = 2000;
const LONGEST = 6000;
const BEAT = 15000;
const TO_THE_BROWSER = 400;

// What is shut to who only reads. The text itself is not: words are marked in it for notes.
const WRITTEN = ":scope > div > fieldset, .desk-writing__text .form-row:not(.field-body), .desk-checklist, .desk-names, .inline-group, .submit-row, .desk-acts";

class Writing {
  constructor(element) {
    this.element = element;
    this.say = element.dataset;
    this.form = element.closest("form");
    this.state = element.querySelector(".desk-writing-state__kept");
    this.offer = element.querySelector(".desk-writing-state__offer");
    this.local = new LocalCopy(this.say.article, this.say.user);
    // What is typed while an older text is still on offer.
    this.second = new LocalCopy(this.say.article, `${this.say.user}-second`);
    this.version = Number(this.say.version);
    this.company = new Company(element, (sent) => this.send(sent), (isOpen) => this.open(isOpen));
    this.mayWrite = "mayWrite" in this.say;
  }

  get editor() {
    return editorOf();
  }

  start() {
    this.kept = this.saved = JSON.stringify(read(this.form, this.editor));
    for (const name of ["click", "auxclick"]) {
      this.form.querySelector("[data-preview]")?.addEventListener(name, (event) => this.tellPreview(event.currentTarget));
    }
    if (this.mayWrite) {
      this.offerWhatWasTyped();
      for (const name of ["input", "change"]) {
        this.form.addEventListener(name, () => this.typed());
      }
      if (this.editor) {
        this.editor.on("change", () => this.typed());
      }
      this.form.addEventListener("submit", () => this.refreshToken());
    }
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && this.send({}));
    document.addEventListener("visibilitychange", () => document.hidden || this.send({}));
    setInterval(() => this.send({}), BEAT);
    this.send({});
  }

  // Keeping

  typed() {
    clearTimeout(this.toBrowser);
    this.toBrowser = setTimeout(() => this.keepHere(), TO_THE_BROWSER);
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.keep(), PAUSE);
    this.latest = this.latest || setTimeout(() => this.keep(), LONGEST);
  }

  keepHere() {
    const fields = read(this.form, this.editor);
    if (JSON.stringify(fields) !== this.kept) {
      this.isHere = (this.isOffering ? this.second : this.local).write(fields, this.version);
    }
  }

  async keep() {
    clearTimeout(this.soon);
    clearTimeout(this.latest);
    this.latest = null;
    if (this.isOffering) {
      return;
    }
    const fields = read(this.form, this.editor);
    const text = JSON.stringify(fields);
    if (text === this.kept) {
      return;
    }
    const answer = await this.send({ fields });
    if (answer && answer.kept) {
      this.kept = text;
      // Typed on meanwhile: the copy here is the newer one.
      if (JSON.stringify(read(this.form, this.editor)) === text) {
        this.local.drop();
      }
      this.tell(this.say.sayKept.replace("TIME", answer.kept));
    }
  }

  // The preview is of what was saved. It says so where more was typed, until that is saved.
  tellPreview(link) {
    const isTyped = JSON.stringify(read(this.form, this.editor)) !== this.saved;
    const address = new URL(link.href);
    address.search = isTyped ? `?typed=${this.say.version}` : "";
    link.href = address.href;
  }

  // Asking and telling the newsroom

  async send(sent) {
    const answer = await ask(this.say.address, { read_version: this.version, ...sent });
    if (answer.status !== 200) {
      this.away(sentenceOf(answer, this.say));
      return null;
    }
    if (this.isAway) {
      this.isAway = false;
      this.tell("");
      this.keep();
    }
    this.company.show(answer);
    return answer;
  }

  away(sentence) {
    this.isAway = true;
    this.keepHere();
    const isTyped = JSON.stringify(read(this.form, this.editor)) !== this.kept;
    this.tell(isTyped && !this.isHere ? this.say.sayNowhere : sentence, true);
  }

  tell(sentence, isGrave = false) {
    if (this.state.textContent !== sentence) {
      this.state.textContent = sentence;
    }
    this.state.classList.toggle("is-grave", isGrave);
  }

  leave() {
    this.keepHere();
    const fields = this.mayWrite ? read(this.form, this.editor) : null;
    const isTyped = fields && JSON.stringify(fields) !== this.kept && !this.isOffering && !this.isSent;
    const body = JSON.stringify({ read_version: this.version, act: "leave", ...(isTyped ? { fields } : {}) });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    fetch(this.say.address, { method: "POST", body, headers, credentials: "same-origin", keepalive: true }).catch(() => {});
  }

  // Somebody who signed in again in another window has another token than the page.
  refreshToken() {
    this.isSent = true;
    setTimeout(() => (this.isSent = false), 5000);
    const field = this.form.elements.csrfmiddlewaretoken;
    if (field && token()) {
      field.value = token();
    }
  }

  // Giving back

  offerWhatWasTyped() {
    const kept = document.getElementById("desk-typed");
    const there = kept ? JSON.parse(kept.textContent) : null;
    const here = this.local.read();
    const now = JSON.parse(this.kept);
    const found = [this.second.read(), here, there].find((typed) => typed && typed.fields && this.lost(now, typed).length);
    if (!found) {
      this.local.drop();
      this.second.drop();
      return;
    }
    this.isOffering = true;
    const when = found !== there ? new Date(found.at).toLocaleString(document.documentElement.lang) : found.at;
    this.offer.querySelector(".desk-offer__when").textContent = this.say.sayTyped.replace("TIME", when);
    this.offer.querySelector(".desk-offer__old").hidden = found.read_version === this.version;
    const list = this.offer.querySelector("dl");
    for (const name of differing(now, found.fields).filter((name) => this.isShown(name))) {
      const [title, text] = [document.createElement("dt"), document.createElement("dd")];
      title.textContent = labelOf(this.form, name);
      text.textContent = wordsOf(found.fields[name]);
      list.append(title, text);
    }
    this.offer.hidden = false;
    this.offer.addEventListener("click", (event) => this.answerOffer(event.target.value, found));
  }

  // The names of what was typed and never saved. What was decided beside it, in fields that are
  // not shown, went with the text if that was saved since.
  lost(now, typed) {
    const names = differing(now, typed.fields);
    return typed.read_version === this.version ? names : names.filter((name) => this.isShown(name));
  }

  isShown(name) {
    const element = this.form.elements[name];
    return !element || element.type !== "hidden";
  }

  answerOffer(answer, found) {
    if (answer !== "take" && answer !== "drop") {
      return;
    }
    this.isOffering = false;
    this.offer.hidden = true;
    this.local.drop();
    this.second.drop();
    // The button that was pressed is gone: one goes on in the story.
    this.form.elements.headline.focus();
    if (answer === "drop") {
      this.send({ act: "drop" });
      this.typed();
      return;
    }
    // Typed into an older version: saving must show both texts, and not write over the newer.
    this.version = found.read_version;
    this.form.elements.read_version.value = found.read_version;
    write(this.form, this.editor, found.fields);
    this.keep();
  }

  // The pen

  open(isOpen) {
    for (const part of this.form.querySelectorAll(WRITTEN)) {
      part.inert = !isOpen;
    }
    if (this.editor) {
      this.editor.setReadOnly(!isOpen);
    }
    this.form.classList.toggle("is-read", !isOpen);
    if (!isOpen) {
      this.keep();
    }
  }
}

function wordsOf(value) {
  const text = Array.isArray(value) ? value.map((one) => one.split("\t").pop()).join(", ") : value;
  const page = new DOMParser().parseFromString(text.replace(/<\/(p|h2|h3|li)>/g, "$&\n"), "text/html");
  return page.body.textContent.trim() || "—";
}

function begin() {
  const element = document.getElementById("desk-writing-state");
  if (!element) {
    return;
  }
  const writing = new Writing(element);
  if (writing.form.elements.body && window.CKEDITOR) {
    withEditor(() => writing.start());
  } else {
    writing.start();
  }
}

begin();
