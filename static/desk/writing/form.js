// The story's form as {name: text} and back. Rows of a list go by their own number, for their
// place in the list may be another when the text comes back.

const NOT_TYPED = /^(csrfmiddlewaretoken|read_version|_.*)$|_FORMS$|__prefix__|-(id|article)$/;
const IN_A_LIST = /^(\w+)-(\d+)-(\w+)$/;

// What goes with a button under the story.
export const WITH_A_BUTTON = ["note", "at", "embargo_note", "embargo_until", "embargo_read"];

function nameOf(form, element) {
  const name = element.name;
  if (!name || element.disabled || NOT_TYPED.test(name) || /^(submit|button|file|image)$/.test(element.type)) {
    return null;
  }
  const [, list, row, field] = name.match(IN_A_LIST) || [];
  const number = list && form.elements[`${list}-${row}-id`];
  return number && number.value ? `${list}#${number.value}-${field}` : name;
}

function valueOf(element) {
  if (element.type === "checkbox") {
    return element.checked ? "on" : "";
  }
  if (element.tagName === "SELECT") {
    return [...element.selectedOptions].filter((option) => option.value).map((option) => `${option.value}\t${option.text}`);
  }
  return element.value;
}

export function read(form, editor) {
  const fields = {};
  for (const element of form.elements) {
    const name = nameOf(form, element);
    if (name && (element.type !== "radio" || element.checked)) {
      fields[name] = valueOf(element);
    }
  }
  if (editor && "body" in fields) {
    fields.body = editor.getData();
  }
  return fields;
}

// The names of the fields in which two texts of the form differ.
export function differing(old, typed) {
  return Object.keys(typed).filter((name) => name in old && plain(old[name]) !== plain(typed[name]));
}

// As the newsroom saves it: blanks of every kind are one, what nobody sees is left out.
function plain(value) {
  const text = JSON.stringify(value).normalize("NFC");
  return text.replace(/[\u200b\u200c\u200d\u2060\ufeff\u00ad]/g, "").replace(/(?:&nbsp;|\s|\\n|\\r)+/g, " ").replace(/ (?=<)|(?<=>) /g, "");
}

function choose(select, chosen) {
  const wanted = chosen.map((option) => option.split("\t"));
  for (const [value, text] of wanted) {
    if (![...select.options].some((option) => option.value === value)) {
      select.add(new Option(text || value, value));
    }
  }
  for (const option of select.options) {
    option.selected = wanted.some(([value]) => value === option.value);
  }
  if (!select.multiple && !wanted.length) {
    select.value = "";
  }
}

export function write(form, editor, fields) {
  for (const element of form.elements) {
    const name = nameOf(form, element);
    if (!name || !(name in fields) || JSON.stringify(valueOf(element)) === JSON.stringify(fields[name])) {
      continue;
    }
    if (element.type === "checkbox") {
      element.checked = fields[name] === "on";
    } else if (element.type === "radio") {
      element.checked = element.value === fields[name];
    } else if (element.tagName === "SELECT") {
      choose(element, [fields[name]].flat());
    } else {
      element.value = fields[name];
    }
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (editor && typeof fields.body === "string") {
    // Photos that were placed in it come with the field that names them.
    editor.fire("deskphotos");
    editor.setData(fields.body);
  }
}

// What a person calls a field: its label, or that of its column.
export function labelOf(form, name) {
  const element = [...form.elements].find((one) => nameOf(form, one) === name);
  if (!element) {
    return name;
  }
  const label = element.closest("td") ? element.closest("table").querySelector(`th.column-${name.split("-").pop()}`) : element.labels && element.labels[0];
  return ((label && label.textContent) || element.getAttribute("aria-label") || name).replace(/:\s*$/, "").trim();
}
