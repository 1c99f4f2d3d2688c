// A story's form while it is open: what is typed is kept, who else has it open is told, and a
// text that was never saved is offered again. The form itself is sent as ever.

import { ask, sentenceOf, token } from "../asking.js";
import { editorOf, withEditor } from "../story.js";
import { WITH_A_BUTTON, differing, labelOf, read, write } from "./form.js";
import { LocalCopy } from "./local.js";
import { Lost } from "./lost.js";
import { Company } from "./company.js";

// Milliseconds: after the last key, at the longest while typing, and between two signs of life.
const PAUSE = 2000;
const LONGEST = 6000;
const BEAT = 15000;
const TO_THE_BROWSER = 400;
// How long the form may be under way.
const SENDING = 45000;

// What is shut to who only reads. The text itself is not: words are marked in it for notes.
const WRITTEN = ":scope > div > fieldset, .desk-writing__text .form-row:not(.field-body), .desk-checklist, .desk-names, .inline-group, .submit-row, .desk-acts";

class Writing {
  constructor(element) {
    this.element = element;
    this.say = element.dataset;
    this.form = element.closest("form");
    this.state = element.querySelector(".desk-writing-state__kept");
    this.offer = element.querySelector(".desk-writing-state__offer");
    this.version = Number(this.say.version);
    this.company = new Company(element, (sent) => this.send(sent), (isOpen) => this.open(isOpen));
    this.mayWrite = "mayWrite" in this.say;
  }

  get editor() {
    return editorOf();
  }

  start() {
    this.shown = read(this.form, this.editor);
    this.kept = this.saved = JSON.stringify(this.shown);
    const copies = LocalCopy.of(this.say.article, this.say.user);
    this.local = copies.free;
    for (const name of ["click", "auxclick"]) {
      this.form.querySelector("[data-preview]")?.addEventListener(name, (event) => this.tellPreview(event.currentTarget));
    }
    if (this.mayWrite) {
      this.findWhatWasTyped(copies.left);
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
      this.isHere = this.local.write(fields, this.version, this.keptAt);
    }
  }

  async keep() {
    clearTimeout(this.soon);
    clearTimeout(this.latest);
    this.latest = null;
    // It would take the place of what is still on offer.
    if (this.lost?.isThere) {
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
      this.keptAt = answer.kept_at;
      // Typed on meanwhile: the copy here is the newer one.
      if (JSON.stringify(read(this.form, this.editor)) === text) {
        this.local.drop();
      } else {
        this.keepHere();
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
    // The page comes back in a moment: the pen must not lie there for another until then.
    if (this.isSent) {
      return;
    }
    const fields = this.mayWrite ? read(this.form, this.editor) : null;
    const isTyped = fields && JSON.stringify(fields) !== this.kept && !this.lost.isThere;
    const body = JSON.stringify({ read_version: this.version, act: "leave", ...(isTyped ? { fields } : {}) });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    fetch(this.say.address, { method: "POST", body, headers, credentials: "same-origin", keepalive: true }).catch(() => {});
  }

  // Somebody who signed in again in another window has another token than the page.
  refreshToken() {
    this.isSent = true;
    setTimeout(() => (this.isSent = false), SENDING);
    const field = this.form.elements.csrfmiddlewaretoken;
    if (field && token()) {
      field.value = token();
    }
  }

  // Giving back

  findWhatWasTyped(left) {
    const kept = document.getElementById("desk-typed");
    // Where the newsroom has had what goes with a button, it stands here if it came to nothing.
    const isAsked = (name) => !("brought" in this.say && WITH_A_BUTTON.includes(name));
    const isShown = (name) => this.isShown(name);
    this.lost = new Lost({ there: kept ? JSON.parse(kept.textContent) : null, left, version: this.version, isAsked, isShown });
    this.offer.addEventListener("click", (event) => this.answerOffer(event.target.value));
    if ("refused" in this.say) {
      // What stands here is newer than any other, and neither saved nor kept.
      this.kept = this.saved = "";
      this.lost.putOff(this.shown);
      this.keepHere();
      this.keep();
      return;
    }
    this.offerNext();
    if ("brought" in this.say && (this.shown.note || this.shown.embargo_note)) {
      // It stands on this page alone.
      this.kept = "";
      this.typed();
    }
  }

  offerNext() {
    const now = read(this.form, this.editor);
    const found = this.lost.next(now);
    this.offer.hidden = !found;
    if (!found) {
      return;
    }
    const when = new Date(found.at).toLocaleString(document.documentElement.lang);
    this.offer.querySelector(".desk-offer__when").textContent = this.say.sayTyped.replace("TIME", when);
    this.offer.querySelector(".desk-offer__old").hidden = found.read_version === Number(this.say.version);
    const list = this.offer.querySelector("dl");
    list.replaceChildren();
    for (const name of differing(now, found.fields).filter((name) => this.isShown(name))) {
      const [title, text] = [document.createElement("dt"), document.createElement("dd")];
      title.textContent = labelOf(this.form, name);
      text.textContent = wordsOf(found.fields[name]);
      list.append(title, text);
    }
  }

  isShown(name) {
    const element = this.form.elements[name];
    return !element || element.type !== "hidden";
  }

  async answerOffer(answer) {
    if (answer !== "take" && answer !== "drop") {
      return;
    }
    this.offer.hidden = true;
    const [found] = this.lost.rows;
    if (answer === "take") {
      this.takeBack(found);
    } else {
      if (found.isThere) {
        await this.send({ act: "drop" });
      }
      this.lost.answer();
      this.typed();
    }
    this.offerNext();
    if (this.offer.hidden) {
      this.form.elements.headline.focus();
    }
  }

  takeBack(found) {
    const typed = read(this.form, this.editor);
    const meanwhile = differing(this.shown, typed).length ? this.local : null;
    if (meanwhile) {
      meanwhile.write(typed, this.version, this.keptAt);
      this.local = LocalCopy.of(this.say.article, this.say.user).free;
    }
    // Typed into an older version: saving must show both texts, and not write over the newer.
    this.version = found.read_version;
    this.form.elements.read_version.value = found.read_version;
    write(this.form, this.editor, found.fields);
    // Here before it goes from where it was.
    this.keepHere();
    this.lost.answer();
    if (meanwhile) {
      this.lost.add(meanwhile);
    }
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
