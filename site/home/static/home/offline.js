/* Has the browser keep what is readable without a connection (worker.js), once the page is shown. */
(function () {
  "use strict";
  var worker = document.currentScript.getAttribute("data-worker");
  // Not in the frame in which an editor looks at a draft.
  if (!("serviceWorker" in navigator) || window.top !== window) { return; }
  window.addEventListener("load", function () { navigator.serviceWorker.register(worker); });
})();
