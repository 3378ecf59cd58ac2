/*
 * Keeps what is typed into the registration form on this device, so that a closed tab or a dead
 * battery loses nothing. Never kept: the token, the trap field. Deleted once the form was sent
 * (the receipt says so), on the person's wish, or after 7 days.
 */
(function () {
  "use strict";

  var PREFIX = "dialogue-draft-";
  var DAYS_KEPT = 7;
  var NOT_KEPT = ["token", "website"];

  function storage() {
    try {
      return window.localStorage; // throws where the browser forbids it
    } catch (error) {
      return null;
    }
  }

  function read(store, key) {
    try {
      var draft = JSON.parse(store.getItem(key));
      if (draft && Date.now() < draft.until) {
        return draft.fields;
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) { throw error; }
    }
    store.removeItem(key);
    return null;
  }

  function fieldsOf(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && field.type !== "hidden" && NOT_KEPT.indexOf(field.name) < 0;
    });
  }

  function isTick(field) {
    return field.type === "checkbox" || field.type === "radio";
  }

  function collect(form) {
    var values = {};
    fieldsOf(form).forEach(function (field) {
      var chosen = [];
      if (isTick(field)) {
        chosen = field.checked ? [field.value] : [];
      } else if (field.multiple && field.options) {
        chosen = Array.prototype.filter.call(field.options, function (option) {
          return option.selected;
        }).map(function (option) { return option.value; });
      } else {
        chosen = [field.value];
      }
      values[field.name] = (values[field.name] || []).concat(chosen);
    });
    return values;
  }

  function putBack(form, values) {
    fieldsOf(form).forEach(function (field) {
      var kept = values[field.name];
      if (!Array.isArray(kept)) { return; }
      if (isTick(field)) {
        field.checked = kept.indexOf(field.value) >= 0;
      } else if (field.options) {
        Array.prototype.forEach.call(field.options, function (option) {
          if (kept.indexOf(option.value) >= 0) { option.selected = true; }
        });
      } else if (typeof kept[0] === "string") {
        field.value = kept[0];
      }
    });
  }

  function keep(store, key, form) {
    try {
      var until = Date.now() + DAYS_KEPT * 24 * 60 * 60 * 1000;
      store.setItem(key, JSON.stringify({ until: until, fields: collect(form) }));
      return true;
    } catch (error) {
      // The device's storage is full: the form works on without a draft.
      if (error.name !== "QuotaExceededError") { throw error; }
      return false;
    }
  }

  function cameBack(event) {
    var visit = window.performance.getEntriesByType("navigation")[0];
    return event.persisted || (visit && visit.type === "back_forward");
  }

  function watch(store, form) {
    var key = PREFIX + form.getAttribute("data-draft");
    var notice = document.querySelector("[data-draft-notice]");
    var draft = read(store, key);
    var untouched = JSON.stringify(collect(form));
    var timer = null;

    function keepNow() {
      window.clearTimeout(timer);
      timer = null;
      return keep(store, key, form);
    }

    if (form.hasAttribute("data-draft-newer")) {
      keep(store, key, form);
    } else if (draft && JSON.stringify(draft) !== untouched) {
      putBack(form, draft);
      if (notice) { notice.hidden = false; }
    }
    form.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(keepNow, 400);
    });
    window.addEventListener("pagehide", function () {
      if (timer !== null) { keepNow(); }
    });
    // Asked for below, where the answer tells whether it is kept.
    form.addEventListener("dialogue:keep", function (event) {
      if (keepNow()) { event.preventDefault(); }
    });
    // Back from the receipt: the browser may put back what was sent, for the next person to read.
    window.addEventListener("pageshow", function (event) {
      if (cameBack(event) && !store.getItem(key)) { form.reset(); }
    });
    document.addEventListener("click", function (event) {
      if (!event.target.closest || !event.target.closest("[data-draft-delete]")) { return; }
      window.clearTimeout(timer);
      timer = null;
      store.removeItem(key);
      form.reset();
      if (notice) { notice.hidden = true; }
      form.querySelector("input:not([type=hidden])").focus();
    });
  }

  var store = storage();
  if (!store) { return; }
  var sent = document.querySelector("[data-draft-sent]");
  if (sent) { store.removeItem(PREFIX + sent.getAttribute("data-draft-sent")); }
  var form = document.querySelector("form[data-draft]");
  if (form) { watch(store, form); }
})();

/*
 * Gets the form its token, and stands by when there is no connection: the sheet stays on this device
 * and is sent when the person taps again, never by itself. Without scripts the server
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
