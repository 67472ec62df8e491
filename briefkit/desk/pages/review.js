// A tick is saved as soon as it is made; the arrow keys go from one to the next.
"use strict";

{
  const form = document.getElementById("review");
  const names = [document.getElementById("reviewer"), document.getElementById("signed")];
  const saved = document.getElementById("saved");
  const ticks = [...form.querySelectorAll("input[type=checkbox]")];
  // One after the other, so that what is ticked last is what stands in the file.
  let queue = Promise.resolve();

  for (const name of names.filter(Boolean)) {
    name.value ||= localStorage.getItem("reviewer") ?? "";
    name.addEventListener("change", () => {
      localStorage.setItem("reviewer", name.value);
      for (const other of names.filter(Boolean)) other.value = name.value;
    });
  }

  const tell = (words) => (saved.textContent = saved.dataset[words]);
  const count = (change) => {
    const left = document.getElementById("left");
    left.textContent = Number(left.textContent) + change;
    // All is confirmed: the page that comes anew can be signed.
    if (left.textContent === "0") form.dataset.finished = "yes";
  };

  const send = async (tick) => {
    const body = new URLSearchParams(new FormData(form));
    body.delete("passage");
    body.set("passage", tick.checked ? tick.value : tick.value.split(".")[0]);
    body.set("alone", "yes");
    const wanted = tick.checked;
    const answer = await fetch(wanted ? form.action : form.dataset.withdraw, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.statusText);
    tick.closest("li").classList.toggle("confirmed", wanted);
    count(wanted ? -1 : 1);
    tell("saved");
    if (form.dataset.finished) {
      location.hash = "sign";
      location.reload();
    }
  };

  form.addEventListener("change", (event) => {
    const tick = event.target;
    if (tick.type !== "checkbox") return;
    if (!form.elements.reviewer.value.trim()) {
      tick.checked = false;
      tell("nameless");
      form.elements.reviewer.focus();
      return;
    }
    queue = queue.then(() => send(tick)).catch(() => {
      tick.checked = !tick.checked;
      tell("failed");
    });
  });

  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = ticks[ticks.indexOf(event.target) + step];
    if (!step || event.target.type !== "checkbox" || !next) return;
    event.preventDefault();
    next.focus();
    next.closest("li").scrollIntoView({ block: "center" });
  });
}
