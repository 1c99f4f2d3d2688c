/*
 * Photos in the story's text: a picture with its caption and credit, moved and
 * removed as one piece. In the text it is <figure data-photo="KEY"></figure>;
 * what is shown comes from the field's data-photos.
 */
(function () {
  "use strict";

  const WORDS = {
    vi: { label: "Ảnh của bài", missing: "Ảnh này không thuộc bài", awaiting: "Chưa có tệp ảnh", none: "Bài chưa có ảnh" },
    en: { label: "Photos of the story", missing: "Not a photo of this story", awaiting: "The picture has not come yet", none: "No photos yet" },
  };

  function photosOf(editor) {
    try {
      return JSON.parse(editor.element.getAttribute("data-photos") || "{}");
    } catch (error) {
      return {};
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
      '<span class="desk-photo__caption">' + escape(photo.caption) + "</span> " +
      '<span class="desk-photo__credit">' + escape(photo.credit) + "</span>"
    );
  }

  CKEDITOR.plugins.add("storyphoto", {
    requires: "widget,richcombo",

    init: function (editor) {
      const photos = photosOf(editor);
      const words = WORDS[editor.config.language] || WORDS.vi;

      editor.widgets.add("storyphoto", {
        inline: false,
        draggable: true,
        allowedContent: "figure[data-photo]",
        requiredContent: "figure[data-photo]",
        pathName: words.label,

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
            const text = photos[key].caption || photos[key].credit || key;
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
          editor.insertHtml('<figure data-photo="' + escape(key) + '"></figure>');
          editor.fire("saveSnapshot");
        },
      });
    },
  });
})();
