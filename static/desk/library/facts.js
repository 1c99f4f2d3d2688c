// What the file of a photo says: a button puts it into its box. Nothing that was typed is
// replaced unasked, and nothing is kept before the form is saved. Values: photos.choosing.Choice.
import { chosenIn, put, putRecords } from "../captions/boxes.js";
import { CreditBoxes } from "../captions/credit.js";

for (const facts of document.querySelectorAll(".desk-embedded")) {
  facts.addEventListener("click", (event) => {
    const button = event.target.closest("[data-boxes]");
    if (!button) return;
    event.preventDefault();
    use(facts, button);
  });
}

function use(facts, button) {
  const { form } = button;
  const isAll = "onlyEmpty" in button.dataset;
  const may = (isEmpty) => isEmpty || (!isAll && window.confirm(facts.dataset.question));
  const done = Object.entries(JSON.parse(button.dataset.boxes)).filter(([box, value]) =>
    (FILL[box] ?? fillText)(form, box, value, may),
  );
  const told = facts.querySelector(".desk-embedded__told");
  if (done.length) told.textContent = facts.dataset.filled;
  else told.textContent = isAll ? facts.dataset.nothing : "";
}

// Each returns whether something was put in.
const FILL = {
  taken_at: (form, name, values, may) => {
    const boxes = [form.elements[`${name}_0`], form.elements[`${name}_1`]];
    const isSame = boxes.every((box, index) => box.value === values[index]);
    if (isSame || !may(boxes.every((box) => !box.value))) return false;
    boxes.forEach((box, index) => put(box, values[index]));
    return true;
  },
  // People are added to those who are chosen: nothing is lost, and nothing asked.
  subjects: (form, name, people) => {
    const select = form.elements[name];
    const already = chosenIn(select);
    if (people.every((one) => already.includes(String(one.id)))) return false;
    const chosen = [...select.selectedOptions].map((option) => ({ id: option.value, name: option.text }));
    putRecords(select, [...chosen, ...people]);
    return true;
  },
  credit: (form, _name, credit, may) => {
    const boxes = new CreditBoxes(form);
    if (boxes.has(credit) || !may(!boxes.differ(credit))) return false;
    boxes.fill(credit);
    return true;
  },
};

function fillText(form, name, value, may) {
  const box = form.elements[name];
  if (!box || box.value === value || !may(!box.value.trim())) return false;
  put(box, value);
  return true;
}
