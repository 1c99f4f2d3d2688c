"""What of a page is only for the mouse, and where the focus would not be seen."""

# CKEditor's buttons are its own: Alt+F10 leads to them, as its help says. A field that is shown
# as another widget (select2) and one that is only for who hears is passed over, too.
FINDS = """() => {
  const NATIVE = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const OPERABLE = NATIVE + ", iframe, [role=button], [role=slider], [role=combobox], [tabindex]";
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !one.closest(".cke, [inert], .visually-hidden") && one.getBoundingClientRect().width > 2;
  const operable = [...document.querySelectorAll(OPERABLE)]
    .filter((one) => isShown(one) && !one.disabled);
  const found = [];
  const tell = (one, why) => found.push(`${why}: ${one.outerHTML.slice(0, 140)}`);

  for (const one of operable) {
    const isKeyed = one.matches(`:is(${NATIVE}), [role]`) && !one.querySelector(OPERABLE);
    if (one.tabIndex > 0) tell(one, "out of its order");
    if (one.tabIndex < 0 && isKeyed) tell(one, "not reached by Tab");
  }

  // What shows a hand and is no part of what Tab reaches, nor a word for it.
  const isReached = (one) => one.closest(OPERABLE) || one.querySelector(OPERABLE)
    || one.closest("label")?.control;
  for (const one of document.querySelectorAll("body *")) {
    const hasHand = getComputedStyle(one).cursor === "pointer";
    if (hasHand && isShown(one) && !isReached(one)) tell(one, "only for the mouse");
  }

  const lookOf = (part) => {
    const style = getComputedStyle(part);
    const isRinged = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
    const outline = isRinged ? style.outlineStyle + style.outlineWidth : "";
    return [outline, style.boxShadow, style.borderColor, style.backgroundColor].join();
  };
  const look = (one) => [one, one.parentElement, one.labels?.[0], one.closest(".select2-selection")]
    .filter(Boolean).map(lookOf).join(" ");
  for (const one of operable.filter((one) => one.tabIndex === 0 && one.tagName !== "IFRAME")) {
    const before = look(one);
    one.focus({ preventScroll: true, focusVisible: true });
    if (document.activeElement === one && look(one) === before) tell(one, "focus is not seen");
    one.blur();
  }
  return [...new Set(found)].slice(0, 12);
}"""


def for_the_mouse(page, name: str) -> list[str]:
    return [f"{name}: {found}" for found in page.evaluate(FINDS)]
