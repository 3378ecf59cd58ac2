/*
 * The live preview of a page's address folds Vietnamese as the server does: "Đối thoại" gives
 * "doi-thoai". Wagtail's own transliteration drops toned vowels and writes đ as "dj".
 *
 * Wagtail's w-sync controller sends the title to the slug field in the event's detail; the detail is
 * folded on its way there. What is typed or pasted into the slug field itself is folded on leaving it.
 */
(() => {
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/đ/g, "d")
      .replace(/Đ/g, "D");

  const isSlug = (element) =>
    element instanceof HTMLInputElement &&
    (element.dataset.controller || "").split(" ").includes("w-slug");

  for (const name of ["w-sync:check", "w-sync:apply"]) {
    document.addEventListener(
      name,
      (event) => {
        if (isSlug(event.target) && typeof event.detail?.value === "string") {
          event.detail.value = fold(event.detail.value);
        }
      },
      true,
    );
  }

  document.addEventListener(
    "blur",
    (event) => {
      if (isSlug(event.target)) {
        event.target.value = fold(event.target.value);
      }
    },
    true,
  );
})();
