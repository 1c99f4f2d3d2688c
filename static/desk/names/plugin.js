/*
 * `@` and the beginning of a name offer people and organisations on record; the chosen one
 * stands in the text as <a data-entity="ID">Name</a>, and what is typed next is plain text.
 */
(function () {
  "use strict";

  const KEYS = { 13: "take", 9: "take", 27: "close", 38: "up", 40: "down" };
  // Before `@` in an e-mail address, in a word, after another `@`.
  const IN_A_WORD = /[\p{L}\p{N}._%+\-@]$/u;
  const QUERY = /^[^\s@][^@\n]{0,40}$/u;
  const MOST_WORDS = 7;
  // The editor's own mark for an empty place.
  const FILLER = /\u200b/g;
  const NEVER = ["a", "h2", "h3", "th", "figure"];

  CKEDITOR.plugins.add("names", {
    init: function (editor) {
      const panel = document.getElementById("desk-names");
      if (!panel) {
        return;
      }
      const say = panel.dataset;
      const day = document.getElementById("id_story_on");
      const words = { none: say.sayNone, gone: say.sayGone, noAnswer: say.sayNoAnswer };
      let list = null;
      let typed = null;
      let refused = null;

      import(this.path + "suggestions.js").then((module) => {
        list = new module.Suggestions({ url: say.complete, words: words, choose: put });
      });

      function follow() {
        if (!list) {
          return;
        }
        const found = readBefore(editor);
        if (!found) {
          refused = null;
        }
        const isRefused = refused && found && refused.node === found.node && refused.at === found.at;
        if (!found || isRefused) {
          typed = null;
          list.close();
          return;
        }
        if (typed && typed.query === found.query && typed.node === found.node) {
          return;
        }
        typed = found;
        list.ask(found.query, {
          rect: () => caretRect(editor, typed),
          day: day ? day.value : "",
          // After a blank it may well be no name at all.
          sayNone: !found.query.includes(" "),
        });
      }

      function put(name) {
        const found = readBefore(editor);
        if (!found) {
          return;
        }
        typed = null;
        editor.fire("saveSnapshot");
        const range = editor.createRange();
        range.setStart(new CKEDITOR.dom.text(found.node), found.at);
        range.setEnd(new CKEDITOR.dom.text(found.node), found.end);
        range.deleteContents();
        const link = editor.document.createElement("a");
        link.setAttribute("data-entity", String(name.id));
        link.setText(name.name);
        range.insertNode(link);
        range.setStartAfter(link);
        range.collapse(true);
        range.select();
        editor.fire("saveSnapshot");
      }

      function onKey(event) {
        const act = KEYS[event.data.keyCode];
        if (!act || !list || !list.isOpen || event.data.domEvent.$.isComposing) {
          return;
        }
        if (act === "take" && !list.take()) {
          return;
        }
        if (act === "close") {
          refused = typed;
          typed = null;
          list.close();
        } else if (act === "up" || act === "down") {
          list.move(act === "up" ? -1 : 1);
        }
        event.cancel();
      }

      editor.on("key", onKey, null, null, 1);
      editor.on("contentDom", function () {
        const editable = editor.editable();
        ["keyup", "input", "mouseup"].forEach((name) => editable.attachListener(editable, name, follow));
        editable.attachListener(editor.document.getWindow(), "scroll", () => list && list.isOpen && list.position());
      });
      editor.on("blur", () => list && list.close());
      // A name is no address: the link dialog has nothing to say of it.
      editor.on("doubleclick", function (event) {
        const link = event.data.element.getAscendant("a", true);
        if (link && link.hasAttribute("data-entity")) {
          event.cancel();
        }
      }, null, null, 1);
    },
  });

  // What stands between `@` and the caret: {node, at, end, query}; null where nothing does.
  function readBefore(editor) {
    const selection = editor.getSelection();
    const native = selection && selection.getNative();
    if (!native || !native.isCollapsed || !native.focusNode || native.focusNode.nodeType !== 3) {
      return null;
    }
    const node = native.focusNode;
    const before = node.data.slice(0, native.focusOffset);
    const at = before.lastIndexOf("@");
    const query = before.slice(at + 1).replace(FILLER, "").replace(/\u00a0/g, " ");
    if (at < 0 || !QUERY.test(query) || query.split(" ").length > MOST_WORDS) {
      return null;
    }
    const previous = node.previousSibling ? node.previousSibling.textContent : "";
    const inFront = (previous + before.slice(0, at)).replace(FILLER, "");
    const isElsewhere = NEVER.some((name) => node.parentElement.closest(name));
    if (IN_A_WORD.test(inFront) || isElsewhere) {
      return null;
    }
    return { node: node, at: at, end: native.focusOffset, query: query };
  }

  function caretRect(editor, typed) {
    if (!typed || !editor.window || !typed.node.isConnected) {
      return null;
    }
    const range = typed.node.ownerDocument.createRange();
    range.setStart(typed.node, Math.min(typed.at, typed.node.data.length));
    range.setEnd(typed.node, Math.min(typed.at + 1, typed.node.data.length));
    const inside = range.getBoundingClientRect();
    const frame = editor.window.$.frameElement.getBoundingClientRect();
    return { left: inside.left + frame.left, top: inside.top + frame.top, bottom: inside.bottom + frame.top };
  }
})();
