// Where the story's form keeps what was decided on names: in the list of names for those
// that have a row there, and for the others in one hidden field, as JSON.

export class Decisions {
  constructor(form) {
    this.form = form;
    this.field = form.elements.fresh_decisions;
  }

  // {pk: [decision, record]} of the rows in the list.
  saved() {
    const found = {};
    for (const [pk, prefix] of this.prefixes()) {
      const radio = this.form.querySelector(`input[name="${prefix}-decision"]:checked`);
      const record = this.form.elements[`${prefix}-entity`];
      if (radio) {
        found[pk] = [radio.value, record && record.value ? Number(record.value) : null];
      }
    }
    return found;
  }

  fresh() {
    try {
      const listed = JSON.parse((this.field && this.field.value) || "[]");
      return Array.isArray(listed) ? listed : [];
    } catch (error) {
      return [];
    }
  }

  // `name` is what a row of the panel says of itself: its data-attributes.
  set(name, decision, entity, label) {
    const prefix = name.mention && this.prefixes().get(name.mention);
    if (prefix) {
      this.setSaved(prefix, decision, entity, label);
    } else {
      this.setFresh(name, decision, entity);
    }
  }

  setSaved(prefix, decision, entity, label) {
    const record = this.form.elements[`${prefix}-entity`];
    if (record && entity && record.value !== String(entity)) {
      let option = [...record.options].find((each) => each.value === String(entity));
      if (!option) {
        option = new Option(label, entity);
        record.append(option);
      }
      option.selected = true;
      record.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const radio = this.form.querySelector(`input[name="${prefix}-decision"][value="${decision}"]`);
    if (radio) {
      radio.checked = true;
    }
  }

  setFresh(name, decision, entity) {
    if (!this.field) {
      return;
    }
    const others = this.fresh().filter(
      (each) => !(each.kind === name.kind && each.text === name.text) && !(entity && each.entity === entity),
    );
    if (decision !== "proposed") {
      others.push({ kind: name.kind, text: name.text, entity: entity || null, decision });
    }
    this.field.value = others.length ? JSON.stringify(others) : "";
  }

  prefixes() {
    const found = new Map();
    for (const input of this.form.querySelectorAll('input[name^="mentions-"][name$="-id"]')) {
      if (input.value) {
        found.set(input.value, input.name.slice(0, -"-id".length));
      }
    }
    return found;
  }
}
