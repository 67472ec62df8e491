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
  // The choices of many leaflets at once: no leaflet is shown of them.
  const ofMany = ["languages", "formats"];
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
    offerOptions(audience);
  };
  // What a format has no room for rests, and the page says why; what was chosen of it comes back
  // with a format that has.
  const offerOptions = (audience) => {
    const { dataset } = chosen("format") ?? {};
    if (!dataset) return;
    const rests = {
      discreet: !dataset.discreet.split(" ").includes(audience),
      second: "withoutSecond" in dataset,
      twin: "withoutTwin" in dataset,
      press: "withoutPress" in dataset,
    };
    for (const [name, resting] of Object.entries(rests)) {
      if (order.elements[name]) order.elements[name].disabled = resting;
    }
    for (const option of all("option[data-audiences]")) {
      const own = option.value === chosen("locale")?.value;
      option.hidden = option.disabled = own || !option.dataset.audiences.split(" ").includes(audience);
      if (option.disabled && option.selected) option.parentElement.value = "";
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
    // Two languages stand side by side or on two sheets, not both.
    if (name === "second" && event.target.value) byId("twin").value = "";
    if (name === "twin" && event.target.value) byId("second").value = "";
    if (["audience", "format", "locale"].includes(name)) offer();
    if (name === "locale") narrow();
    warn();
    if (name && !ofMany.includes(name)) follow().catch(fail);
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

// The form for a contact: ways to be reached are checked after a pause, and what is typed outlives
// a page that is left by oversight, as long as its tab.
const contact = byId("contact");
if (contact) {
  const kept = `contact:${contact.dataset.changed}`;
  const typed = () => [...new FormData(contact)].filter(([name]) => name !== "token");
  // A page that says what is wrong has all that was typed already.
  const stored = sessionStorage.getItem(kept);
  if (document.querySelector("[data-saved]")) {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("contact:")) sessionStorage.removeItem(key);
    }
  } else if (stored && !("refused" in contact.dataset)) {
    const cells = JSON.parse(stored);
    for (const field of contact.elements) {
      if (field.type === "checkbox") {
        field.checked = cells.some(([name, value]) => name === field.name && value === field.value);
      } else if (field.name && field.type !== "hidden") {
        field.value = cells.find(([name]) => name === field.name)?.[1] ?? "";
      }
    }
  }
  let waiting = 0;
  const asked = {};
  const check = async (field) => {
    const mine = (asked[field.name] = (asked[field.name] ?? 0) + 1);
    const body = new URLSearchParams(new FormData(contact));
    body.set("field", field.name);
    const answer = await fetch("/contacts/check", { method: "POST", body });
    if (!answer.ok || mine !== asked[field.name]) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = byId(`${field.name}-told`);
    told.replaceChildren(...page.body.childNodes);
    // What was wrong when it was sent gives way to what is wrong now.
    byId(`${field.name}-fault`)?.remove();
    field.toggleAttribute("aria-invalid", false);
    if (told.querySelector(".fault")) field.setAttribute("aria-invalid", "true");
  };
  contact.addEventListener("input", (event) => {
    const { target } = event;
    if (target.id === "find") return;
    sessionStorage.setItem(kept, JSON.stringify(typed()));
    clearTimeout(waiting);
    const fields =
      target.name === "country"
        ? [...contact.querySelectorAll("[data-checked]")].filter((field) => field.value)
        : [target.name === "dialled" ? byId("phone") : target].filter((field) => "checked" in field.dataset);
    waiting = setTimeout(() => fields.forEach((field) => check(field).catch(() => {})), 600);
  });
}

if (document.querySelector("[data-reload]")) setTimeout(() => location.reload(), 1000);
// Whoever has gone on to what is wrong by then stays there.
if (document.activeElement === document.body) document.getElementById("problems")?.focus();
