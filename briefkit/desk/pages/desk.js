// The desk works without this; it finds things as one types, shows at once what is chosen, and
// follows the progress.
"use strict";

const byId = (id) => document.getElementById(id);
const order = byId("order");
const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// Lists that are narrowed as one types: of languages, of pictograms.
const items = () => [...document.querySelectorAll("[data-find]")];
const found = () => {
  const wanted = bare(byId("find").value.trim());
  return items().filter((item) => bare(item.dataset.find).includes(wanted));
};
// What is chosen is never hidden: nobody shall print what she doesn't see.
const narrow = () => {
  const shown = new Set(found());
  for (const item of items()) item.hidden = !shown.has(item) && !item.querySelector(":checked");
  for (const part of document.querySelectorAll(".drawings")) {
    part.hidden = !part.querySelector("[data-find]:not([hidden])");
  }
};
const showFind = () => {
  if (byId("find")) byId("find").closest("p").hidden = false;
};
showFind();
addEventListener("input", (event) => {
  if (event.target.id !== "find") return;
  narrow();
  byId("found").textContent = `${byId("found").dataset.found} ${found().length}`;
});
// Enter chooses what was found, rather than sending the form with what was chosen before.
addEventListener("keydown", (event) => {
  if (event.target.id !== "find" || event.key !== "Enter") return;
  event.preventDefault();
  found()[0]?.querySelector("input")?.click();
});

// The line of a pictogram, to be pasted into a text.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    byId("copied").textContent = `${byId("copied").dataset.copied} ${button.dataset.copy}`;
  });
}

if (order) {
  const all = (selector) => [...order.querySelectorAll(selector)];
  const chosen = (name) => order.querySelector(`input[name=${name}]:checked`);

  // Some formats and languages are for one audience alone.
  const offer = () => {
    const audience = byId("audience").value;
    for (const box of all("input[data-audiences]")) {
      box.disabled = !box.dataset.audiences.split(" ").includes(audience);
      if (box.disabled && box.type === "checkbox") box.checked = false;
    }
    for (const name of ["format", "locale"]) {
      if (chosen(name)?.disabled) order.querySelector(`input[name=${name}]:enabled`).checked = true;
    }
  };
  if (!byId("problems")) offer();

  // Nobody shall be sent to a number where none speaks her language, and not know it.
  const warn = () => {
    const warning = byId("unanswered");
    if (!warning) return;
    const locale = chosen("locale");
    const ticked = all("[data-languages]:checked");
    const language = (code) => code.split(/[-_]/)[0];
    const answers = (box) => box.dataset.languages.split(" ").map(language).includes(language(locale.value));
    const printed = chosen("format") && !("withoutContacts" in chosen("format").dataset);
    warning.hidden = !locale || !printed || !ticked.length || ticked.some(answers);
    if (!warning.hidden) warning.querySelector("bdi").textContent = locale.dataset.name;
  };

  // What is chosen is shown beside the choice at once, and the address holds it. What was shown
  // before is hidden meanwhile by the stylesheet: it is of another choice.
  let asked = 0;
  let leaving = false;
  let address = location.search;
  const settle = () => {
    for (const box of all("input")) box.defaultChecked = box.checked;
    for (const option of all("option")) option.defaultSelected = option.selected;
  };
  const replace = (page, where) => {
    if (order.elements.brief.value !== order.dataset.brief) {
      order.replaceChildren(...page.getElementById("order").childNodes);
      order.dataset.brief = order.elements.brief.value;
      showFind();
      offer();
      byId("brief").focus();
    }
    settle();
    byId("leaflet").replaceWith(document.importNode(page.getElementById("leaflet"), true));
    document.dispatchEvent(new Event("leaflet"));
    const { search } = new URL(where);
    if (search !== address) history.pushState(null, "", (address = search));
    const back = document.querySelector("input[name=back]");
    if (back) back.value = location.pathname + search;
  };
  const follow = async () => {
    if (!byId("leaflet")) return;
    const mine = ++asked;
    const stale = byId("stale");
    stale.textContent = stale.dataset.busy;
    const form = new URLSearchParams(new FormData(order));
    form.set("then", "follow");
    const answer = await fetch("/choose", { method: "POST", body: form });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    // The page that says what is wrong comes as if it had been asked for without this.
    if (answer.ok && page.getElementById("leaflet")) replace(page, answer.url);
    else if (!leaving) order.requestSubmit();
  };
  const fail = () => (byId("stale").textContent = byId("leaflet-state").dataset.failed);
  order.dataset.brief = order.elements.brief.value;
  order.addEventListener("change", (event) => {
    const { name } = event.target;
    if (name === "audience") offer();
    if (name === "locale") narrow();
    warn();
    if (name && name !== "languages") follow().catch(fail);
  });
  // The list of languages has a height of its own: what is chosen is in sight there.
  const list = order.querySelector("fieldset .languages");
  if (list && chosen("locale")) {
    const middle = chosen("locale").closest("li").offsetTop - list.clientHeight / 2;
    const row = [...list.children].findLast((item) => item.offsetTop <= middle);
    if (row) list.scrollTop = row.offsetTop - list.offsetTop;
  }
  // What an audience does not have gave way to something else.
  if (["format", "locale"].some((name) => chosen(name)?.defaultChecked === false)) {
    follow().catch(fail);
  }
  addEventListener("popstate", () => {
    if (location.search !== address) location.reload();
  });

  // Making a leaflet takes its time: the page says so, and its button rests meanwhile.
  const show = (busy) => {
    order.querySelector("button.show").disabled = busy;
    byId("busy").textContent = busy ? order.dataset.busy : "";
  };
  order.addEventListener("submit", (event) => {
    leaving = true;
    // After the form was sent: a button that is disabled sends none.
    if (event.submitter?.name !== "then") setTimeout(() => show(true));
  });
  addEventListener("pageshow", () => {
    leaving = false;
    show(false);
  });
}

if (document.querySelector("[data-reload]")) setTimeout(() => location.reload(), 1000);
document.getElementById("problems")?.focus();
