/* Says whether the office is open now. The page gives the coming spans (public/hours.py); when the
   last of them is over, an old copy of the page says nothing. */
(function () {
  "use strict";
  var line = document.querySelector("[data-hours]");
  if (!line) { return; }
  var spans = JSON.parse(line.getAttribute("data-hours"));

  function say() {
    var now = Date.now() / 1000;
    var span = spans.filter(function (one) { return now < one[1]; })[0];
    line.hidden = !span;
    if (!span) { return; }
    var open = now >= span[0];
    var words = line.getAttribute(open ? "data-hours-open" : "data-hours-closed");
    line.textContent = words + " " + span[open ? 3 : 2];
    line.setAttribute("data-hours-now", open ? "open" : "closed");
  }

  say();
  window.setInterval(say, 30000);
})();
