// Keeps the numbers and lists of the overview as they are at the desk. HTML comes from the server.

const PERIOD = 20000;

class Day {
  constructor(element) {
    this.element = element;
    this.state = document.getElementById("day-state");
    this.said = document.getElementById("day-said");
    this.shown = {};
    this.counts = null;
    this.tag = "";
    this.at = this.hour();
    document.addEventListener("visibilitychange", () => this.turn());
    this.turn();
  }

  // Nobody looks: nothing is asked. Somebody looks again: at once.
  turn() {
    clearTimeout(this.timer);
    if (!document.hidden && !this.isOver) {
      this.ask();
    }
  }

  async ask() {
    const turn = (this.latest = {});
    try {
      const headers = this.tag ? { "If-None-Match": this.tag } : {};
      const answer = await fetch(this.element.dataset.address, { headers, redirect: "manual", cache: "no-store" });
      if (turn !== this.latest) {
        return;
      }
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        this.isOver = true;
        this.tell("saySignedOut");
        return;
      }
      if (answer.status === 200) {
        const { parts, counts } = await answer.json();
        this.tag = answer.headers.get("ETag") || "";
        this.show(parts);
        this.announce(counts);
      } else if (answer.status !== 304) {
        throw new Error(answer.status);
      }
      this.at = this.hour();
      this.tell("sayAt");
    } catch {
      if (turn === this.latest) {
        this.tell("sayAway");
      }
    }
    if (turn === this.latest && !document.hidden) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PERIOD);
    }
  }

  show(parts) {
    for (const [name, html] of Object.entries(parts)) {
      const place = this.element.querySelector(`[data-part="${name}"]`);
      if (!place || this.shown[name] === html) {
        continue;
      }
      this.shown[name] = html;
      const held = place.contains(document.activeElement) ? document.activeElement : null;
      place.innerHTML = html;
      if (held) {
        find(place, held)?.focus({ preventScroll: true });
      }
    }
  }

  // Only numbers that changed, and only once: the minutes of waiting are no news.
  announce(counts) {
    const before = this.counts;
    this.counts = counts;
    const changed = before ? Object.entries(counts).filter(([label, count]) => before[label] !== count) : [];
    if (changed.length) {
      this.said.textContent = changed.map(([label, count]) => `${label}: ${count}`).join("; ");
    }
  }

  // Of the newsroom, wherever this screen is.
  hour() {
    const form = { hour: "2-digit", minute: "2-digit", timeZone: this.state.dataset.zone };
    return new Date().toLocaleTimeString("vi-VN", form);
  }

  tell(name) {
    const text = this.state.dataset[name].replace("TIME", this.at);
    const isAway = name !== "sayAt";
    this.state.textContent = text;
    // The hour is there to be read; that nothing comes any more is said.
    if (isAway && this.said.textContent !== text) {
      this.said.textContent = text;
    }
    this.state.classList.toggle("is-away", isAway);
  }
}

function find(place, held) {
  const links = [...place.querySelectorAll("a[href]")].filter((link) => link.href === held.href);
  return links.find((link) => link.className === held.className) ?? links[0];
}

new Day(document.getElementById("day"));
