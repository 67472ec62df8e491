// The desk works without this; it finds a language as one types, and follows the progress.
"use strict";

const find = document.getElementById("find");
if (find) {
  find.closest("p").hidden = false;
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const items = [...document.querySelectorAll("[data-find]")];
  const choices = items.map((item) => item.querySelector("input"));
  const found = () => {
    const wanted = bare(find.value.trim());
    return items.filter((item) => bare(item.dataset.find).includes(wanted));
  };
  // What is chosen is never hidden: nobody shall print what she doesn't see.
  const narrow = () => {
    const shown = new Set(found());
    items.forEach((item, i) => (item.hidden = !shown.has(item) && !choices[i].checked));
  };
  find.addEventListener("input", () => {
    narrow();
    const status = document.getElementById("found");
    status.textContent = `${status.dataset.found} ${found().length}`;
  });
  for (const choice of choices) choice.addEventListener("change", narrow);
  // Enter chooses what was found, rather than sending the form with what was chosen before.
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    found()[0]?.querySelector("input").click();
  });
}

// Some formats and languages are for one audience alone.
const audience = document.getElementById("audience");
const formats = document.getElementById("format");
if (audience && formats) {
  const forAnother = (option) => !option.dataset.audiences.split(" ").includes(audience.value);
  const languages = [...document.querySelectorAll("input[data-audiences]")];
  const offer = () => {
    for (const option of formats.options) option.disabled = forAnother(option);
    for (const box of languages) {
      box.disabled = forAnother(box);
      if (box.disabled && box.type === "checkbox") box.checked = false;
    }
    const chosen = languages.find((box) => box.checked && box.type === "radio");
    if (chosen?.disabled) languages.find((box) => !box.disabled && box.type === "radio")?.click();
    if (formats.selectedOptions[0]?.disabled)
      formats.value = [...formats.options].find((option) => !option.disabled).value;
  };
  audience.addEventListener("change", offer);
  if (!document.getElementById("problems")) offer();
}

// Nobody shall be sent to a number where none speaks her language, and not know it.
const unanswered = document.getElementById("unanswered");
if (unanswered && audience && formats) {
  const language = (code) => code.split(/[-_]/)[0];
  const warn = () => {
    const chosen = document.querySelector("input[name=locale]:checked");
    const ticked = [...document.querySelectorAll("[data-languages]:checked")];
    const answers = (box) => box.dataset.languages.split(" ").map(language).includes(language(chosen.value));
    const printed = !("withoutContacts" in formats.selectedOptions[0].dataset);
    unanswered.hidden = !chosen || !printed || !ticked.length || ticked.some(answers);
    if (!unanswered.hidden) unanswered.querySelector("bdi").textContent = chosen.dataset.name;
  };
  document.getElementById("order").addEventListener("change", warn);
}

// Making a leaflet takes its time: the page says so, and its button rests meanwhile.
const order = document.getElementById("order");
if (order) {
  const status = document.getElementById("busy");
  const button = order.querySelector("button.main");
  const show = (busy) => {
    button.disabled = busy;
    status.textContent = busy ? order.dataset.busy : "";
  };
  order.addEventListener("submit", (event) => {
    // After the form was sent: a button that is disabled sends none.
    if (event.submitter?.name !== "then") setTimeout(() => show(true));
  });
  addEventListener("pageshow", () => show(false));
}

// A passage of the leaflet is chosen by a click, or by Enter.
const sheet = document.getElementById("sheet");
if (sheet) {
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
    const chosen = page.querySelector(`[data-message="${sheet.dataset.chosen}"]`);
    chosen?.classList.add("chosen");
    // Within its frame: the form above it stays where it is.
    if (chosen) sheet.contentWindow.scrollTo(0, chosen.getBoundingClientRect().top - 200);
  };
  sheet.addEventListener("load", listen);
  if (sheet.contentDocument?.readyState === "complete") listen();
}

// What the checks find is listed while one types.
const text = document.getElementById("text");
if (text) {
  let waiting = 0;
  let asked = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const mine = ++asked;
      const answer = await fetch("/translate/check", {
        method: "POST",
        body: new URLSearchParams(new FormData(text.form)),
      });
      const list = await answer.text();
      if (mine === asked && answer.ok) document.getElementById("findings").innerHTML = list;
    }, 300);
  });
  const name = document.getElementById("translator");
  name.value = localStorage.getItem("translator") ?? "";
  name.addEventListener("change", () => localStorage.setItem("translator", name.value));
}

if (document.querySelector("[data-reload]")) setTimeout(() => location.reload(), 1000);
document.getElementById("problems")?.focus();
