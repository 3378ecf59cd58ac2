/*
 * Has the browser keep what is readable without a connection (worker.js), once the page is shown, and
 * forgets a sheet whose time on this device is over (draft.js), also where its form is opened no more.
 */
(function () {
  "use strict";
  var worker = document.currentScript.getAttribute("data-worker");
  try {
    Object.keys(window.localStorage).forEach(function (key) {
      if (key.indexOf("dialogue-draft-") !== 0) { return; }
      var until = /"until":(\d+)/.exec(window.localStorage.getItem(key));
      if (!until || until[1] < Date.now()) { window.localStorage.removeItem(key); }
    });
  } catch (error) {
    if (error.name !== "SecurityError") { throw error; } // the browser forbids storing anything
  }
  // Not in the frame in which an editor looks at a draft.
  if (!("serviceWorker" in navigator) || window.top !== window) { return; }
  window.addEventListener("load", function () { navigator.serviceWorker.register(worker); });
})();
