/* Where the device can pass a page on (Zalo, messages, …), a button offers it. */
(function () {
  "use strict";
  var button = document.querySelector("[data-share]");
  if (!button || !navigator.share) { return; }
  button.hidden = false;
  button.addEventListener("click", function () {
    navigator.share({ title: document.title, url: location.href.split("#")[0] })
      .catch(function (error) {
        // Closing the device's own window is no fault.
        if (error.name !== "AbortError") { throw error; }
      });
  });
})();
