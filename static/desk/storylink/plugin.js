/*
 * Links: to own stories by search, elsewhere by address. A link to an own story is
 * its path, whose number never dies; static/desk/storylink/dialog.js asks for it.
 */
(function () {
  "use strict";

  const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;

  CKEDITOR.plugins.add("storylink", {
    requires: "link",

    init: function (editor) {
      const element = document.getElementById("desk-link");
      if (!element) {
        return;
      }
      let dialog = null;
      import(this.path + "dialog.js").then((module) => (dialog = new module.LinkDialog(element)));

      const linkHere = () => {
        const link = CKEDITOR.plugins.link.getSelectedLink(editor);
        // A name is no address, and has decisions of its own.
        return link && !link.hasAttribute("data-entity") ? link : null;
      };

      editor.addCommand("storylink", {
        exec: () => {
          if (!dialog || editor.widgets.focused) {
            return;
          }
          const link = linkHere();
          const selected = editor.getSelection().getSelectedText().trim();
          dialog.open({
            address: link ? hrefOf(link) : ADDRESS.test(selected) ? selected : "",
            search: link || ADDRESS.test(selected) ? "" : selected,
            choose: (target) => put(link, target),
            remove: link ? () => editor.execCommand("unlink") : null,
            closed: () => editor.focus(),
          });
        },
      });
      editor.setKeystroke(CKEDITOR.CTRL + 75, "storylink");
      editor.ui.addButton("StoryLink", { label: element.dataset.sayButton, command: "storylink", icon: "link", toolbar: "links,1" });
      editor.on("selectionChange", () => {
        const command = editor.getCommand("storylink");
        command.setState(linkHere() ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF);
      });

      // Where a link is, its own dialog stands, and not the editor's.
      editor.on(
        "doubleclick",
        (event) => {
          const link = event.data.element.getAscendant("a", true);
          if (link && !link.isReadOnly() && !link.hasAttribute("data-entity")) {
            event.cancel();
            editor.getSelection().selectElement(link);
            editor.execCommand("storylink");
          }
        },
        null,
        null,
        1,
      );

      function put(link, { address, text }) {
        editor.focus();
        editor.fire("saveSnapshot");
        const attributes = { href: address, "data-cke-saved-href": address };
        if (link) {
          link.setAttributes(attributes);
        } else {
          insert(attributes, text || address);
        }
        editor.fire("saveSnapshot");
        editor.fire("change");
      }

      function insert(attributes, text) {
        const range = editor.getSelection().getRanges()[0];
        if (!range) {
          return;
        }
        if (range.collapsed) {
          const name = editor.elementPath().contains("a");
          if (name) {
            // Not into a name: a link in a link is none.
            range.moveToPosition(name, CKEDITOR.POSITION_AFTER_END);
          }
          const words = new CKEDITOR.dom.text(text, editor.document);
          range.insertNode(words);
          range.selectNodeContents(words);
        }
        const style = new CKEDITOR.style({ element: "a", attributes: attributes, type: CKEDITOR.STYLE_INLINE });
        style.applyToRange(range, editor);
        range.select();
        const after = editor.getSelection().getRanges()[0];
        after.collapse(false);
        // What is typed next is no part of the link.
        const made = after.endContainer.getAscendant("a", true);
        if (made) {
          after.moveToPosition(made, CKEDITOR.POSITION_AFTER_END);
        }
        after.select();
      }

      // An address that is pasted alone: over words it links them; one of our own is its story.
      editor.on(
        "paste",
        (event) => {
          const { dataTransfer } = event.data;
          const pasted = (dataTransfer ? dataTransfer.getData("text/plain") : "").trim() || plain(event.data.dataValue);
          if (!dialog || !ADDRESS.test(pasted) || plain(event.data.dataValue) !== pasted) {
            return;
          }
          const selected = editor.getSelection().getSelectedText().trim();
          const isOurs = dialog.isOurs(pasted);
          if (!isOurs && !selected) {
            return;
          }
          event.cancel();
          if (!isOurs) {
            put(null, { address: withScheme(pasted), text: pasted });
            return;
          }
          dialog.lookUp(pasted).then((target) => {
            put(null, target || { address: pasted, text: pasted });
            if (!target || target.say) {
              editor.showNotification((target && target.say) || element.dataset.sayNowhere, "warning");
            }
          });
        },
        null,
        null,
        5,
      );
    },
  });

  function hrefOf(link) {
    return link.data("cke-saved-href") || link.getAttribute("href") || "";
  }

  function withScheme(address) {
    return /^www\./i.test(address) ? `https://${address}` : address;
  }

  function plain(html) {
    return new DOMParser().parseFromString(html || "", "text/html").body.textContent.trim();
  }
})();
