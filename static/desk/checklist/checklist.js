// What is still to be done before publishing, beside the text: it comes with the answer on names.

import { editorOf } from "../story.js";

const AUTHORS = 'select[name^="bylines-"][name$="-author"]';

// What the list asks for beside the text: strings, as the fields hold them.
export function restOf(form) {
  const { section, headline_is_proposed: proposed, photo_choices: placed } = form.elements;
  return {
    section: section ? section.value : "",
    is_proposed: proposed ? proposed.checked : false,
    bylines: [...form.querySelectorAll(AUTHORS)].filter(isKept).map((author) => author.value),
    photos: [...form.querySelectorAll(".desk-photo-use")].map((shown) => {
      const photo = shown.closest("tr").querySelector('select[name$="-photo"]');
      return [shown.dataset.photoKey, photo ? photo.value : ""];
    }),
    photo_choices: placed ? placed.value : "",
  };
}

export class Checklist {
  constructor(form) {
    this.form = form;
    this.list = document.querySelector("#desk-checklist .desk-checklist__list");
    this.list.addEventListener("click", (event) => this.visit(event));
  }

  draft() {
    return restOf(this.form);
  }

  show(html) {
    if (this.list.innerHTML === html) {
      return;
    }
    const had = this.list.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.list.innerHTML = html;
    const same = had && [...this.list.querySelectorAll("a")].find((link) => link.textContent === had);
    if (same) {
      same.focus({ preventScroll: true });
    }
  }

  visit(event) {
    const link = event.target.closest("a[data-where]");
    if (!link) {
      return;
    }
    const place = this.place(link);
    if (!place) {
      return;
    }
    event.preventDefault();
    place.scrollIntoView({ block: "center" });
    const editor = link.dataset.where === "body" ? editorOf() : null;
    const field = place.matches("input, select, textarea") ? place : place.querySelector(FIELDS);
    (editor || field || place).focus({ preventScroll: true });
  }

  place(link) {
    if (link.dataset.where === "names") {
      return document.getElementById("desk-names");
    }
    const place = document.getElementById(link.hash.slice(1));
    if (!place) {
      // Placed a moment ago: it stands in the text, and in no list yet.
      return document.getElementById("cke_id_body");
    }
    return place.closest("tr") || (place.id === "id_body" ? document.getElementById("cke_id_body") : place);
  }
}

const FIELDS = "textarea, select, button, input:not([type=hidden]), a[href]";

function isKept(author) {
  const row = author.closest("tr");
  const away = row && row.querySelector('input[name$="-DELETE"]');
  return author.value && !author.name.includes("__prefix__") && !(away && away.checked);
}
