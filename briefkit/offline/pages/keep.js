// Keeps a leaflet that was opened on this device, says how old it is, and forgets all that is kept.
"use strict";

{
  const root = new URL(".", document.currentScript.src).href;

  // Whose page an office's desk has made. What somebody else has typed is not hers: it goes before
  // another script reads it; what was kept follows.
  const { by } = document.currentScript.dataset;
  let isAnother = (() => {
    try {
      const isKept = document.documentElement.dataset.kept;
      if (!by || isKept || localStorage.getItem("by") === by) return false;
      const no = sessionStorage.getItem("kept");
      sessionStorage.clear();
      if (no) sessionStorage.setItem("kept", no);
      return true;
    } catch {
      return false; // This browser may keep nothing.
    }
  })();

  // What is kept has a cache for each page: its name says when, how large and which it is.
  const NAME = /^kept (\S+) (\d+) (.+)$/;

  // So many pages, their list among them, and so many bytes: the oldest make room.
  const MOST_PAGES = 25;
  const MOST_BYTES = 32_000_000;

  const all = (selector) => [...document.querySelectorAll(selector)];
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const forgotten = () => sessionStorage.getItem("kept") === "no";

  async function entries() {
    const found = (await caches.keys()).map((name) => NAME.exec(name)).filter(Boolean);
    const own = found.filter(([, , , address]) => address.startsWith(root));
    return own.map(([name, time, bytes, address]) => ({ name, time, bytes: Number(bytes), address }));
  }

  // ---- Keeping.
  async function fetched(address) {
    const known = address.searchParams.has("of") && (await caches.match(address.href));
    if (known) return known;
    const asked = new URL(address);
    // To be kept is not to be handed out.
    if (address.searchParams.has("of")) asked.searchParams.set("keep", "1");
    const answer = await fetch(asked);
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    return answer;
  }

  function filesOf(html, page) {
    const named = [
      ["link[rel=stylesheet], a[data-keep-file]", "href"],
      ["script[src], img[src]", "src"],
    ];
    const found = named.flatMap(([selector, name]) =>
      [...parsed(html).querySelectorAll(selector)].map((it) => new URL(it.getAttribute(name), page)),
    );
    return found.filter((file) => file.origin === page.origin);
  }

  async function keep(address) {
    const page = new URL(address, document.baseURI);
    page.hash = "";
    const time = new Date().toISOString();
    const answer = await fetch(page);
    const before = (await entries()).filter((entry) => entry.address === page.href);
    // What is no longer to be had, or not by this person, is not kept either.
    if ([403, 404, 410, 422].includes(answer.status)) await drop(before);
    if (!answer.ok || answer.redirected) return;
    const files = new Map();
    for (const file of filesOf(await answer.clone().text(), page)) {
      if (!files.has(file.href)) files.set(file.href, await fetched(file));
    }
    // The page comes last: without it, nothing of it is shown.
    files.set(page.href, answer);
    let bytes = 0;
    for (const file of files.values()) bytes += (await file.clone().blob()).size;
    if (bytes > MOST_BYTES || forgotten()) return;
    const name = `kept ${time} ${bytes} ${page.href}`;
    try {
      const cache = await caches.open(name);
      for (const [file, data] of files) await cache.put(file, data);
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
    await drop(before);
    await makeRoom();
  }

  const drop = (some) => Promise.all(some.map((entry) => caches.delete(entry.name)));

  async function makeRoom() {
    let [pages, bytes] = [0, 0];
    for (const entry of (await entries()).sort((a, b) => (a.time < b.time ? 1 : -1))) {
      pages += 1;
      bytes += entry.bytes;
      if (pages > MOST_PAGES || bytes > MOST_BYTES) await caches.delete(entry.name);
    }
  }

  // ---- Saying how old it is.
  function age(time, place) {
    const language = place.closest("[lang]")?.lang || undefined;
    const when = new Date(time);
    const minutes = Math.round((when - Date.now()) / 60_000);
    const units = [["day", 1440], ["hour", 60], ["minute", 1]];
    const [unit, length] = units.find(([, size]) => Math.abs(minutes) >= size) ?? units.at(-1);
    const ago = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
    return `${day.format(when)} (${ago.format(Math.trunc(minutes / length), unit)})`;
  }

  // The day here, as “2026-11-29”.
  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  const isOld = (checkBy) => Boolean(checkBy) && checkBy < today();

  function tell() {
    for (const place of all("[data-kept-time]")) {
      place.textContent = age(document.documentElement.dataset.kept ?? Date.now(), place);
    }
    for (const place of all("[data-check-by]")) place.hidden = !isOld(place.dataset.checkBy);
  }

  function element(name, text = "") {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  async function itemOf(entry, list) {
    const page = await (await caches.open(entry.name)).match(entry.address);
    const html = page && parsed(await page.text());
    const about = html?.querySelector("[data-keep-label]");
    // A list that is kept is none of the leaflets.
    if (!about) return null;
    const link = element("a", about.dataset.keepLabel);
    Object.assign(link, { href: entry.address, lang: about.lang, dir: about.dir || "auto" });
    const time = element("time", age(entry.time, list));
    time.dateTime = entry.time;
    const [item, when] = [element("li"), element("p")];
    when.append(`${list.dataset.since} `, time);
    item.append(link, when);
    const checkBy = html.querySelector("[data-check-by]")?.dataset.checkBy;
    if (isOld(checkBy)) item.append(element("strong", list.dataset.old));
    return item;
  }

  async function list(place) {
    const found = (await entries()).sort((a, b) => (a.time < b.time ? 1 : -1));
    const items = await Promise.all(found.map((entry) => itemOf(entry, place)));
    place.replaceChildren(...items.filter(Boolean));
    for (const empty of all("[data-kept-none]")) empty.hidden = place.childElementCount > 0;
  }

  // ---- Forgetting.
  async function forget() {
    sessionStorage.setItem("kept", "no");
    // The desk remembers who reviewed last, and whose pages these were.
    for (const name of ["reviewer", "by"]) localStorage.removeItem(name);
    await drop(await entries());
    for (const worker of await navigator.serviceWorker.getRegistrations()) {
      if (worker.scope === root) await worker.unregister();
    }
    for (const place of all("[data-kept-list]")) await list(place);
  }

  async function start() {
    tell();
    if (isAnother) {
      await drop(await entries());
      localStorage.setItem("by", by);
      isAnother = false;
    }
    for (const place of all("[data-kept-list]")) await list(place);
    for (const button of all("[data-forget]")) {
      button.hidden = false;
      button.onclick = () => forget().catch(() => {});
    }
    const [opened] = all("[data-keep]");
    if (!opened || document.documentElement.dataset.kept || forgotten()) return;
    await navigator.serviceWorker.register(`${root}worker.js`);
    await keep(opened.dataset.keepList);
    await keep(opened.dataset.keep || location.href);
  }

  // Where the browser can't keep anything, or may not, the pages are as they are.
  let turn = Promise.resolve();
  const tried = () => {
    if ("serviceWorker" in navigator && "caches" in window) turn = turn.then(start).catch(tell);
    else tell();
  };
  tried();
  // The desk puts another leaflet in the place of one.
  document.addEventListener("leaflet", tried);
  document.addEventListener("leaflet-shown", tried);
}
