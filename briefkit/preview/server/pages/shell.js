// The preview's page: shows what the server last read, and what is known of each message.
// All text is set as text; the leaflet's HTML, escaped by the server, is the only markup taken in.
"use strict";

const byId = (id) => document.getElementById(id);
const sheet = byId("sheet");
const known = new Map(); // the messages shown now, by id
let selected = null;

function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

const passages = (id) => sheet.contentDocument.querySelectorAll(`[data-message="${id}"]`);

// --- the leaflet ---

function showLeaflet(view) {
  const page = sheet.contentDocument;
  const focused = document.activeElement === sheet && page.activeElement?.dataset.message;
  const fresh = new DOMParser().parseFromString(view.html, "text/html");
  page.documentElement.lang = fresh.documentElement.lang;
  page.documentElement.dir = fresh.documentElement.dir;
  const css = page.getElementById("leaflet-css");
  if (css.dataset.style !== view.style) {
    css.dataset.style = view.style;
    css.href = `/leaflet.css?${view.style}`;
  }
  for (const link of fresh.querySelectorAll("a:not([href^='#'])")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  page.body.replaceWith(page.adoptNode(fresh.body));
  if (focused) passages(focused)[0]?.focus({ preventScroll: true });
}

function reveal(id) {
  const [first] = passages(id);
  first?.scrollIntoView({ block: "nearest" });
  return Boolean(first);
}

// --- one message ---

function finding(item) {
  const made = element("li", "", `finding ${item.severity}`);
  made.append(element("p", item.message), element("p", item.hint));
  if (item.place) made.append(element("p", item.place, "aside"));
  return made;
}

function showMessage() {
  for (const passage of sheet.contentDocument.querySelectorAll(".selected")) {
    passage.classList.remove("selected");
  }
  const message = known.get(selected);
  if (!message) return;
  for (const passage of passages(selected)) passage.classList.add("selected");
  const findings = element("ul");
  findings.append(...message.findings.map(finding));
  const facts = element("dl");
  for (const [name, text, className] of [
    ["Source (msgid)", message.msgid],
    ["Context (msgctxt)", message.context],
    ["Translation in the catalog", message.translation],
    ["It was made for (previous msgid)", message.previous],
    ["Comment for the translator", message.comment],
    ["The translator’s own comment", message.translator_comment],
    ["Place in the source", message.places.join("\n"), "place"],
    ["Place in the catalog", message.entry, "place"],
  ]) {
    if (!text) continue;
    const value = element("dd", text, className);
    value.dir = "auto";
    facts.append(element("dt", name), value);
  }
  byId("message").replaceChildren(element("span", message.state, `state ${message.state}`), findings, facts);
}

function select(id) {
  selected = id;
  showMessage();
}

// --- the lists ---

function gap(message) {
  const item = element("li");
  const words = message.msgid.length > 90 ? `${message.msgid.slice(0, 89)}…` : message.msgid;
  const link = element("a", words);
  link.href = `#${message.id}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    select(message.id);
    reveal(message.id);
  });
  item.append(element("span", message.state, `state ${message.state}`), " ", link);
  if (!passages(message.id).length) item.append(element("div", "not visible on this page", "aside"));
  return item;
}

function showLists(view) {
  const count = (state) => view.messages.filter((message) => message.state === state).length;
  const counts = ["untranslated", "fuzzy", "failing", "doubtful"].map((state) => `${count(state)} ${state}`);
  byId("counts").textContent = `${counts.join(", ")}, of ${view.messages.length} messages`;
  byId("edition").textContent = view.edition;
  document.title = `Preview: ${view.edition}`;
  const gaps = view.messages.filter((message) => message.state !== "translated");
  byId("gaps").replaceChildren(
    ...(gaps.length ? gaps.map(gap) : [element("li", "None: every message is translated.")]),
  );
  byId("remarks").replaceChildren(...view.remarks.map(finding));
  byId("remarks-section").hidden = !view.remarks.length;
}

function showProblems(view) {
  const problems = byId("problems");
  sheet.contentDocument.documentElement.classList.toggle("stale", view.problems.length > 0);
  problems.hidden = !view.problems.length;
  const list = element("ul");
  for (const problem of view.problems) {
    const place = problem.place ? `${problem.place}: ` : "";
    list.append(element("li", `${place}${problem.message} ${problem.hint}`));
  }
  const heading = view.messages ? "Out of date: this is the leaflet as it was before." : "There is nothing to show yet.";
  problems.replaceChildren(element("strong", heading), list);
}

// --- following the files ---

function update(view) {
  showProblems(view);
  if (!view.messages || (view.problems.length && known.size)) return;
  const wording = (message) => `${message.state}\n${message.translation}`;
  const edited = view.messages.filter(
    (message) => known.size && (!known.has(message.id) || wording(known.get(message.id)) !== wording(message)),
  );
  const changes = `${edited.length || "no"} message${edited.length === 1 ? "" : "s"} of this leaflet changed`;
  byId("saved").textContent = `Read at ${new Date().toLocaleTimeString("en-GB")}${known.size ? `: ${changes}` : ""}`;
  known.clear();
  for (const message of view.messages) known.set(message.id, message);
  showLeaflet(view);
  showLists(view);
  for (const message of edited) {
    for (const passage of passages(message.id)) passage.classList.add("edited");
  }
  const first = edited.find((message) => reveal(message.id)) ?? edited[0];
  if (first?.state === "failing") selected = first.id;
  showMessage();
}

sheet.addEventListener("load", () => {
  const page = sheet.contentDocument;
  if (!page.getElementById("leaflet-css")) return; // the empty page that a frame begins with
  page.addEventListener("click", (event) => {
    const passage = event.target.closest("briefkit-message");
    if (passage) select(passage.dataset.message);
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("briefkit-message")) return;
    select(event.target.dataset.message);
    byId("message-heading").focus();
  });
  // One after the other, so that an older answer never replaces a newer one.
  let queue = Promise.resolve();
  const events = new EventSource("/events");
  events.addEventListener("message", () => {
    queue = queue.then(async () => update(await (await fetch("/view")).json()));
  });
  events.addEventListener("error", () => {
    byId("saved").textContent = "The preview has ended: this page no longer follows the files.";
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && selected) passages(selected)[0]?.focus();
});
sheet.src = "/sheet";
