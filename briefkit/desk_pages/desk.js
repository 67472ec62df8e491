// The desk works without this; it finds a language as one types, and follows the progress.
"use strict";

const find = document.getElementById("find");
if (find) {
  find.closest("p").hidden = false;
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const items = [...document.querySelectorAll("[data-find]")];
  find.addEventListener("input", () => {
    const wanted = bare(find.value.trim());
    for (const item of items) item.hidden = !bare(item.dataset.find).includes(wanted);
    const count = items.filter((item) => !item.hidden).length;
    const told = document.getElementById("found");
    told.textContent = `${told.dataset.found} ${count}`;
  });
  // Enter chooses what was found, rather than sending the form with what was chosen before.
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    items.find((item) => !item.hidden)?.querySelector("input").click();
  });
}

// Some formats are for one audience alone.
const audience = document.getElementById("audience");
const formats = document.getElementById("format");
if (audience && formats) {
  const offer = () => {
    for (const option of formats.options)
      option.disabled = !option.dataset.audiences.split(" ").includes(audience.value);
    if (formats.selectedOptions[0]?.disabled)
      formats.value = [...formats.options].find((option) => !option.disabled).value;
  };
  audience.addEventListener("change", offer);
  if (!document.getElementById("problems")) offer();
}

if (document.querySelector("[data-reload]")) setTimeout(() => location.reload(), 1000);
document.getElementById("problems")?.focus();
