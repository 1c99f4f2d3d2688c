// Files dropped on the list of photos below the text: an awaited picture comes, another is replaced.
import { putRecords } from "../captions/boxes.js";

const GROUP = "#photo_uses-group";

export class Rows {
  // `shown(key, photo)` tells the text which photo stands there now.
  constructor(library, { shown }) {
    this.library = library;
    this.words = library.say;
    this.shown = shown;
    const group = document.querySelector(GROUP);
    if (!group) return;
    group.addEventListener("dragover", (event) => this.over(event));
    group.addEventListener("dragleave", (event) => rowOf(event)?.classList.remove("is-over"));
    group.addEventListener("drop", (event) => this.dropped(event));
  }

  over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // A file beside a row would be opened in place of the story.
    event.preventDefault();
    rowOf(event)?.classList.add("is-over");
  }

  dropped(event) {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    const row = rowOf(event);
    row?.classList.remove("is-over");
    if (row) this.give(row, file);
  }

  async give(row, file) {
    const select = row.querySelector("select[name$=-photo]");
    const card = row.querySelector(".desk-photo-use");
    const isAwaiting = Boolean(card?.dataset.awaiting) && select.value === card.dataset.photo;
    if (select.value && !isAwaiting && !window.confirm(this.words.sayReplace)) return;
    const told = this.state(row);
    told.say(this.words.saySending);
    const answer = isAwaiting
      ? await this.library.fill(select.value, file, told.progress)
      : await this.library.send({ file }, told.progress);
    told.say("");
    if (answer.photo) {
      this.show(row, select, answer.photo);
      told.say(answer.known ? `${answer.ran ?? ""} ${this.words.sayKnown}`.trim() : (answer.notes ?? []).join(" "));
    } else if (!answer.known) {
      told.say(answer.message);
    } else if (window.confirm(answer.question)) {
      this.keepCaption(row, card);
      this.show(row, select, answer.known);
    }
  }

  // The caption that waited stays that of this story.
  keepCaption(row, card) {
    const own = row.querySelector("textarea[name$=-caption]");
    if (!own.value.trim()) own.value = card.dataset.caption;
  }

  show(row, select, photo) {
    const card = this.draw(row, select, photo);
    if (card) this.shown(card.dataset.photoKey, photo);
  }

  // The text shows another photo or picture under `key`: the row that lists it does, too.
  follow(key, photo) {
    const row = document.querySelector(`[data-photo-key="${key}"]`)?.closest("tr");
    if (row && photo.id && photo.src) this.draw(row, row.querySelector("select[name$=-photo]"), photo);
  }

  draw(row, select, photo) {
    putRecords(select, [{ id: photo.id, name: photo.caption || `#${photo.id}` }]);
    const card = row.querySelector(".desk-photo-use");
    if (!card) return null;
    card.dataset.caption = photo.caption;
    card.dataset.photo = photo.id;
    delete card.dataset.awaiting;
    const picture = Object.assign(document.createElement("img"), { src: photo.src, alt: "" });
    const caption = document.createElement("span");
    caption.textContent = photo.caption;
    const credit = document.createElement("span");
    credit.className = "desk-photo-use__credit";
    credit.textContent = photo.credit;
    card.replaceChildren(picture, caption, credit);
    return card;
  }

  state(row) {
    const cell = row.querySelector("td.field-photo") ?? row.lastElementChild;
    let box = cell.querySelector(".desk-row-state");
    if (!box) {
      box = document.createElement("div");
      box.className = "desk-row-state";
      const words = document.createElement("p");
      words.setAttribute("role", "status");
      box.append(document.createElement("progress"), words);
      cell.append(box);
    }
    const [bar, words] = box.children;
    bar.value = 0;
    return {
      say: (sentence) => {
        words.textContent = sentence;
        bar.hidden = sentence !== this.words.saySending;
      },
      progress: (part) => (bar.value = part),
    };
  }
}

function rowOf(event) {
  return event.target.closest?.("tr.form-row:not(.empty-form)") ?? null;
}
