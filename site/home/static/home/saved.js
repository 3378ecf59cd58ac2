/* Lists the answers that are kept on this device, the newest first, and a sheet not yet sent. */
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
      var list = saved.querySelector("ul");
      pages.forEach(function (one) { line(list, one[0], one[1]); });
      list.hidden = !pages.length;
      saved.querySelector("[data-saved-none]").hidden = pages.length > 0;
    });
  }

  function hasDraft() {
    try {
      return Object.keys(window.localStorage).some(function (key) {
        return key.indexOf("dialogue-draft-") === 0;
      });
    } catch (error) {
      return false; // the browser forbids storing anything: there is none
    }
  }

  if (window.caches) {
    caches.open("dialogue-read").then(listIn);
    saved.hidden = false;
  }
  draft.hidden = !hasDraft();
})();
