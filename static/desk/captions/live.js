/*
 * What is to be said of a caption, under it, while it is written: the credit that was read in
 * it, what to look at, and buttons. Nothing changes but by a button. The server reads captions;
 * here is only asked and shown. Boxes: photos.admin.captions.CaptionArea.
 */
import { act } from "./acts.js";
import { show } from "./answer.js";

// Long enough to finish a word, short enough to be there when one looks up.
const WAIT = 700;
const waiting = new WeakMap();
const asked = new WeakMap();

for (const name of ["focusin", "input", "desk:written"]) {
  document.addEventListener(name, (event) => {
    const field = captionOf(event.target);
    if (field) plan(field, name === "input" ? WAIT : 0);
  });
}

// The alternative text is judged beside its caption.
function captionOf(target) {
  if (target.matches?.("textarea[data-caption]")) return target;
  return target.name === "alt_text" ? target.form.querySelector("textarea[data-caption=photo]") : null;
}

function plan(field, wait) {
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(() => ask(field), wait));
}

async function ask(field) {
  const body = facts(field);
  const question = new URLSearchParams(body).toString();
  if (asked.get(field) === question) return;
  asked.set(field, question);
  const answer = field.value.trim() || body.has("alt_text") ? await post(field, body) : null;
  // What was written since has asked again.
  if (asked.get(field) === question) show(field, answer, (name) => act(name, field, answer));
}

// The caption, and what stands around it on the screen now.
function facts(field) {
  const body = new FormData();
  body.set("caption", field.value);
  const of = field.dataset.caption;
  body.set("of", of);
  if (of === "story") {
    const row = field.closest("tr");
    const story = document.getElementById("desk-photo");
    body.set("story", story ? story.dataset.story : "");
    body.set("photo", field.dataset.photo || row?.querySelector("select[name$=-photo]")?.value || "");
    body.set("headline", document.querySelector("#id_headline")?.value ?? "");
  }
  if (of === "photo") {
    body.set("photo", field.dataset.photo ?? "");
    body.set("alt_text", field.form.elements.alt_text?.value ?? "");
  }
  return body;
}

async function post(field, body) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const headers = { "X-CSRFToken": token };
    const response = await fetch(field.dataset.address, { method: "POST", body, headers });
    return response.ok || response.status === 422 ? await response.json() : null;
  } catch (error) {
    // Signed out or off the net: saving tells the same.
    return null;
  }
}
