// Many pictures at once: each is a request of its own, with its own progress, outcome and second try.
const AT_ONCE = 2;
// As many as one act of common editing holds: photos.together.MOST.
const MOST = 100;
// The newsroom's answer for a file that never passes, however often it is sent.
const HOPELESS = 422;

class Uploads {
  constructor(zone) {
    this.zone = zone;
    this.list = zone.querySelector(".desk-uploads__list");
    this.row = zone.querySelector("template");
    this.told = zone.querySelector(".desk-uploads__told");
    this.waiting = [];
    this.running = 0;
    this.done = [];
    zone.querySelector("input[type=file]").addEventListener("change", (event) => {
      this.add(event.target.files);
      event.target.value = "";
    });
    for (const name of ["dragenter", "dragover"]) {
      document.addEventListener(name, (event) => this.over(event, true));
    }
    for (const name of ["dragleave", "drop"]) {
      document.addEventListener(name, (event) => this.over(event, false));
    }
    document.addEventListener("drop", (event) => this.add(event.dataTransfer.files));
    window.addEventListener("beforeunload", (event) => {
      if (this.running) event.preventDefault();
    });
    zone.hidden = false;
  }

  over(event, isOver) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.zone.classList.toggle("is-over", isOver);
  }

  add(files) {
    for (const file of files) {
      const row = this.row.content.cloneNode(true).firstElementChild;
      row.querySelector(".desk-upload__name").textContent = file.name;
      row.querySelector("button").addEventListener("click", () => this.enqueue(file, row));
      this.list.append(row);
      this.enqueue(file, row);
    }
  }

  enqueue(file, row) {
    row.classList.remove("is-refused");
    row.querySelector("button").hidden = true;
    row.querySelector(".desk-upload__told").textContent = "";
    this.waiting.push([file, row]);
    this.next();
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      this.running += 1;
      this.send(...this.waiting.shift());
    }
    if (!this.running && this.done.length) this.offer();
  }

  // What came in is edited together: the pictures of one drop are mostly of one event.
  offer() {
    const together = this.told.querySelector(".desk-uploads__together");
    together.href = `${this.zone.dataset.together}?photos=${this.done.slice(-MOST).join(",")}`;
    this.told.hidden = false;
  }

  send(file, row) {
    const form = new FormData();
    form.append("file", file);
    form.append("csrfmiddlewaretoken", this.zone.querySelector("[name=csrfmiddlewaretoken]").value);
    const request = new XMLHttpRequest();
    const bar = row.querySelector("progress");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => this.outcome(request, row));
    request.addEventListener("error", () => this.refuse(row, this.zone.dataset.lost));
    request.addEventListener("loadend", () => {
      this.running -= 1;
      this.next();
    });
    request.open("POST", this.zone.dataset.address);
    request.responseType = "json";
    request.send(form);
  }

  outcome(request, row) {
    // Somebody who was signed out gets a page to sign in, not an answer.
    if (request.status === 200 && request.response?.photo) {
      this.accept(request.response, row);
      return;
    }
    const mayPass = request.status !== HOPELESS;
    this.refuse(row, request.response?.message || this.zone.dataset.lost, mayPass);
  }

  accept({ photo, known, ran, notes = [] }, row) {
    if (!known) this.done.push(photo.id);
    row.classList.add("is-done");
    row.querySelector("progress").value = 1;
    const link = document.createElement("a");
    link.href = this.zone.dataset.change.replace("/0/", `/${photo.id}/`);
    link.textContent = known ? this.zone.dataset.known : this.zone.dataset.open;
    row.querySelector(".desk-upload__told").replaceChildren(link);
    const said = ran ? [{ sentence: ran }, ...notes] : notes;
    row.append(...said.map((one) => this.note(one)));
  }

  // A picture like it that is here already: where it ran, and what may be done.
  note({ sentence, photo, join }) {
    const line = document.createElement("p");
    line.className = "desk-upload__note";
    line.append(sentence);
    const links = [
      photo && [this.zone.dataset.change.replace("/0/", `/${photo.id}/`), this.zone.dataset.use],
      join && [join, this.zone.dataset.join],
    ];
    for (const [address, words] of links.filter(Boolean)) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = words;
      line.append(" · ", link);
    }
    return line;
  }

  refuse(row, sentence, mayPass = true) {
    row.classList.add("is-refused");
    row.querySelector("button").hidden = !mayPass;
    row.querySelector(".desk-upload__told").textContent = sentence;
  }
}

for (const zone of document.querySelectorAll(".desk-uploads")) new Uploads(zone);
