/* Small helps of the desk. Everything works without them. */
(() => {
  "use strict";

  document.querySelectorAll("[data-desk-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });

  // Splitting: rows without text are folded away until asked for.
  document.querySelectorAll("[data-desk-rows]").forEach((form) => {
    const rows = [...form.querySelectorAll("[data-desk-row]")];
    const add = form.querySelector("[data-desk-add-row]");
    const text = (row) => row.querySelector("textarea");
    const spare = rows.filter((row, place) => place > 0 && !text(row).value.trim());
    spare.forEach((row) => {
      row.hidden = true;
    });
    add.hidden = spare.length === 0;
    add.addEventListener("click", () => {
      const row = spare.shift();
      row.hidden = false;
      text(row).focus();
      if (spare.length === 0) addMore();
    });

    // A further row is a copy of the last one with the next number.
    function addMore() {
      const total = form.querySelector("[name=q-TOTAL_FORMS]");
      const most = Number(form.dataset.deskRows);
      const place = Number(total.value);
      if (place >= most) {
        add.hidden = true;
        return;
      }
      const last = form.querySelectorAll("[data-desk-row]")[place - 1];
      const copy = last.cloneNode(true);
      copy.innerHTML = copy.innerHTML.replaceAll(`q-${place - 1}-`, `q-${place}-`);
      const legend = copy.querySelector("legend");
      legend.textContent = legend.textContent.replace(/\d+/, place + 1);
      text(copy).value = "";
      copy.hidden = true;
      last.after(copy);
      total.value = place + 1;
      spare.push(copy);
    }
  });
})();
