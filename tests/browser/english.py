"""
Words that are no Vietnamese: what a crawl of the desk in Chromium looks for.

A Vietnamese word is one syllable of a known shape, so a word of any other shape is foreign, and
needs to be declared here. That misses the few English words that look like a syllable ("to",
"can"), hardly a sentence.
"""

import re

from django.urls import get_resolver

from dialogue.vietnamese import search_fold

# Wagtail translates some labels as it is loaded. A site that runs loads it with its language on;
# here the making of a database, which turns languages off, must not be the first to do so.
assert get_resolver().url_patterns

# Names of things, and what has no other name in Vietnamese.
ALLOWED = {
    *("wagtail", "word", "excel", "zalo", "gmail", "google", "facebook", "youtube"),
    *("pdf", "docx", "doc", "csv", "xlsx", "json", "html", "ics", "atom", "png", "jpg", "jpeg"),
    *("gif", "webp", "avif", "zip", "svg", "rss", "url", "seo", "http", "https", "alt", "id"),
    *("email", "internet", "website", "web", "online", "video", "logo", "file", "anchor"),
    *("ctrl", "shift", "alt", "esc", "enter", "tab", "ubnd", "vneid", "localhost"),
    *("exe", "byte", "odt", "ods"),
    *("kg", "km", "cm", "mm", "mb", "kb", "gb", "px", "pt"),
}
PHRASES = re.compile("Track Changes|Creative Commons|CC BY|Zalo OA")
SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(a[iouy]?|eo?|eu|i[au]?|ieu?|oa[ioy]?|oeo?|oi?|u[aiou]?|ua[iuy]|ueu?|uo[iu]|u?y[aeu]?|yeu)"
    r"(ch|ng|nh|[cmnpt])?"
)
ROMAN = re.compile("[ivx]+")
# English in the shape of a syllable, which no Vietnamese text has without its marks.
SHAPED = {"the", "them", "then", "than", "that", "this", "item", "menu", "not", "when", "you", "on"}
# Not words: addresses, file names, what people are called by machines, placeholders of a format.
NOT_WORDS = re.compile(
    r"https?://\S+|/[\w./-]+|[\w.+-]+@[\w.-]+|\S*[\w-]+[._]\w\S*|\S*\d\S*|#\w+|[{<%]\S*[}>%]|"
    r"\b\w+(-\w+)+\b"
)
# Everything a person reads or hears: texts, also of what opens later, and what has a name.
COLLECT = """() => {
  const found = new Set(), named = ["title", "aria-label", "placeholder", "alt",
    "data-w-tooltip-content-value", "aria-description", "aria-roledescription"];
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.closest("script, style, noscript, code")) continue;
      // Never shown: a button that no date field of Wagtail asks for, and a count of nothing.
      if (element.closest(".xdsoft_save_selected, .w-side-panel-toggle__counter[hidden]")) continue;
      if (element.matches("template")) { look(element.content); continue; }
      for (const name of named) found.add(element.getAttribute(name) || "");
      if (element.matches("input[type=submit], input[type=button]")) found.add(element.value);
      for (const node of element.childNodes)
        if (node.nodeType === 3) found.add(node.data);
    }
  };
  look(document);
  found.add(document.title);
  return [...found].map((text) => text.trim()).filter(Boolean);
}"""


def foreign(text, names=()):
    """Return the words of ``text`` that are neither Vietnamese nor declared nor in ``names``."""
    bare = NOT_WORDS.sub(" ", PHRASES.sub(" ", text))
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", bare)}
    return sorted(
        word for word in words if not _known(word) and word not in ALLOWED and word not in names
    )


def _known(word):
    plain = search_fold(word)
    if word in SHAPED:
        return False
    return (
        SYLLABLE.fullmatch(plain) is not None
        or ROMAN.fullmatch(word)
        or not re.search("[aeiouy]", plain)
    )


def english_on(page, names=()):
    """Return {text: foreign words} of everything on ``page``, open or still folded away."""
    found = {}
    for text in page.evaluate(COLLECT):
        if words := foreign(text, names):
            found[text[:120]] = words
    return found
