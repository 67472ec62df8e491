// One message after another by keys alone: the page changes in its place. Without this, all of it
// works as forms and links.
"use strict";

{
  const byId = (id) => document.getElementById(id);
  const field = () => byId("text");
  const post = (address, form, more = {}) =>
    fetch(address, { method: "POST", body: form, ...more });

  // What is typed and not saved is kept until it is, or until the tab is closed.
  const draftOf = (section) => `draft ${section.dataset.locale} ${section.dataset.message}`;
  const typed = () => [field(), byId("note")];
  const isTyped = (it) => it.value !== it.defaultValue;
  const keepDraft = () => {
    const key = draftOf(byId("edit"));
    const [text, note] = typed().map((it) => it.value);
    const { seen } = byId("saving").elements;
    if (!typed().some(isTyped)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ text, note, seen: seen.value }));
  };
  const restoreDraft = () => {
    const key = draftOf(byId("edit"));
    const draft = JSON.parse(sessionStorage.getItem(key));
    if (draft === null || byId("problems")) return;
    field().value = draft.text;
    byId("note").value = draft.note;
    // It was saved, and its page left before it could be forgotten.
    if (!typed().some(isTyped)) return sessionStorage.removeItem(key);
    // Whoever has changed the message since is told of when it is saved.
    byId("saving").elements.seen.value = draft.seen;
    byId("unsaved").hidden = false;
  };
  const forgetDraft = (message) => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("draft ") && key.endsWith(` ${message}`)) sessionStorage.removeItem(key);
    }
  };

  // ---- what the checks find, and what room is left, while one types

  let asking = new AbortController();
  let waiting = 0;
  const afterPause = (checks) => {
    asking.abort();
    clearTimeout(waiting);
    if (!byId("saving")) return;
    const { signal } = (asking = new AbortController());
    const form = new URLSearchParams(new FormData(byId("saving")));
    const ask = async () => {
      if (checks) {
        const answer = await post("/translate/check", form, { signal });
        const list = await answer.text();
        if (answer.ok && !signal.aborted) byId("findings").innerHTML = list;
      }
      await measure(form, signal);
    };
    waiting = setTimeout(() => ask().catch(() => {}), checks ? 300 : 1000);
  };
  const measure = async (form, signal) => {
    const fit = byId("fit");
    fit.hidden = false;
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const item of fit.querySelectorAll("[data-format]")) {
      if (signal.aborted) return;
      form.set("format", item.dataset.format);
      const room = item.querySelector(".room");
      item.setAttribute("aria-busy", "true");
      if (!room.textContent) room.textContent = fit.dataset.measuring;
      try {
        const answer = await post("/translate/fit", form, { signal });
        const told = await answer.text();
        if (answer.ok && !signal.aborted) room.innerHTML = told;
      } finally {
        item.removeAttribute("aria-busy");
      }
    }
  };

  // ---- the leaflet: a passage is chosen by a click, or by Enter

  const sheet = byId("sheet");
  const mark = () => {
    const page = sheet.contentDocument;
    if (!page) return; // it is being loaded, and marked then
    page.querySelector(".chosen")?.classList.remove("chosen");
    const chosen = page.querySelector(`[data-message="${sheet.dataset.chosen}"]`);
    chosen?.classList.add("chosen");
    // Within its frame: the form beside it stays where it is.
    if (chosen) sheet.contentWindow.scrollTo(0, chosen.getBoundingClientRect().top + sheet.contentWindow.scrollY - 200);
  };
  const listen = () => {
    const page = sheet.contentDocument;
    const choose = (event) => {
      const passage = event.target.closest("[data-message]");
      if (!passage || (event.type === "keydown" && event.key !== "Enter")) return;
      event.preventDefault();
      location.href = `${sheet.dataset.address}${passage.dataset.message}#edit`;
    };
    page.addEventListener("click", choose);
    page.addEventListener("keydown", choose);
    sheet.dataset.ready = "yes";
    mark();
  };
  let reloading = 0;
  const renewSheet = () => {
    clearTimeout(reloading);
    reloading = setTimeout(() => sheet.contentWindow.location.reload(), 1500);
  };

  // ---- the page changes in its place

  let shown = location.search;
  const show = async (answer, { pushed = true } = {}) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // What says what went wrong, and has what was typed, takes the form’s place.
    if (!page.getElementById("chosen")) {
      byId("chosen").replaceChildren(...document.importNode(page.getElementById("main"), true).childNodes);
      return byId("main").focus();
    }
    for (const id of ["progress", "undoing", "chosen", "passages"]) {
      byId(id).replaceChildren(...document.importNode(page.getElementById(id), true).childNodes);
    }
    // A screen reader tells what changes in an element that stays.
    byId("said").replaceChildren(...page.getElementById("said").childNodes);
    const address = new URL(answer.url);
    const wrote = ["saved", "undone"].includes(address.searchParams.get("outcome"));
    if (address.searchParams.has("about")) forgetDraft(address.searchParams.get("about"));
    for (const name of ["outcome", "about"]) address.searchParams.delete(name);
    const isPage = answer.ok && address.pathname === "/translate";
    if (isPage && pushed) history.pushState(null, "", `${address.pathname}${address.search}#edit`);
    shown = location.search;
    Object.assign(sheet.dataset, page.getElementById("sheet").dataset, { ready: "yes" });
    if (wrote) {
      renewSheet();
      byId("leaflet").replaceWith(document.importNode(page.getElementById("leaflet"), true));
      document.dispatchEvent(new Event("leaflet"));
    }
    mark();
    prepare();
    if (byId("problems")) byId("problems").focus();
    else (field() ?? byId("edit") ?? byId("main")).focus();
  };
  let sending = false;
  const once = async (work) => {
    if (sending) return;
    sending = true;
    try {
      await work();
    } finally {
      sending = false;
    }
  };
  const send = (form, then) =>
    once(async () => {
      const fields = new URLSearchParams(new FormData(form));
      if (then !== undefined) fields.set("then", then);
      const answer = await post(form.action, fields).catch(() => null);
      if (answer) await show(answer);
      else byId("said").textContent = byId("said").dataset.failed;
    });
  const open = (address, options) =>
    once(async () => {
      const answer = await fetch(address).catch(() => null);
      if (answer) await show(answer, options);
      else location.assign(address);
    });

  // ---- what is shown anew

  const insert = (text, everything = false) => {
    field().focus();
    if (everything) field().select();
    // Unlike a new value, this can be undone in the field.
    if (!document.execCommand("insertText", false, text)) {
      field().setRangeText(text, field().selectionStart, field().selectionEnd, "end");
      field().dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const prepare = () => {
    for (const part of document.querySelectorAll(".loop [hidden]:not(#unsaved, #fit)")) part.hidden = false;
    if (!field()) return;
    restoreDraft();
    field().setSelectionRange(field().value.length, field().value.length);
    const name = byId("translator");
    name.value = localStorage.getItem("translator") ?? "";
    name.addEventListener("change", () => localStorage.setItem("translator", name.value));
    afterPause(!byId("unsaved").hidden);
  };

  addEventListener("input", (event) => {
    if (!field() || !typed().includes(event.target)) return;
    keepDraft();
    byId("unsaved").hidden = true;
    if (event.target === field()) afterPause(true);
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    const next = form.id === "saving" && event.submitter?.value === "next";
    if (!next && form.id !== "undo") return;
    event.preventDefault();
    send(form, next ? "next" : undefined);
  });
  addEventListener("click", (event) => {
    const target = event.target.closest("[data-copy-source], [data-insert], [data-replace], [data-forget]");
    if (!target) return;
    if ("forget" in target.dataset) forgetDraft(byId("edit").dataset.message);
    else if ("insert" in target.dataset) insert(target.dataset.insert);
    else insert(target.dataset.replace ?? byId("source").textContent, true);
  });
  document.addEventListener(
    "toggle",
    async (event) => {
      const link = event.target.id === "history" && event.target.open && event.target.querySelector("a");
      if (!link) return;
      const answer = await fetch(link.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const states = page.getElementById("states");
      if (states) link.closest("p").replaceWith(document.importNode(states, true));
    },
    true,
  );
  addEventListener("popstate", () => {
    if (location.search !== shown) open(location.href, { pushed: false });
  });

  // ---- keys

  let awaited = ""; // which list’s number the next key names
  addEventListener("keydown", (event) => {
    if (["Control", "Meta", "Shift"].includes(event.key) || event.isComposing) return;
    // By its place where a keyboard has other letters, or other signs than digits, there.
    const number = awaited && Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]);
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    const key = /^[a-z]$/i.test(event.key) || !letter ? event.key : letter;
    const list = awaited;
    awaited = "";
    if (number && field()) {
      event.preventDefault();
      return document.querySelectorAll(`[data-key="${list}"]`)[number - 1]?.click();
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const form = byId("saving");
    const within = form?.contains(event.target);
    const untouched = event.target === field() && !typed().some(isTyped);
    const actions = {
      // A key that is held would confirm what nobody has read.
      Enter: () => within && (event.repeat || send(form, "next")),
      ArrowDown: () => document.querySelector(".steps [rel=next]") && open(document.querySelector(".steps [rel=next]").href),
      ArrowUp: () => document.querySelector(".steps [rel=prev]") && open(document.querySelector(".steps [rel=prev]").href),
      z: () => untouched && byId("undo") && (event.repeat || send(byId("undo"))),
      b: () => within && insert(byId("source").textContent, true),
      g: () => within && document.querySelector("[data-key=g]") && (awaited = "g"),
      m: () => within && document.querySelector("[data-key=m]") && (awaited = "m"),
    };
    if (actions[key.length === 1 ? key.toLowerCase() : key]?.()) event.preventDefault();
  });

  sheet.addEventListener("load", listen);
  if (sheet.contentDocument?.readyState === "complete") listen();
  const { searchParams } = new URL(location.href);
  if (searchParams.has("about")) forgetDraft(searchParams.get("about"));
  const said = byId("said").innerHTML;
  if (said.trim()) {
    // It is told when it comes into an element that is there.
    byId("said").textContent = "";
    setTimeout(() => (byId("said").innerHTML = said), 200);
  }
  prepare();
  if (searchParams.has("show") && !searchParams.has("message")) field()?.focus();
}
