// Which photo leads the story: ticked in the list below the text, or in a photo's dialog.

const BOX = ".inline-group input[type=checkbox][name$=-leads]";

export class Lead {
  // `choices` are the photos placed since the page was made; `changed` is told of every change.
  constructor(form, choices, changed) {
    this.form = form;
    this.choices = choices;
    this.changed = changed;
    form.addEventListener("change", (event) => {
      if (event.target.matches(BOX)) {
        this.settle(event.target);
      }
    });
  }

  boxes() {
    return [...this.form.querySelectorAll(BOX)];
  }

  boxOf(key) {
    const row = this.form.querySelector(`[data-photo-key="${CSS.escape(key)}"]`);
    return row && row.closest("tr").querySelector(BOX);
  }

  // One at most: ticking a box takes the others' ticks away.
  settle(box) {
    if (box.checked) {
      this.boxes().forEach((other) => (other.checked = other === box));
      this.choices.lead("");
    }
    this.changed();
  }

  leads(key) {
    const box = this.boxOf(key);
    return box ? box.checked : this.choices.leads(key);
  }

  set(key, leads) {
    const box = this.boxOf(key);
    this.boxes().forEach((other) => (other.checked = leads && other === box));
    this.choices.lead(leads && !box ? key : "");
    this.changed();
  }
}
