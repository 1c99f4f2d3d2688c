// The focal point of a photo: picked on its picture, with the crops as they will be cut.

const box = document.getElementById("focal");

// As photos.decoding.making.crop_box: how far along its free way the crop lies, in per cent.
function along(size, part, kept) {
  const free = size - kept;
  const start = Math.min(Math.max(0, part * size - kept / 2), free);
  return free > 0 ? (100 * start) / free : 50;
}

function position(picture, ratio, x, y) {
  const { naturalWidth: width, naturalHeight: height } = picture;
  const across = along(width, x, Math.min(width, height * ratio));
  const down = along(height, y, Math.min(height, width / ratio));
  return `${across}% ${down}%`;
}

function start() {
  const picture = box.querySelector(".focal__picture");
  const point = box.querySelector(".focal__point");
  const crops = box.querySelectorAll(".focal__crop img");
  const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
  let at = [picture.dataset.x, picture.dataset.y].map(Number);

  function show() {
    crops.forEach((crop) => {
      crop.style.objectPosition = position(picture, crop.dataset.across / crop.dataset.down, ...at);
    });
    const [across, down] = at.map((part) => Math.round(part * 100));
    point.style.left = `${at[0] * 100}%`;
    point.style.top = `${at[1] * 100}%`;
    point.setAttribute("aria-valuenow", across);
    point.setAttribute("aria-valuetext", box.dataset.say.replace("ACROSS", across).replace("DOWN", down));
  }

  function move(to) {
    at = to.map((part) => Math.round(Math.min(Math.max(0, part), 1) * 100) / 100);
    fields.forEach((field, axis) => (field.value = at[axis]));
    show();
  }

  function follow(event) {
    const frame = picture.getBoundingClientRect();
    move([(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height]);
  }

  function listen() {
    picture.addEventListener("click", (event) => {
      follow(event);
      point.focus();
    });
    point.addEventListener("pointerdown", (event) => point.setPointerCapture(event.pointerId));
    point.addEventListener("pointermove", (event) => point.hasPointerCapture(event.pointerId) && follow(event));
    point.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 0.1 : 0.01;
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (way) {
        event.preventDefault();
        move(at.map((part, axis) => part + way[axis] * step));
      }
    });
    box.querySelector("button").addEventListener("click", () => move([0.5, 0.5]));
    fields.forEach((field) =>
      field.addEventListener("input", () => {
        const typed = fields.map((one) => one.valueAsNumber);
        if (typed.every((part) => part >= 0 && part <= 1)) {
          at = typed;
          show();
        }
      }),
    );
    point.hidden = box.querySelector(".focal__help").hidden = false;
    box.classList.add("is-open");
  }

  box.querySelector(".focal__crops").hidden = false;
  // Who may only look sees how it is cut; a form that came back holds what was sent.
  if (fields.every(Boolean)) {
    at = fields.map((field) => (field.value === "" ? 0.5 : Number(field.value)));
    listen();
  }
  show();
}

if (box) {
  const picture = box.querySelector(".focal__picture");
  picture.decode().then(start, () => {});
}
