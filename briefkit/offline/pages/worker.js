// Answers with what was kept on this device where the server cannot be reached, and never otherwise.
"use strict";

// The name of a cache, which keep.js writes: when it was kept, its bytes, the address of its page.
const NAME = /^kept (\S+) \d+ (.+)$/;

// So a proxy answers while the server behind it is away.
const AWAY = [502, 503, 504];

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
// The page that the browser is to ask for itself: of what a service worker asks for, it asks nobody
// for a name and a password.
let own = "";

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.url === own) {
    own = "";
    return;
  }
  const address = new URL(request.url);
  // “of” names the very leaflet that a picture or a file is of: no page that is current has it.
  const wanted =
    request.mode === "navigate" ||
    ["script", "style"].includes(request.destination) ||
    address.searchParams.has("of");
  if (request.method === "GET" && address.origin === location.origin && wanted) {
    event.respondWith(answer(request));
  }
});

async function answer(request) {
  let away = null;
  try {
    const current = await fetch(request);
    if (current.status === 401 && request.mode === "navigate") {
      own = request.url;
      return Response.redirect(own);
    }
    if (!AWAY.includes(current.status)) return current;
    away = current;
  } catch {
    // There is no connection.
  }
  return (await kept(request)) ?? away ?? Response.error();
}

// What was kept last for a request; of a page that was not, the list of those that were.
async function kept(request) {
  const names = (await caches.keys()).filter((name) => belongs(NAME.exec(name))).reverse();
  for (const name of names) {
    const found = await (await caches.open(name)).match(request.url);
    if (found) return stamped(found, NAME.exec(name)[1]);
  }
  if (request.mode !== "navigate" || new URL(request.url).pathname.endsWith(".pdf")) return null;
  const lists = names.filter((name) => /\/kept(\.html)?$/.test(name));
  // A site has a list in each language.
  const beside = new URL("kept.html", request.url).href;
  const list = lists.find((name) => name.endsWith(` ${beside}`)) ?? lists[0];
  const [, time, address] = NAME.exec(list ?? "") ?? [];
  const found = list && (await (await caches.open(list)).match(address));
  return found ? stamped(found, time) : null;
}

// Whether a cache is of these pages: other programs may have theirs at the same host.
const belongs = (name) => name && name[2].startsWith(registration.scope);

// A page that says itself that it was kept, and when.
async function stamped(answer, time) {
  const type = answer.headers.get("content-type") ?? "";
  if (!type.startsWith("text/html")) return answer;
  const page = (await answer.text()).replace("<html", `<html data-kept="${time}"`);
  const policy = answer.headers.get("content-security-policy");
  const headers = { "content-type": type, ...(policy && { "content-security-policy": policy }) };
  return new Response(page, { headers });
}
