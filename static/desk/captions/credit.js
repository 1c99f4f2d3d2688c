// The boxes of a credit, in the form of one photo or of many together.
import { chosenIn, put, putRecords } from "./boxes.js";

const UNSAID = ["", "unknown"];

export class CreditBoxes {
  constructor(form) {
    this.form = form;
    this.boxes = form.elements;
  }

  // Whether something is filled in that is not what `credit` says: {creators, provider, kind}.
  // What `credit` does not speak of is not looked at.
  differ({ creators, provider, kind }) {
    const names = this.creators();
    const [organisation] = chosenIn(this.boxes.provider);
    return (
      (creators !== undefined && names.length > 0 && names.join("\n") !== creators.join("\n")) ||
      (provider !== undefined && Boolean(organisation) && organisation !== String(provider?.id)) ||
      (kind !== undefined && !UNSAID.includes(this.boxes.kind.value) && this.boxes.kind.value !== kind)
    );
  }

  // Whether all that `credit` says is filled in.
  has({ creators, provider, kind, medium }) {
    return (
      (creators === undefined || this.creators().join("\n") === creators.join("\n")) &&
      (!provider || chosenIn(this.boxes.provider)[0] === String(provider.id)) &&
      (kind === undefined || this.boxes.kind.value === kind) &&
      (!medium || this.boxes.medium.value === medium)
    );
  }

  fill({ creators, provider, kind, medium }) {
    if (creators !== undefined && this.creators().join("\n") !== creators.join("\n")) {
      this.putCreators(creators);
    }
    if (provider !== undefined) putRecords(this.boxes.provider, provider ? [provider] : []);
    if (kind !== undefined) put(this.boxes.kind, kind);
    if (medium && medium !== "photo") put(this.boxes.medium, medium);
  }

  // As they would be printed.
  creators() {
    if (this.boxes.creator_names) {
      const people = [...this.boxes.creators.selectedOptions].map((option) => option.text);
      return [...people, ...this.boxes.creator_names.value.split("\n").map((name) => name.trim())].filter(Boolean);
    }
    return this.rows()
      .filter(({ remove }) => !remove?.checked)
      .map(({ name, entity }) => name.value.trim() || entity.selectedOptions[0]?.text.trim())
      .filter((name) => name && !/^-+$/.test(name));
  }

  rows() {
    const count = Number(this.boxes["creators-TOTAL_FORMS"].value);
    return [...Array(count).keys()].map((number) => {
      const box = (field) => this.boxes[`creators-${number}-${field}`];
      return { name: box("name"), entity: box("entity"), position: box("position"), remove: box("DELETE") };
    });
  }

  putCreators(names) {
    if (this.boxes.creator_names) {
      putRecords(this.boxes.creators, []);
      put(this.boxes.creator_names, names.join("\n"));
      return;
    }
    for (const { name, entity, remove } of this.rows()) {
      if (remove) {
        remove.checked = true;
      } else {
        put(name, "");
        putRecords(entity, []);
      }
    }
    names.forEach((name, index) => {
      const free = this.rows().find((row) => !row.remove && !row.name.value && !chosenIn(row.entity).length);
      const row = free ?? this.added();
      if (row) {
        put(row.name, name);
        put(row.position, index);
      }
    });
  }

  added() {
    this.form.querySelector("#creators-group .add-row a")?.click();
    return this.rows().at(-1);
  }
}
