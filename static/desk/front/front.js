// The front page without loading the page anew: each button sends the whole form, and its parts are
// taken from the page that comes back. Without script the same buttons do the same.

const WAIT = 300;

class Board {
  constructor(form) {
    this.form = form;
    this.search = form.querySelector("[name=q]");
    this.frame = form.querySelector("iframe");
    this.number = 0;
    // On a phone, as on a phone.
    if (matchMedia("(max-width: 767px)").matches) form.querySelector("[name=width][value=phone]").checked = true;
    form.addEventListener("submit", (event) => this.onSubmit(event));
    this.search.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send("show", ["found"]), WAIT);
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.form.querySelector("[data-part=bar] strong") && !this.isSaving) event.preventDefault();
    });
  }

  onSubmit(event) {
    const act = event.submitter?.value || "show";
    if (act === "save") {
      this.isSaving = true;
      return;
    }
    event.preventDefault();
    this.send(act);
  }

  async send(act, names = null) {
    clearTimeout(this.timer);
    const number = (this.number += 1);
    const body = new FormData(this.form);
    body.append("_do", act);
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        this.say(this.form.dataset.saySignedOut);
        return;
      }
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      // What was pressed after this one is sent with all that stands here now.
      if (number === this.number) this.show(page, act, names);
    } catch {
      this.say(this.form.dataset.sayAway);
    }
  }

  show(page, act, names) {
    const focused = document.activeElement?.id;
    for (const part of this.form.querySelectorAll("[data-part]")) {
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (fresh && (!names || names.includes(part.dataset.part))) {
        part.replaceChildren(...fresh.childNodes);
      }
    }
    const frame = page.querySelector("iframe");
    if (!names && frame.getAttribute("src") !== this.frame.getAttribute("src")) {
      this.frame.setAttribute("src", frame.getAttribute("src"));
    }
    if (!names) this.focus(act, focused);
  }

  // Where the hand is: at the story that was moved, at the search for the slot that was chosen.
  focus(act, focused) {
    const [verb, name] = act.split(":");
    const wanted = { up: -1, down: 1 }[verb];
    let target = focused && document.getElementById(focused);
    if (wanted) {
      const slots = [...this.form.querySelectorAll(".desk-front__slot")];
      const to = slots[slots.findIndex((slot) => slot.id === `slot-${name}`) + wanted];
      target = to?.querySelector(`[value^="${verb}:"]:enabled`) || to?.querySelector("button:enabled");
    } else if (verb === "choose") {
      target = this.search;
    } else if (verb === "clear") {
      target = document.getElementById(`slot-${name}`)?.querySelector("button");
    } else if (verb === "put") {
      target = this.form.querySelector(`[value="${act}"]`) || this.search;
    }
    target?.focus();
  }

  say(words) {
    const said = this.form.querySelector("[data-part=said]");
    said.classList.remove("visually-hidden");
    said.textContent = words;
  }
}

const form = document.getElementById("desk-front");
if (form) new Board(form);
