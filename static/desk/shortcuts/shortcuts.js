// The keys of a story's form, in its text and outside of it. They press the buttons that are
// there: what no button allows, no key does. Keys that are not pressed here are CKEditor's, those
// of static/desk/storylink (Ctrl+K), static/desk/names (@, Alt+Shift+A) and static/desk/notes
// (Alt+Shift+N).

import { withEditor } from "../story.js";

class Shortcuts {
  constructor(dialog) {
    this.dialog = dialog;
    this.rows = [...dialog.querySelectorAll("tr[data-keys]")].map(({ dataset }) => ({
      keys: dataset.keys,
      button: dataset.button,
      isPressed: "pressed" in dataset,
    }));
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.help = document.querySelector("[data-help]");
    this.help.hidden = false;
    this.help.addEventListener("click", () => dialog.showModal());
    this.tell();
  }

  follow(editor) {
    const listen = () => editor.editable().attachListener(editor.document, "keydown", (event) => this.onKey(event.data.$));
    editor.on("contentDom", listen);
    listen();
    this.tell();
  }

  onKey(event) {
    const row = this.rows.find((one) => one.isPressed && isMeant(one.keys, event));
    if (!row || (row.keys === "?" && isTyping(event.target))) {
      return;
    }
    // CKEditor has the key of a photo itself, inside its text.
    if (event.target.ownerDocument !== document && row.button.startsWith(".cke_")) {
      return;
    }
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) {
      this.press(row.button);
    }
  }

  press(selector) {
    const button = document.querySelector(selector);
    if (!button || button.disabled || button.closest("[inert]")) {
      this.say(this.dialog.dataset.sayNone);
      return;
    }
    const command = selector.startsWith(".cke_") ? commandOf(button) : null;
    if (command) {
      CKEDITOR.instances.id_body.execCommand(command);
    } else {
      button.click();
    }
  }

  say(sentence) {
    const line = document.querySelector(".desk-writing-state__kept");
    if (line) line.textContent = sentence;
  }

  // Each button says its key.
  tell() {
    for (const { keys, button } of this.rows) {
      const element = button && document.querySelector(button);
      if (!element || element.hasAttribute("aria-keyshortcuts")) continue;
      const name = element.title || element.value || element.textContent.trim();
      // CKEditor's buttons say some themselves.
      element.title = name.includes(`(${shown(keys)})`) ? name : `${name} (${shown(keys)})`;
      element.setAttribute("aria-keyshortcuts", keys);
    }
  }
}

function isMeant(keys, event) {
  if (keys === "?") {
    return event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey;
  }
  const parts = keys.split("+");
  const letter = parts.pop();
  return (
    event.code === `Key${letter}` &&
    event.altKey === parts.includes("Alt") &&
    event.shiftKey === parts.includes("Shift") &&
    (event.ctrlKey || event.metaKey) === parts.includes("Control")
  );
}

function isTyping(target) {
  return target.ownerDocument !== document || target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
}

function commandOf(button) {
  const found = /cke_button__(\w+)/.exec(button.className);
  return found && found[1];
}

function shown(keys) {
  return keys.replace("Control", /Mac/.test(navigator.platform) ? "⌘" : "Ctrl");
}

function begin() {
  const dialog = document.getElementById("desk-shortcuts");
  if (!dialog) return;
  const shortcuts = new Shortcuts(dialog);
  withEditor((editor) => shortcuts.follow(editor));
}

begin();
