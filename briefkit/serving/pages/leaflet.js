// Follows a leaflet while it is made: what is seen of it first gives way to what was proofed.
"use strict";

function followLeaflet(leaflet) {
  const left = new AbortController();
  const part = (name, root = leaflet) => root.querySelector(`#leaflet-${name}`);

  // Puts what has come in the place of what was there, and leaves the reader where she is.
  function put(fresh) {
    const place = part("pages").getBoundingClientRect().top;
    const { activeElement: focused } = document;
    for (const name of ["about", "pages", "more"]) {
      if (part(name) && part(name, fresh)) part(name).replaceChildren(...part(name, fresh).childNodes);
    }
    // A screen reader tells what changes in an element that stays.
    part("state").className = part("state", fresh).className;
    part("state").textContent = part("state", fresh).textContent.trim();
    leaflet.dataset.next = fresh.dataset.next;
    // Whoever has come to a button by keys finds herself at the one that took its place.
    if (document.activeElement !== focused) {
      const same = (it) => it.textContent.trim() === focused.textContent.trim();
      [...leaflet.querySelectorAll("a[href], button")].find(same)?.focus({ preventScroll: true });
    }
    document.dispatchEvent(new Event("leaflet-shown"));
    if (place < 0) scrollBy(0, part("pages").getBoundingClientRect().top - place);
  }

  // What nobody has proofed does not stay where nothing will take its place.
  function fail() {
    if (left.signal.aborted) return;
    if (part("state").classList.contains("unproofed")) part("pages").replaceChildren();
    part("state").className = "leaflet-state";
    part("state").textContent = part("state").dataset.failed;
  }

  // Pictures that are ready take the place of others at once: the page does not flicker. Where none
  // are seen yet, the first is shown as soon as it is there, and its size keeps the others' places.
  async function areReady(pictures) {
    const awaited = part("pages").querySelector("img") ? pictures : pictures.slice(0, 1);
    const drawn = await Promise.allSettled(awaited.map((picture) => picture.decode()));
    for (const picture of pictures.slice(awaited.length)) {
      picture.width = pictures[0].naturalWidth;
      picture.height = pictures[0].naturalHeight;
    }
    return drawn.every((it) => it.status === "fulfilled");
  }

  async function follow() {
    while (leaflet.dataset.next) {
      const answer = await fetch(leaflet.dataset.next, { signal: left.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = document.importNode(page.getElementById("leaflet"), true);
      const ready = await areReady([...fresh.querySelectorAll("img")]);
      // A button that is being pressed stays until it is released: its click would be lost.
      while (leaflet.matches(":active")) await new Promise((resolve) => setTimeout(resolve, 30));
      if (left.signal.aborted) return;
      // Those that are gone already have given way to newer ones.
      if (ready || !fresh.dataset.next) put(fresh);
      else leaflet.dataset.next = fresh.dataset.next;
    }
  }

  const start = () => follow().catch(fail);

  part("state").hidden = false;
  // Where nothing is shown yet, nothing is made before somebody looks.
  if (part("pages").querySelector("img")) start();
  else {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      start();
    });
    watch.observe(leaflet);
    left.signal.addEventListener("abort", () => watch.disconnect());
  }
  // Another leaflet takes its place.
  return () => left.abort();
}

{
  const leaflet = document.getElementById("leaflet");
  let leave = leaflet ? followLeaflet(leaflet) : () => {};
  document.addEventListener("leaflet", () => {
    leave();
    leave = followLeaflet(document.getElementById("leaflet"));
  });
}
