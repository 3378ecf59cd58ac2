/*
 * Gets the form its token, and stands by when there is no connection: the sheet stays on this device
 * (draft.js) and is sent when the person taps again, never by itself. Without scripts the server
 * shows a step in between instead.
 */
(function () {
  "use strict";

  var form = document.querySelector("form[data-token-address]");
  if (!form || !window.fetch) { return; }
  var token = form.elements.token;
  var notice = form.querySelector("[data-unsent]");
  var late = false; // the form was there before the connection
  var earliest = 0;
  var sending = false;

  function show(name, shown) {
    notice.querySelector("[data-unsent-" + name + "]").hidden = !shown;
  }

  // Fails only where the server can't be reached; a form without token gets the step in between.
  function reach() {
    return fetch(form.getAttribute("data-token-address"), { cache: "no-store" }).then(function (answer) {
      var given = /json/.test(answer.headers.get("Content-Type")) && answer.ok;
      return given ? answer.json() : null;
    }).then(function (given) {
      if (!given || token.value) { return; }
      token.value = given.token;
      earliest = Date.now() + given.seconds * 1000;
    });
  }

  function send() {
    // Filled in long before: not to be taken for a program's.
    window.setTimeout(function () { form.submit(); }, Math.max(0, earliest - Date.now()));
  }

  function stand() {
    var keep = new Event("dialogue:keep", { cancelable: true });
    var kept = !form.dispatchEvent(keep);
    late = true;
    sending = false;
    notice.hidden = false;
    show("kept", kept);
    show("open", !kept);
    show("sending", false);
    offer();
    notice.focus();
  }

  function offer() {
    show("wait", !navigator.onLine);
    show("now", navigator.onLine);
  }

  function begin() {
    reach().catch(function () { late = true; }); // asked again when there is a connection
  }

  form.addEventListener("submit", function (event) {
    // A button with an address of its own doesn't send the sheet.
    if (!event.submitter || event.submitter.hasAttribute("formaction")) { return; }
    if (token.value && navigator.onLine && !late) { return; }
    event.preventDefault();
    if (sending) { return; }
    sending = true;
    show("sending", true);
    reach().then(send, stand);
  });
  form.addEventListener("reset", function () {
    token.value = "";
    begin();
  });
  window.addEventListener("online", function () { offer(); begin(); });
  window.addEventListener("offline", offer);
  begin();
})();
