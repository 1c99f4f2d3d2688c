// Who else has the story open, and who of them writes.

export class Company {
  constructor(element, send, open) {
    this.list = element.querySelector(".desk-writing-state__here");
    this.saved = element.querySelector(".desk-writing-state__saved");
    this.pen = element.querySelector(".desk-writing-state__pen");
    this.say = element.dataset;
    this.send = send;
    this.open = open;
    this.isOpen = true;
    this.pen.addEventListener("click", (event) => this.act(event.target));
  }

  act(button) {
    if (button.tagName === "BUTTON" && button.value) {
      this.send({ act: button.value, to: Number(button.dataset.to) || undefined });
    }
  }

  show(answer) {
    if (!answer.here) {
      return;
    }
    const me = answer.here.find((one) => one.is_me);
    const others = answer.here.filter((one) => !one.is_me);
    this.list.textContent = others.length ? this.say.sayHere.replace("NAMES", others.map((one) => `${one.name} (${one.since})`).join(", ")) : "";
    this.saved.hidden = !answer.saved;
    this.saved.querySelector("span").textContent = answer.saved || "";
    if (!("mayWrite" in this.say)) {
      return;
    }
    const holder = answer.here.find((one) => one.id === answer.pen);
    const isMine = !holder || holder.is_me;
    if (isMine !== this.isOpen) {
      this.isOpen = isMine;
      this.open(isMine);
    }
    const asking = isMine ? others.find((one) => one.asks) : null;
    this.render(isMine, holder, me, asking);
  }

  render(isMine, holder, me, asking) {
    const state = JSON.stringify([isMine, holder && holder.id, me && me.asks, me && me.may_take, asking && asking.id]);
    if (state === this.shown) {
      return;
    }
    this.shown = state;
    const hadFocus = this.pen.contains(document.activeElement);
    this.pen.replaceChildren();
    if (asking) {
      this.line(this.say.sayAsks.replace("NAME", asking.name));
      this.button("give", this.say.sayGive, asking.id);
      this.button("decline", this.say.sayDecline);
    } else if (!isMine) {
      this.line(this.say.sayWrites.replace("NAME", holder.name).replace("TIME", holder.since));
      if (me && me.may_take) {
        this.button("take", this.say.sayTake);
      } else if (me && me.asks) {
        this.line(this.say.sayWaiting);
      } else {
        this.button("ask", this.say.sayAsk);
      }
    }
    this.pen.hidden = !this.pen.childElementCount;
    if (hadFocus) {
      this.focus(isMine);
    }
  }

  // Who pressed a button that is gone stays at what came of it: another button, or the words; who
  // has the pen now writes.
  focus(isMine) {
    const next = this.pen.querySelector("button");
    if (next || !isMine) {
      (next || this.pen).focus();
    } else {
      this.pen.closest("form").elements.headline.focus();
    }
  }

  line(text) {
    const line = document.createElement("p");
    line.textContent = text;
    this.pen.append(line);
  }

  button(value, label, to = "") {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", value, textContent: label, className: "button" });
    button.dataset.to = to;
    this.pen.append(button);
  }
}
