// The lines and buttons under a caption. `answer` is what the server said, or null for nothing.

export function show(field, answer, press) {
  const place = placeUnder(field);
  const lines = answer ? linesOf(answer) : [];
  const buttons = (answer?.acts ?? []).map((one) => button(one, press));
  // Said again word for word, a screen reader would read it again.
  const told = JSON.stringify([lines.map((line) => line.textContent), buttons.map((one) => one.textContent)]);
  place.acts.replaceChildren(...buttons);
  if (place.region.dataset.told === told) return;
  place.region.dataset.told = told;
  place.region.replaceChildren(...lines);
}

function linesOf({ message, credit, checks = [] }) {
  const lines = message ? [line("warning", message)] : [];
  if (credit) lines.push(line(credit.outcome === "taken" ? "credit" : "warning", credit.text));
  return [...lines, ...checks.map((check) => line(check.level, check.text))];
}

function line(level, text) {
  const made = document.createElement("li");
  made.className = `caption-said__line caption-said__line--${level}`;
  made.textContent = text;
  return made;
}

function button({ do: name, label }, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.dataset.captionAct = name;
  made.textContent = label;
  made.addEventListener("click", () => press(name));
  return made;
}

function placeUnder(field) {
  let box = document.getElementById(`${idOf(field)}_said`);
  if (!box) {
    box = document.createElement("div");
    box.className = "caption-said";
    box.id = `${idOf(field)}_said`;
    const region = document.createElement("ul");
    region.className = "caption-said__lines";
    const status = document.createElement("div");
    status.setAttribute("role", "status");
    status.setAttribute("aria-live", "polite");
    status.append(region);
    const acts = document.createElement("div");
    acts.className = "caption-said__acts";
    box.append(status, acts);
    // In a label its words would be the name of the box.
    (field.closest(".flex-container, label") ?? field).after(box);
  }
  return { region: box.querySelector("ul"), acts: box.querySelector(".caption-said__acts") };
}

function idOf(field) {
  return field.id || `desk_${field.name}`;
}
