/*
 * Photos in the story's text: a picture with its caption and credit, moved and
 * removed as one piece. In the text it is <figure data-photo="KEY"></figure>;
 * what is shown comes from the field's data-photos.
 */
(function () {
  "use strict";

  const WORDS = {
    vi: { insert: "Chèn ảnh", label: "Ảnh của bài", missing: "Ảnh này không thuộc bài", awaiting: "Chưa có tệp ảnh", none: "Bài chưa có ảnh" },
    en: { insert: "Insert a photo", label: "Photos of the story", missing: "Not a photo of this story", awaiting: "The picture has not come yet", none: "No photos yet" },
  };

  function read(text) {
    try {
      return JSON.parse(text || "");
    } catch (error) {
      return null;
    }
  }

  function escape(text) {
    return CKEDITOR.tools.htmlEncode(text || "");
  }

  function inside(photo, words) {
    if (!photo) {
      return '<span class="desk-photo__awaiting">' + escape(words.missing) + "</span>";
    }
    const picture = photo.src
      ? '<img src="' + escape(photo.src) + '" alt="">'
      : '<span class="desk-photo__awaiting">' + escape(words.awaiting) + "</span>";
    return (
      picture +
      '<span class="desk-photo__caption">' + escape(photo.own || photo.caption) + "</span> " +
      '<span class="desk-photo__credit">' + escape(photo.credit) + "</span>"
    );
  }

  // What was chosen since the page was made: the hidden field carries it to the server.
  function Choices(editor, photos) {
    const form = editor.element.$.form;
    const field = form && form.elements.photo_choices;
    const chosen = new Map((read(field && field.value) || []).map((row) => [row.key, row]));
    chosen.forEach((row, key) => (photos[key] = row.shown || photos[key]));

    this.set = function (key, photo) {
      photos[key] = photo;
      chosen.set(key, { key: key, photo: photo.id, caption: photo.own || "", shown: photo });
      if (field) {
        field.value = JSON.stringify([...chosen.values()]);
      }
      // The list below the text says the same of it.
      const row = document.querySelector('[data-photo-key="' + key + '"]');
      const caption = row && row.closest("tr").querySelector("textarea[name$=-caption]");
      if (caption) {
        caption.value = photo.own || "";
      }
    };
  }

  function newKey() {
    return [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function figure(key) {
    return '<figure data-photo="' + escape(key) + '"></figure>';
  }

  CKEDITOR.plugins.add("storyphoto", {
    requires: "widget,richcombo,notification",

    init: function (editor) {
      const photos = read(editor.element.getAttribute("data-photos")) || {};
      const words = WORDS[editor.config.language] || WORDS.vi;
      const choices = new Choices(editor, photos);
      const dialog = document.getElementById("desk-library");
      const form = editor.element.$.form;
      let library = null;
      if (dialog && form) {
        import(this.path + "library.js").then((module) => {
          library = new module.Library(dialog, form.elements.csrfmiddlewaretoken.value);
        });
      }

      const tell = (text) => editor.showNotification(text, "warning");
      const keyOf = (widget) => widget.element.getAttribute("data-photo");
      const draw = (widget) => widget.element.setHtml(inside(photos[keyOf(widget)], words));

      function insert(added) {
        editor.focus();
        editor.fire("saveSnapshot");
        const keys = added.map((photo) => {
          const key = newKey();
          choices.set(key, photo);
          return key;
        });
        editor.insertHtml(keys.map(figure).join(""));
        editor.fire("saveSnapshot");
      }

      function change(widget, photo) {
        choices.set(keyOf(widget), photo);
        draw(widget);
        editor.fire("change");
      }

      function replace(widget) {
        library.open({
          several: false,
          choose: ([photo]) => {
            const own = photos[keyOf(widget)] && photos[keyOf(widget)].own;
            const keeps = own && window.confirm(dialog.dataset.sayKeep);
            change(widget, { ...photo, own: keeps ? own : photo.own || "" });
          },
        });
      }

      async function fill(widget, file) {
        const photo = photos[keyOf(widget)];
        let answer = await library.fill(photo.id, file);
        if (answer.joins && window.confirm(answer.question)) {
          answer = await library.join(photo.id, answer.known.id);
          if (answer.photo) {
            change(widget, { ...answer.photo, own: photo.own || photo.caption });
            return;
          }
        }
        if (answer.joins) {
          return;
        }
        if (answer.photo) {
          change(widget, { ...answer.photo, own: photo.own });
        } else if (answer.known && window.confirm(answer.question)) {
          change(widget, { ...answer.known, own: photo.own || photo.caption });
        } else if (!answer.known) {
          tell(answer.message);
        }
      }

      function move(widget, step) {
        const other = step < 0 ? widget.wrapper.getPrevious(isBlock) : widget.wrapper.getNext(isBlock);
        if (other) {
          editor.fire("saveSnapshot");
          widget.wrapper[step < 0 ? "insertBefore" : "insertAfter"](other);
          widget.focus();
          editor.fire("saveSnapshot");
        }
      }

      function isBlock(node) {
        return node.type === CKEDITOR.NODE_ELEMENT && !node.data("cke-temp") && !node.hasClass("cke_widget_drag_handler_container");
      }

      function about(widget) {
        const box = document.getElementById("desk-photo");
        const photo = photos[keyOf(widget)];
        if (!box || !library || !photo) {
          return;
        }
        const own = box.querySelector("[name=own]");
        own.value = photo.own || "";
        own.placeholder = photo.caption;
        const file = box.querySelector("[name=fill]");
        file.value = "";
        file.closest("label").hidden = !photo.awaiting;
        const acts = {
          caption: () => change(widget, { ...photo, own: own.value.trim() }),
          replace: () => replace(widget),
          up: () => move(widget, -1),
          down: () => move(widget, 1),
          remove: () => {
            editor.fire("saveSnapshot");
            editor.widgets.del(widget);
            editor.fire("saveSnapshot");
          },
        };
        file.onchange = () => {
          box.close();
          fill(widget, file.files[0]);
        };
        box.onclick = (event) => {
          const act = acts[event.target.dataset.do];
          if (act) {
            box.close();
            act();
          }
        };
        box.showModal();
      }

      // A file that is dropped: on an awaiting photo it is its picture, elsewhere a new one.
      function dropped(event) {
        const file = event.dataTransfer && event.dataTransfer.files[0];
        if (!file || !library) {
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        const target = event.target.closest && event.target.closest("figure[data-photo]");
        const widget = target && editor.widgets.getByElement(new CKEDITOR.dom.element(target));
        const photo = widget && photos[keyOf(widget)];
        if (photo && photo.awaiting) {
          fill(widget, file);
        } else {
          library.open({ several: true, choose: insert, file: file });
        }
      }

      // Pictures inside pasted text: those that it carries are uploaded, addresses are told.
      editor.on(
        "paste",
        (event) => {
          if (!library || !/<img/i.test(event.data.dataValue || "")) {
            return;
          }
          const pasted = new DOMParser().parseFromString(event.data.dataValue, "text/html");
          let isRemote = false;
          pasted.querySelectorAll("img").forEach((picture) => {
            const file = fileIn(picture.getAttribute("src") || "");
            if (!file) {
              isRemote = true;
              picture.remove();
              return;
            }
            const key = newKey();
            photos[key] = { caption: picture.alt, credit: "", awaiting: true };
            const mark = pasted.createElement("figure");
            mark.setAttribute("data-photo", key);
            outermost(picture).before(mark);
            picture.remove();
            upload(key, file, picture.alt);
          });
          event.data.dataValue = pasted.body.innerHTML;
          if (isRemote) {
            tell(dialog.dataset.sayRemote);
          }
        },
        null,
        null,
        2,
      );

      // A figure stands between paragraphs, not in one.
      function outermost(node) {
        return node.parentElement.tagName === "BODY" ? node : outermost(node.parentElement);
      }

      function fileIn(address) {
        const found = /^data:(image\/(?:jpeg|png|webp));base64,([\w+/=\s]+)$/.exec(address);
        if (!found) {
          return null;
        }
        const bytes = Uint8Array.from(atob(found[2]), (letter) => letter.charCodeAt(0));
        return new File([bytes], "pasted." + found[1].slice(6), { type: found[1] });
      }

      async function upload(key, file, caption) {
        const body = new FormData();
        body.append("file", file);
        body.append("caption", caption);
        const answer = await library.put(dialog.dataset.upload, body);
        const widget = Object.values(editor.widgets.instances).find((one) => keyOf(one) === key);
        if (answer.photo) {
          choices.set(key, answer.photo);
          if (widget) {
            draw(widget);
          }
          return;
        }
        if (widget) {
          editor.widgets.del(widget);
        }
        tell(answer.message);
      }

      editor.on("contentDom", () => {
        editor.document.$.addEventListener("dragover", (event) => {
          if ([...event.dataTransfer.types].includes("Files")) {
            event.preventDefault();
          }
        });
        editor.document.$.addEventListener("drop", dropped, true);
      });

      editor.addCommand("insertphoto", {
        exec: () => library && library.open({ several: true, choose: insert }),
      });
      editor.setKeystroke(CKEDITOR.ALT + CKEDITOR.SHIFT + 80, "insertphoto");
      editor.ui.addButton("InsertPhoto", { label: words.insert, command: "insertphoto" });

      editor.widgets.add("storyphoto", {
        inline: false,
        draggable: true,
        allowedContent: "figure[data-photo]",
        requiredContent: "figure[data-photo]",
        pathName: words.label,

        init: function () {
          this.on("edit", () => about(this));
          this.on("key", (event) => {
            const step = { [CKEDITOR.ALT + 38]: -1, [CKEDITOR.ALT + 40]: 1 }[event.data.keyCode];
            if (step) {
              move(this, step);
              return false;
            }
          });
        },

        upcast: function (element) {
          if (element.name !== "figure" || !element.attributes["data-photo"]) {
            return false;
          }
          element.setHtml(inside(photos[element.attributes["data-photo"]], words));
          element.addClass("desk-photo");
          return true;
        },

        downcast: function (element) {
          // The picture, caption and credit are shown here and kept elsewhere.
          element.children = [];
          element.attributes = { "data-photo": element.attributes["data-photo"] };
          return element;
        },
      });

      editor.ui.addRichCombo("StoryPhoto", {
        label: words.label,
        title: words.label,
        multiSelect: false,
        panel: { css: [CKEDITOR.skin.getPath("editor")].concat(editor.config.contentsCss), attributes: { "aria-label": words.label } },

        init: function () {
          const keys = Object.keys(photos);
          this.startGroup(keys.length ? words.label : words.none);
          keys.forEach((key, index) => {
            const text = photos[key].own || photos[key].caption || photos[key].credit || key;
            const shown = index + 1 + ". " + text.slice(0, 60);
            this.add(key, escape(shown), shown);
          });
        },

        onClick: function (key) {
          editor.focus();
          editor.fire("saveSnapshot");
          // Moving, not doubling: a photo stands in a story once.
          Object.values(editor.widgets.instances).forEach((widget) => {
            if (widget.element.getAttribute("data-photo") === key) {
              editor.widgets.del(widget);
            }
          });
          editor.insertHtml(figure(key));
          editor.fire("saveSnapshot");
        },
      });
    },
  });
})();
