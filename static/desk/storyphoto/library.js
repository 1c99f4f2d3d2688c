// The library beside the text: search, choose, upload in place. Opens as one dialog.

const WAIT = 250;

export class Library {
  constructor(dialog, token) {
    this.dialog = dialog;
    this.say = dialog.dataset;
    this.token = token;
    this.state = dialog.querySelector(".desk-library__state");
    this.grid = dialog.querySelector(".desk-library__grid");
    this.search = dialog.querySelector("[name=q]");
    this.mine = dialog.querySelector("[name=mine]");
    this.more = dialog.querySelector("[data-do=more]");
    this.button = dialog.querySelector("[data-do=choose]");
    this.upload = dialog.querySelector(".desk-library__upload");
    this.closed = () => {};
    this.asked = 0;
    this.listen();
  }

  listen() {
    this.search.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.load(0), WAIT);
    });
    this.search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.mine.addEventListener("change", () => this.load(0));
    this.more.addEventListener("click", () => this.load(this.page + 1));
    this.button.addEventListener("click", () => this.take(this.chosen));
    this.dialog.addEventListener("close", () => this.closed());
    this.upload.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  // `choose` gets the photos; `several` says whether more than one may be taken; `closed` is called
  // whatever was done.
  open({ choose, several, closed, file = null }) {
    this.choose = choose;
    this.closed = closed;
    this.several = several;
    this.chosen = [];
    this.button.disabled = true;
    this.upload.reset();
    if (file) {
      const files = new DataTransfer();
      files.items.add(file);
      this.upload.elements.file.files = files.files;
    }
    this.dialog.showModal();
    (file ? this.upload.elements.caption : this.search).focus();
    this.load(0);
  }

  async load(page) {
    const number = (this.asked += 1);
    this.state.textContent = this.say.sayWorking;
    const query = new URLSearchParams({ q: this.search.value, page, mine: this.mine.checked ? "1" : "" });
    const answer = await this.ask(`${this.say.list}?${query}`);
    if (number !== this.asked) {
      return;
    }
    if (!answer.photos) {
      this.state.textContent = answer.message;
      return;
    }
    if (page === 0) {
      this.grid.replaceChildren();
      this.chosen = [];
      this.button.disabled = true;
    }
    this.page = page;
    this.more.hidden = !answer.more;
    answer.photos.forEach((photo) => this.grid.append(this.card(photo)));
    this.state.textContent = this.grid.children.length ? "" : this.say.sayNone;
  }

  card(photo) {
    const card = document.createElement("button");
    card.type = "button";
    card.className = "desk-library__photo";
    card.setAttribute("aria-pressed", "false");
    const picture = document.createElement("img");
    picture.src = photo.src;
    picture.alt = "";
    picture.loading = "lazy";
    const caption = document.createElement("span");
    caption.textContent = photo.caption;
    const credit = document.createElement("small");
    credit.textContent = photo.credit;
    card.append(picture, caption, credit);
    card.addEventListener("click", () => this.toggle(card, photo));
    card.addEventListener("dblclick", () => this.take([photo]));
    return card;
  }

  toggle(card, photo) {
    const isChosen = this.chosen.includes(photo);
    if (!this.several) {
      this.grid.querySelectorAll("[aria-pressed=true]").forEach((one) => one.setAttribute("aria-pressed", "false"));
      this.chosen = [];
    }
    this.chosen = isChosen ? this.chosen.filter((one) => one !== photo) : [...this.chosen, photo];
    card.setAttribute("aria-pressed", String(!isChosen));
    this.button.disabled = !this.chosen.length;
  }

  async submit() {
    const button = this.upload.querySelector("button");
    button.disabled = true;
    this.state.textContent = this.say.saySending;
    const answer = await this.put(this.say.upload, new FormData(this.upload), (part) =>
      this.sent(part),
    );
    button.disabled = false;
    if (!answer.photo) {
      this.state.textContent = answer.message;
      return;
    }
    const caption = this.upload.elements.caption.value.trim();
    const use = this.preferred(answer.notes || []);
    if (use) {
      this.take([caption ? { ...use, own: caption } : use]);
      return;
    }
    // A file we have keeps its own caption; what was typed is this story's.
    this.take([answer.known && caption ? { ...answer.photo, own: caption } : answer.photo]);
    if (answer.known) {
      window.alert([answer.ran, this.say.sayKnown].filter(Boolean).join("\n\n"));
    }
  }

  sent(part) {
    this.state.textContent = `${this.say.saySending} ${Math.round(part * 100)} %`;
  }

  // The photo that is to stand instead of the new one, which looks like it; or none.
  preferred(notes) {
    for (const { sentence, photo } of notes) {
      if (!photo) {
        window.alert(sentence);
      } else if (window.confirm(`${sentence}\n\n${this.say.sayUse}`)) {
        return photo;
      }
    }
    return null;
  }

  take(photos) {
    this.dialog.close();
    this.choose(photos);
  }

  // The picture of an awaiting photo. `progress` is told how much is on its way, 0 to 1.
  fill(id, file, progress) {
    return this.put(this.say.fill.replace("/0/", `/${id}/`), bodyOf({ file }), progress);
  }

  // The photo of the library takes the place of an awaited one, in published stories too.
  join(id, known) {
    return this.put(this.say.fill.replace("/0/", `/${id}/`), bodyOf({ join: known }));
  }

  // A new picture: {file, caption}.
  send(fields, progress) {
    return this.put(this.say.upload, bodyOf(fields), progress);
  }

  put(url, body, progress = () => {}) {
    const failed = { message: this.say.sayFailed };
    return new Promise((answered) => {
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress(event.loaded / event.total);
      });
      // Somebody who was signed out gets a page to sign in, not an answer.
      request.addEventListener("loadend", () => answered({ ...failed, ...request.response }));
      request.open("POST", url);
      request.responseType = "json";
      request.setRequestHeader("X-CSRFToken", this.token);
      request.send(body);
    });
  }

  async ask(url, options = {}) {
    try {
      const response = await fetch(url, { credentials: "same-origin", ...options });
      const answer = await response.json();
      return { message: this.say.sayFailed, ...answer };
    } catch (error) {
      return { message: this.say.sayFailed };
    }
  }
}

function bodyOf(fields) {
  const body = new FormData();
  Object.entries(fields).forEach(([name, value]) => body.append(name, value));
  return body;
}
