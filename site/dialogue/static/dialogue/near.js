/* While somebody writes, shows published answers that may tell it already. What is typed goes in the
   body of a request and is kept nowhere. Without scripts a button of the form does the same. */
(function () {
  "use strict";

  var PAUSE = 900; // milliseconds without a key: a thought is finished
  var form = document.querySelector("[data-near-address]");
  if (!form || !window.fetch || !window.URLSearchParams) { return; }
  var step = form.querySelector("[data-near-step]");
  if (step) { step.hidden = true; }

  function watch(place) {
    var field = form.elements[place.getAttribute("data-near")];
    var asked = "";
    var timer = null;

    function show(html) {
      if (place.innerHTML !== html) { place.innerHTML = html; }
    }

    function ask() {
      var text = field.value.trim();
      if (text === asked) { return; }
      asked = text;
      if (text.split(/\s+/).length < 3) { show(""); return; }
      fetch(form.getAttribute("data-near-address"), {
        method: "POST", credentials: "omit", body: new URLSearchParams({ text: text })
      }).then(function (answer) {
        return answer.ok ? answer.text() : "";
      }).then(function (html) {
        if (asked === text) { show(html.trim()); }
      }, function () {
        asked = ""; // no connection: the next pause asks again
      });
    }

    field.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, PAUSE);
    });
  }

  Array.prototype.forEach.call(form.querySelectorAll("[data-near]"), watch);
})();
