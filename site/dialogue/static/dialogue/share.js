/* What a device can do to pass a page on: its own window (Zalo, messages, …), and copying. */
(function () {
  "use strict";
  function offer(selector, can, act) {
    var button = document.querySelector(selector);
    if (!button || !can) { return; }
    button.parentNode.hidden = false;
    button.addEventListener("click", function () { act(button); });
  }
  offer("[data-share]", navigator.share, function () {
    navigator.share({ title: document.title, url: location.href.split("#")[0] })
      .catch(function (error) {
        // Closing the device's own window is no fault.
        if (error.name !== "AbortError") { throw error; }
      });
  });
  offer("[data-copy]", navigator.clipboard, function (button) {
    navigator.clipboard.writeText(button.dataset.copy).then(function () {
      var done = document.querySelector("[data-share-done]");
      done.textContent = done.dataset.shareDone;
    });
  });
})();
