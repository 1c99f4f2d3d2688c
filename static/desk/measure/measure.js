// How long headline, lead and text are while they are written.

import { withEditor } from "../story.js";
import { letters, words, wordsIn } from "./count.js";

const WAIT = 250;

class Measure {
  constructor(element) {
    this.say = element.dataset;
    this.form = element.closest("form");
    const { headline, lead } = this.form.elements;
    this.lead = lead;
    this.hint(headline, this.say.sayHeadline, Number(this.say.headline), letters);
    this.hint(lead, this.say.sayLead, Number(this.say.lead), words);
    lead.addEventListener("input", () => this.soon());
  }

  // A line under a field: so many of so many, and whether that is too long.
  hint(field, sentence, most, count) {
    const line = document.createElement("p");
    line.className = "desk-measure";
    line.id = `${field.id}_measure`;
    field.after(line);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${line.id}`.trim());
    const show = () => {
      const number = count(field.value);
      line.textContent = sentence.replace("COUNT", number).replace("MOST", most) + (number > most ? ` ${this.say.sayLong}` : "");
      line.classList.toggle("is-long", number > most);
    };
    field.addEventListener("input", show);
    show();
  }

  follow(editor) {
    this.editor = editor;
    this.total = document.createElement("span");
    this.total.className = "desk-measure desk-measure--text";
    this.total.title = this.say.sayWhat;
    editor.container.findOne(".cke_top").$.append(this.total);
    editor.on("change", () => this.soon());
    this.count();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.count(), WAIT);
  }

  count() {
    if (!this.editor) return;
    const number = words(this.lead.value) + wordsIn(this.editor.getData());
    const minutes = Math.max(1, Math.round(number / Number(this.say.pace)));
    this.total.textContent = this.say.sayText.replace("COUNT", number.toLocaleString(document.documentElement.lang)).replace("MINUTES", minutes);
  }
}

function begin() {
  const element = document.getElementById("desk-measure");
  if (!element) return;
  const measure = new Measure(element);
  withEditor((editor) => measure.follow(editor));
}

begin();
