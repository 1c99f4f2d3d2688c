// The buttons under a caption: each does one thing, and asks before it replaces what was typed.
import { CreditBoxes } from "./credit.js";
import { put } from "./boxes.js";

export function act(name, field, answer) {
  const { question } = answer.acts.find((one) => one.do === name);
  if (name === "part") part(field, answer.credit, question);
  if (name === "alt_text") describe(field.form.elements.alt_text, answer.alt_text, question);
  field.focus();
  field.dispatchEvent(new Event("desk:written", { bubbles: true }));
}

// Off the caption, into the boxes of the credit; a story has none, and its photo has it already.
function part(field, credit, question) {
  const { caption: of } = field.dataset;
  if (of === "upload") {
    const box = field.form.elements.credit;
    if (box.value.trim() && !window.confirm(question)) return;
    put(box, credit.raw);
  } else if (of !== "story") {
    const boxes = new CreditBoxes(field.form);
    if (boxes.differ(credit) && !window.confirm(question)) return;
    boxes.fill(credit);
  }
  put(field, credit.caption);
}

function describe(box, text, question) {
  if (!box.value.trim() || window.confirm(question)) put(box, text);
}
