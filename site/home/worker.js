/*
 * The service worker. KEPT, written above by the server (home/offline.py), says what is kept.
 *
 * It asks the network first and keeps a copy of what anybody may read. Nothing that the server marks
 * as private, nothing that was sent, and no page of the desk ever comes in here.
 */
"use strict";

const PREFIX = "dialogue-";
const HELD = PREFIX + KEPT.version;
const READ = PREFIX + "read";
const FRESH = 6 * 60 * 60 * 1000; // how long copies are left alone

function mayKeep(answer) {
  const told = answer.headers.get("Cache-Control") || "";
  return answer.ok && !answer.redirected && !/no-store|private/.test(told);
}

function isGone(answer) {
  return answer.ok || (answer.status < 500 && answer.status !== 429);
}

async function keep(name, path, answer) {
  const cache = await caches.open(name);
  if (mayKeep(answer)) {
    await cache.delete(path); // so that the newest stands last
    await cache.put(path, answer);
  } else if (isGone(answer)) {
    await cache.delete(path); // withdrawn, moved or no longer for everybody
  }
  return cache;
}

// A file has a new name when it changes: what the page fetched just now is not asked for again.
const cacheFor = (path) => (KEPT.files.includes(path) ? "default" : "no-cache");
const ask = (path) => fetch(path, { credentials: "omit", cache: cacheFor(path) });
const renew = async (name, path) => keep(name, path, await ask(path));
const isAnswer = (path) => KEPT.answers.some((start) => path.startsWith(start) && path !== start);

async function keepPage(url, answer) {
  if (url.search) return;
  const path = url.pathname;
  if (path === KEPT.offline || KEPT.pages.includes(path)) await keep(HELD, path, answer);
  if (isAnswer(path)) {
    const cache = await keep(READ, path, answer);
    const all = await cache.keys();
    await Promise.all(all.slice(0, -KEPT.most).map((old) => cache.delete(old)));
  }
}

// What the first view of the site needn't pay for comes with the second.
async function complete() {
  const held = await caches.open(HELD);
  const there = (await held.keys()).map((request) => new URL(request.url).pathname);
  const lacking = [...KEPT.pages, ...KEPT.files].filter((path) => !there.includes(path));
  for (const path of lacking) await renew(HELD, path);
}

// Once in a while all copies are asked for anew, so that nothing withdrawn lies here for long.
async function freshen() {
  const held = await caches.open(HELD);
  const copy = await held.match(KEPT.offline);
  if (copy && Date.now() - new Date(copy.headers.get("Date")) < FRESH) return complete();
  for (const path of [KEPT.offline, ...KEPT.pages]) await renew(HELD, path);
  const read = await caches.open(READ);
  for (const old of await read.keys()) await renew(READ, new URL(old.url).pathname);
  return complete();
}

function inWords(date) {
  const there = new Date(date.getTime() + 7 * 60 * 60 * 1000); // Vietnam's clock, wherever this is
  const two = (number) => String(number).padStart(2, "0");
  const day = [two(there.getUTCDate()), two(there.getUTCMonth() + 1), there.getUTCFullYear()];
  return `${there.getUTCHours()} giờ ${two(there.getUTCMinutes())}, ngày ${day.join("/")}`;
}

async function copyOf(path) {
  const copy = await caches.match(path, { ignoreVary: true });
  if (!copy) return null;
  const note = KEPT.note.replace("{when}", inWords(new Date(copy.headers.get("Date"))));
  const text = (await copy.text()).replace(/<main[^>]*>/, (main) => main + note);
  return new Response(text, { headers: copy.headers });
}

async function page(event, url) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch (error) {
    const copy = (await copyOf(url.pathname)) || (await copyOf(KEPT.offline));
    if (copy) return copy;
    throw error;
  }
  event.waitUntil(keepPage(url, answer.clone()).then(freshen));
  return answer;
}

async function file(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = await caches.match(path, { ignoreVary: true });
    if (copy) return copy;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  const wanted = [KEPT.offline, ...KEPT.frame];
  event.waitUntil(Promise.all(wanted.map((path) => renew(HELD, path))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== HELD && name !== READ);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
    // The page that was open when all this began was read, too.
    for (const client of await self.clients.matchAll({ type: "window" })) {
      const url = new URL(client.url);
      if (isAnswer(url.pathname) && !url.search) await keepPage(url, await ask(url.pathname));
    }
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (KEPT.never.some((start) => url.pathname.startsWith(start))) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (KEPT.files.includes(url.pathname)) event.respondWith(file(request, url.pathname));
});
