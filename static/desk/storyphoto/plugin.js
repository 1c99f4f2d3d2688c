/*
 * Photos in the story's text: a picture with its caption and credit, moved and
 * removed as one piece. In the text it is <figure data-photo="KEY"></figure>;
 * what is shown comes from the field's data-photos.
 */
(function () {
  "use strict";

  const WORDS = {
    vi: { insert: "Chèn ảnh", label: "Ảnh của bài", missing: "Ảnh này không thuộc bài", awaiting: "Chưa có tệp ảnh", none: "Bài chưa có ảnh", lead: "Ảnh chính" },
    en: { insert: "Insert a photo", label: "Photos of the story", missing: "Not a photo of this story", awaiting: "The picture has not come yet", none: "No photos yet", lead: "Lead photo" },
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

  function inside(photo, words, leads) {
    if (!photo) {
      return '<span class="desk-photo__awaiting">' + escape(words.missing) + "</span>";
    }
    const picture = photo.src
      ? '<img src="' + escape(photo.src) + '" alt="">'
      : '<span class="desk-photo__awaiting">' + escape(words.awaiting) + "</span>";
    return (
      (leads ? '<span class="desk-photo__lead">' + escape(words.lead) + "</span>" : "") +
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

    this.has = (key) => chosen.has(key);

    // The list below the text chose another photo: what was chosen here must not undo it.
    this.follow = function (key, photo) {
      const own = chosen.has(key) ? chosen.get(key).caption : photos[key] && photos[key].own;
      if (chosen.has(key)) {
        this.set(key, { ...photo, own: own });
      } else {
        photos[key] = { ...photo, own: own };
      }
    };

    // A text that was never saved came back into the form, with the photos that were placed in it.
    this.reread = function () {
      chosen.clear();
      (read(field && field.value) || []).forEach((row) => {
        chosen.set(row.key, row);
        photos[row.key] = row.shown || photos[row.key];
      });
    };

    function write() {
      if (field) {
        field.value = JSON.stringify([...chosen.values()]);
      }
    }

    // Of those that have no row in the list below the text yet; static/desk/storyphoto/lead.js.
    this.leads = (key) => Boolean(chosen.get(key) && chosen.get(key).is_lead);
    this.lead = function (key) {
      chosen.forEach((row) => (row.is_lead = row.key === key));
      write();
    };

    this.set = function (key, photo) {
      photos[key] = photo;
      const isLead = this.leads(key);
      // One that is made when the story is saved has no other caption than this.
      const sent = photo.own || (photo.id ? "" : photo.caption);
      chosen.set(key, { key: key, photo: photo.id, caption: sent, is_lead: isLead, shown: photo });
      write();
      // The list below the text says the same of it.
      const row = document.querySelector('[data-photo-key="' + key + '"]');
      const caption = row && row.closest("tr").querySelector("textarea[name$=-caption]");
      if (caption) {
        caption.value = photo.own || "";
      }
      if (this.rows) {
        this.rows.follow(key, photo);
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
      const load = (name) => import(this.path + name + ".js");
      let library = null;
      let lead = null;
      let pasting = null;
      if (dialog && form) {
        const token = form.elements.csrfmiddlewaretoken.value;
        load("lead").then((module) => {
          lead = new module.Lead(form, choices, redraw);
          redraw();
        });
        load("pasting").then((module) => (pasting = module));
        Promise.all([load("library"), load("rows")]).then(([{ Library }, { Rows }]) => {
          library = new Library(dialog, token);
          choices.rows = new Rows(library, { shown: follow });
        });
        editor.on("deskphotos", () => choices.reread());
        editor.on("instanceReady", async () => {
          const { Offer } = await load("offer");
          const box = document.getElementById("desk-photo");
          const photoOf = (figure) => photos[figure.getAttribute("data-photo")];
          new Offer(editor, { box: box, token: token, photoOf: photoOf, take: takeCaption });
        });
      }

      const tell = (text) => editor.showNotification(text, "warning");
      const keyOf = (widget) => widget.element.getAttribute("data-photo");
      const shownOf = (key) => inside(photos[key], words, Boolean(lead && lead.leads(key)));
      const draw = (widget) => widget.element.setHtml(shownOf(keyOf(widget)));
      const redraw = () => Object.values(editor.widgets.instances).forEach((one) => one.name === "storyphoto" && draw(one));

      const widgetOf = (key) => Object.values(editor.widgets.instances).find((one) => keyOf(one) === key);

      // The list below the text shows another photo under `key`.
      function follow(key, photo) {
        choices.follow(key, photo);
        if (widgetOf(key)) {
          draw(widgetOf(key));
        }
      }

      // A paragraph becomes the caption of the photo above it. A credit that the photo has not
      // goes with it: saving parts it.
      function takeCaption(figure, paragraph, text, credit) {
        const photo = photos[figure.getAttribute("data-photo")];
        const widget = widgetOf(figure.getAttribute("data-photo"));
        if (!photo || !widget || editor.readOnly || (photo.own && !window.confirm(dialog.dataset.sayCaption))) {
          return;
        }
        editor.fire("saveSnapshot");
        new CKEDITOR.dom.element(paragraph).remove();
        change(widget, { ...photo, own: credit.outcome === "dropped" ? credit.caption : text });
        editor.fire("saveSnapshot");
      }

      function insert(added) {
        editor.focus();
        editor.fire("saveSnapshot");
        const keys = added.map((photo) => {
          const key = newKey();
          choices.set(key, photo);
          return key;
        });
        put(keys);
        editor.fire("saveSnapshot");
      }

      // Below the photo that is chosen in the text, for what is inserted would take its place;
      // else at the cursor. One writes on in the paragraph that follows.
      function put(keys) {
        const html = keys.map(figure).join("");
        const chosen = editor.widgets.focused || editor.widgets.selected[0];
        if (chosen) {
          const below = editor.createRange();
          below.moveToPosition(chosen.wrapper, CKEDITOR.POSITION_AFTER_END);
          editor.insertHtml(html, "html", below);
        } else {
          editor.insertHtml(html);
        }
        goOnBelow(widgetOf(keys[keys.length - 1]));
      }

      function goOnBelow(widget) {
        if (!widget) {
          return;
        }
        let next = widget.wrapper.getNext(isBlock);
        if (!next || !next.is("p")) {
          next = new CKEDITOR.dom.element("p", editor.document);
          next.appendBogus();
          next.insertAfter(widget.wrapper);
        }
        const start = editor.createRange();
        start.moveToElementEditStart(next);
        start.select();
      }

      function change(widget, photo) {
        choices.set(keyOf(widget), photo);
        draw(widget);
        editor.fire("change");
      }

      // One goes on in the text when a dialog closes, unless another opened instead.
      function goOn(widget) {
        if (document.querySelector("dialog[open]")) {
          return;
        }
        if (widget && editor.widgets.instances[widget.id]) {
          widget.focus();
        } else {
          editor.focus();
        }
      }

      function replace(widget) {
        library.open({
          several: false,
          closed: () => goOn(widget),
          choose: ([photo]) => {
            const own = photos[keyOf(widget)] && photos[keyOf(widget)].own;
            const keeps = own && window.confirm(dialog.dataset.sayKeep);
            change(widget, { ...photo, own: keeps ? own : photo.own || "" });
          },
        });
      }

      async function fill(widget, file) {
        const photo = photos[keyOf(widget)];
        if (!photo.id) {
          // Made when the story is saved, and so not yet: the picture brings its row.
          upload(keyOf(widget), file, photo.own || photo.caption);
          return;
        }
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
        if (other && !editor.readOnly) {
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
        if (!box || !library || !lead || !photo || editor.readOnly) {
          return;
        }
        const own = box.querySelector("[name=own]");
        own.value = photo.own || "";
        own.placeholder = photo.caption;
        own.dataset.photo = photo.id || "";
        const file = box.querySelector("[name=fill]");
        file.value = "";
        file.closest("label").hidden = !photo.awaiting;
        const leads = box.querySelector("[name=leads]");
        leads.checked = lead.leads(keyOf(widget));
        leads.onchange = () => lead.set(keyOf(widget), leads.checked);
        const focal = box.querySelector("[data-for=focal]");
        focal.hidden = photo.awaiting;
        focal.href = dialog.dataset.photo.replace("/0/", "/" + photo.id + "/") + "#focal";
        const acts = {
          caption: () => change(widget, { ...photo, own: own.value.trim() }),
          replace: () => replace(widget),
          up: () => move(widget, -1),
          down: () => move(widget, 1),
          remove: () => {
            // What is taken out of the text is not to stand above it.
            if (lead.leads(keyOf(widget))) {
              lead.set(keyOf(widget), false);
            }
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
        box.onclose = () => goOn(widget);
        box.showModal();
        own.dispatchEvent(new Event("desk:written", { bubbles: true }));
      }

      // A file that is dropped: on an awaiting photo it is its picture, elsewhere a new one.
      function dropped(event) {
        const file = event.dataTransfer && event.dataTransfer.files[0];
        if (!file || !library) {
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        if (editor.readOnly) {
          return;
        }
        const target = event.target.closest && event.target.closest("figure[data-photo]");
        const widget = target && editor.widgets.getByElement(new CKEDITOR.dom.element(target));
        const photo = widget && photos[keyOf(widget)];
        if (photo && photo.awaiting) {
          fill(widget, file);
        } else {
          library.open({ several: true, choose: insert, closed: goOn, file: file });
        }
      }

      // Pictures inside pasted text: those that it carries are uploaded; those of other sites are
      // awaited where their caption came with them; what is left is told.
      editor.on(
        "paste",
        (event) => {
          if (!library || !pasting || !/<img/i.test(event.data.dataValue || "")) {
            return;
          }
          const { html, lost } = pasting.takePictures(event.data.dataValue, place);
          event.data.dataValue = html;
          if (lost.remote) {
            tell(dialog.dataset.sayRemote);
          }
          if (lost.odd) {
            tell(dialog.dataset.sayOdd);
          }
        },
        null,
        null,
        2,
      );

      function place(file, caption, isCaption) {
        const key = newKey();
        if (file) {
          photos[key] = { caption: caption, credit: "", awaiting: true };
          upload(key, file, caption, isCaption);
        } else {
          wait(key, caption);
        }
        return key;
      }

      // Its row is made when the story is saved.
      function wait(key, caption) {
        choices.set(key, { id: 0, caption: caption, own: caption, credit: "", awaiting: true });
      }

      async function upload(key, file, caption, isCaption) {
        const answer = await library.send({ file: file, caption: caption });
        const widget = widgetOf(key);
        if (answer.photo) {
          choices.set(key, { ...answer.photo, own: answer.known && isCaption ? caption : "" });
        } else {
          tell(answer.message);
          if (isCaption || choices.has(key)) {
            wait(key, caption);
          } else if (widget) {
            editor.widgets.del(widget);
            return;
          }
        }
        if (widget) {
          draw(widget);
        }
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
        exec: () => library && library.open({ several: true, choose: insert, closed: goOn }),
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
          // lead.js may have come after the text was read, and before it stood here.
          draw(this);
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
          element.setHtml(shownOf(element.attributes["data-photo"]));
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
          put([key]);
          editor.fire("saveSnapshot");
        },
      });
    },
  });
})();
