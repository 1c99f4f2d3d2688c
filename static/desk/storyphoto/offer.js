// A paragraph under a photo that reads as its caption: offered in a bar under the text, once.
import { mayBeCredited } from "./pasting.js";

export class Offer {
  // `take(figure, paragraph, credit)` makes it the caption.
  constructor(editor, { box, token, photoOf, take }) {
    this.editor = editor;
    this.own = box.querySelector("[name=own]");
    this.story = box.dataset.story;
    this.words = box.dataset;
    this.token = token;
    this.photoOf = photoOf;
    this.take = take;
    // What stood there before is the writer's own.
    this.seen = new Set(this.pairs().map(([, paragraph]) => paragraph.textContent));
    editor.on("afterPaste", () => setTimeout(() => this.look()));
    editor.on("mode", () => this.close());
  }

  pairs() {
    const root = this.editor.editable()?.$;
    return [...(root?.querySelectorAll("figure[data-photo]") ?? [])]
      .map((figure) => [figure, under(figure)])
      .filter(([, paragraph]) => paragraph?.tagName === "P");
  }

  async look() {
    for (const [figure, paragraph] of this.pairs()) {
      const text = paragraph.textContent.replace(/\s+/g, " ").trim();
      if (this.seen.has(paragraph.textContent) || !mayBeCredited(text)) continue;
      this.seen.add(paragraph.textContent);
      const answer = await this.ask(figure, text);
      if (answer?.credit && paragraph.isConnected) {
        this.show(figure, paragraph, text, answer.credit);
        return;
      }
    }
  }

  async ask(figure, caption) {
    const body = new FormData();
    const facts = { of: "story", story: this.story, caption, photo: this.photoOf(figure)?.id || "" };
    Object.entries(facts).forEach(([name, value]) => body.set(name, value));
    const options = { method: "POST", body, headers: { "X-CSRFToken": this.token } };
    try {
      const response = await fetch(this.own.dataset.address, options);
      return response.ok ? await response.json() : null;
    } catch (error) {
      return null;
    }
  }

  show(figure, paragraph, text, credit) {
    this.close();
    const bar = document.createElement("div");
    bar.className = "desk-offer";
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    const start = text.length > 90 ? `${text.slice(0, 90)}…` : text;
    told.textContent = `${this.words.sayOffer.replace("%s", start)} ${credit.text}`;
    const yes = this.button(this.words.sayTake, "default", () => {
      if (paragraph.isConnected && figure.isConnected) this.take(figure, paragraph, text, credit);
    });
    const no = this.button(this.words.sayLeave, "", () => {});
    bar.append(told, yes, no);
    bar.addEventListener("keydown", (event) => event.key === "Escape" && this.end());
    // After the text, where Tab leads out of it.
    this.editor.container.$.after(bar);
    this.bar = bar;
  }

  button(label, kind, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `button ${kind}`;
    made.textContent = label;
    made.addEventListener("click", () => {
      act();
      this.end();
    });
    return made;
  }

  end() {
    this.close();
    this.editor.focus();
    this.look();
  }

  close() {
    this.bar?.remove();
    this.bar = null;
  }
}

// The figure stands in a wrapper of CKEditor's.
function under(figure) {
  return (figure.closest("[data-cke-widget-wrapper]") ?? figure).nextElementSibling;
}
