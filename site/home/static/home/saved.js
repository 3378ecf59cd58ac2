/*
 * Lists the answers that are kept on this device, the newest first, and a sheet not yet sent; deletes
 * both on the person's wish, on a device that others use too.
 */
(function () {
  "use strict";
  var saved = document.querySelector("[data-saved]");
  var draft = document.querySelector("[data-unsent-draft]");

  function line(list, path, html) {
    var link = document.createElement("a");
    link.href = path;
    link.textContent = new DOMParser().parseFromString(html, "text/html").querySelector("h1").textContent;
    list.appendChild(document.createElement("li")).appendChild(link);
  }

  function listIn(cache) {
    return cache.keys().then(function (kept) {
      return Promise.all(kept.reverse().map(function (request) {
        return cache.match(request).then(function (copy) { return copy.text(); })
          .then(function (html) { return [new URL(request.url).pathname, html]; });
      }));
    }).then(function (pages) {
      var lines = saved.querySelector("ul");
      lines.textContent = "";
      pages.forEach(function (one) { line(lines, one[0], one[1]); });
      lines.hidden = !pages.length;
      saved.querySelector("[data-saved-none]").hidden = pages.length > 0;
    });
  }

  function drafts() {
    try {
      return Object.keys(window.localStorage).filter(function (key) {
        return key.indexOf("dialogue-draft-") === 0;
      });
    } catch (error) {
      return []; // the browser forbids storing anything: there is none
    }
  }

  function list() {
    draft.hidden = !drafts().length;
    return caches.open("dialogue-read").then(listIn);
  }

  if (!window.caches) { draft.hidden = !drafts().length; return; }
  list();
  saved.hidden = false;
  saved.querySelector("button").addEventListener("click", function () {
    drafts().forEach(function (key) { window.localStorage.removeItem(key); });
    caches.delete("dialogue-read").then(list);
  });
})();
