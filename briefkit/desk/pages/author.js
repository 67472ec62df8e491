// The page of a text works without this; it looks at the text as one types, and puts pictograms in.
"use strict";

{
  const at = (id) => document.getElementById(id);
  const form = at("writing");
  const source = at("source");
  const busy = at("busy");
  const findings = at("findings");

  // As long as it takes to see that somebody has stopped typing, in milliseconds.
  const PAUSE = 400;

  // What was typed is not lost by leaving the page in haste.
  let saved = "unsaved" in form.dataset ? null : source.value;
  addEventListener("beforeunload", (event) => {
    if (source.value !== saved) event.preventDefault();
  });

  // The text is looked at as one types: what is found first, then the pages.
  let waiting = 0;
  let asked = 0;
  const say = (words) => {
    const state = at("leaflet-state");
    state.className = "leaflet-state";
    state.textContent = words;
  };
  const sayFaulty = () => {
    say(at("leaflet-pages").querySelector("img") ? form.dataset.faulty : form.dataset.unmade);
  };
  const follow = (next) => {
    at("leaflet").dataset.next = next;
    if (next) say(form.dataset.busy);
    else sayFaulty();
    document.dispatchEvent(new Event("leaflet"));
  };
  const look = async () => {
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    body.set("then", "follow");
    const answer = await fetch("/author/look", { method: "POST", body });
    const text = await answer.text();
    if (mine !== asked) return;
    if (!answer.ok) throw new Error(answer.statusText);
    const told = new DOMParser().parseFromString(text, "text/html").getElementById("told");
    findings.replaceChildren(document.importNode(told, true));
    form.elements.window.value = told.dataset.window;
    busy.textContent = "";
    follow(told.dataset.next);
  };
  const fail = () => (busy.textContent = form.dataset.failed);
  source.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look().catch(fail), PAUSE);
  });
  at("look").hidden = true;
  if (at("told").querySelector(".faults")) sayFaulty();

  // A line that is named is shown.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    const lines = source.value.split("\n");
    const number = Math.min(Number(link.dataset.line), lines.length);
    const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    // A browser scrolls to the cursor of what gets the focus.
    source.blur();
    source.setSelectionRange(start, start);
    source.focus();
    source.setSelectionRange(start, start + lines[number - 1].length);
  });

  // A pictogram goes to the beginning of the item that the cursor is in, or of the title, for the
  // one there.
  const MARK = /^(?:#|[ \t>]*(?:[-*+]|\d{1,9}[.)]))[ \t]+(?:\[[ xX]\][ \t]+)?/;
  const DRAWN = /^!\[\]\(pictogram:[^)\s]*\)[ \t]*/;
  const place = () => {
    const text = source.value;
    let start = text.lastIndexOf("\n", source.selectionStart - 1) + 1;
    for (;;) {
      const end = text.indexOf("\n", start);
      const row = text.slice(start, end < 0 ? text.length : end);
      const mark = MARK.exec(row);
      if (mark) {
        const first = start + mark[0].length;
        return [first, first + (DRAWN.exec(row.slice(mark[0].length))?.[0].length ?? 0)];
      }
      // The lines of an item stand together.
      if (!row.trim() || !start) return null;
      start = text.lastIndexOf("\n", start - 2) + 1;
    }
  };
  const insert = (name) => {
    const told = at("put");
    const found = place();
    told.textContent = found ? `${told.dataset.put} ${name}` : told.dataset.nowhere;
    if (!found) return;
    const top = source.scrollTop;
    source.focus();
    source.setSelectionRange(...found);
    // So that it can be undone; a browser that can't do this does the other.
    const line = `![](pictogram:${name}) `;
    if (!document.execCommand("insertText", false, line)) {
      source.setRangeText(line, ...found, "end");
      source.dispatchEvent(new Event("input", { bubbles: true }));
    }
    source.scrollTop = top;
  };
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => insert(button.dataset.insert));
  }
  at("find").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    document.querySelector("#pictograms section:not([hidden]) li:not([hidden]) button")?.click();
  });

  // Saved by a key too; then the cursor is where it was.
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  const WHERE = `text ${form.elements.brief.value}/${form.elements.audience.value}`;
  form.addEventListener("submit", () => {
    saved = source.value;
    sessionStorage.setItem(WHERE, JSON.stringify([source.selectionStart, source.scrollTop]));
  });
  // The page that was left is as it was when one comes back to it.
  addEventListener("pageshow", (event) => {
    if (event.persisted || source.value !== source.defaultValue) look().catch(fail);
  });
  const last = JSON.parse(sessionStorage.getItem(WHERE) ?? "null");
  sessionStorage.removeItem(WHERE);
  if (last && !at("problems")) {
    source.focus({ preventScroll: true });
    source.setSelectionRange(last[0], last[0]);
    source.scrollTop = last[1];
  }
}
