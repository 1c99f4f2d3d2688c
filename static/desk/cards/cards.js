// How headline, lead and lead photo look in a list, on a phone and when shared, as they stand in
// the form. The pages come from the server; what is cut off there is looked up in them.

import { ask, sentenceOf } from "../asking.js";
import { restOf } from "../checklist/checklist.js";
import { withEditor } from "../story.js";

const WAIT = 600;

class Cards {
  constructor(element) {
    this.element = element;
    this.say = element.dataset;
    this.form = element.closest("form");
    this.state = element.querySelector("[role=status]");
    this.frames = [];
    this.number = 0;
    // Beside the words that it shows.
    this.form.elements.lead.closest(".form-row").after(element);
    element.hidden = false;
    element.addEventListener("toggle", () => this.open());
    for (const name of ["input", "change"]) this.form.addEventListener(name, () => this.soon());
    addEventListener("resize", () => this.frames.forEach((frame) => this.fit(frame)));
  }

  // The frames are there once somebody wants to look.
  open() {
    const template = this.element.querySelector("template");
    if (template) {
      template.replaceWith(template.content);
      this.frames = [...this.element.querySelectorAll("iframe")];
      this.frames.forEach((frame) => frame.addEventListener("load", () => this.shown(frame)));
    }
    this.soon(0);
  }

  follow(editor) {
    this.editor = editor;
    editor.on("change", () => this.soon());
  }

  soon(wait = WAIT) {
    clearTimeout(this.timer);
    if (this.element.open) this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    const { headline, lead, body } = this.form.elements;
    const rest = restOf(this.form);
    const box = this.form.querySelector(".inline-group input[name$=-leads]:checked");
    const leading = box && box.closest("tr").querySelector("[data-photo-key]");
    const sent = JSON.stringify({
      headline: headline.value,
      lead: lead.value,
      body: this.editor ? this.editor.getData() : body.value,
      captions: rest.photos.map(() => ""),
      ...rest,
      leading: leading ? leading.dataset.photoKey : "",
    });
    if (sent === this.answered) return;
    const number = (this.number += 1);
    const answer = await ask(this.say.address, sent);
    if (number !== this.number) return;
    this.state.textContent = answer.list ? "" : sentenceOf(answer, this.say);
    if (answer.list) {
      this.answered = sent;
      this.frames.forEach((frame) => (frame.srcdoc = answer[frame.dataset.page]));
    }
  }

  shown(frame) {
    const page = frame.contentDocument;
    if (!page || !page.querySelector("[data-headline], .card__headline")) return;
    this.fit(frame);
    const headline = page.querySelector("[data-headline], .card__headline");
    const lead = page.querySelector("[data-lead], .card__lead");
    const told = [this.say.sayLines.replace("LINES", linesOf(headline))];
    if (isCut(headline)) told.push(this.say.sayHeadlineCut);
    if (!lead || !lead.offsetHeight) {
      told.push(this.say.sayHidden);
    } else {
      told.push(isCut(lead) ? this.say.sayCut : this.say.sayWhole);
    }
    frame.closest("figure").querySelector("output").textContent = told.join(" ");
  }

  // As wide as its page is, drawn smaller where there is no room; as high as what it shows.
  fit(frame) {
    const width = Number(frame.dataset.width);
    const room = frame.parentElement.clientWidth;
    if (!room || !frame.contentDocument?.body) return;
    const scale = Math.min(1, room / width);
    frame.style.width = `${width}px`;
    frame.style.height = "0";
    frame.style.height = `${frame.contentDocument.documentElement.scrollHeight}px`;
    frame.style.zoom = scale;
  }
}

function linesOf(element) {
  const height = parseFloat(getComputedStyle(element).lineHeight);
  return Math.max(1, Math.round(element.clientHeight / height));
}

function isCut(element) {
  return element.scrollHeight > element.clientHeight + 2;
}

function begin() {
  const element = document.getElementById("desk-cards");
  if (!element || !element.closest("form").elements.lead) return;
  const cards = new Cards(element);
  withEditor((editor) => cards.follow(editor));
}

begin();
