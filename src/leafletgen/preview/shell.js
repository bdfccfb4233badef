// Shows what the server tells, and changes only what differs: the page under the reader must not move.
// All texts come from the data, and are set as text, never as HTML.
"use strict";
(() => {
  const id = (name) => document.getElementById(name);
  const wall = id("wall"), frames = id("frames"), loaded = new Set(), selects = ["edition", "variant", "size"].map(id);
  let told = null, shown = "", stream = null, twin = "", chosen = null, problems = "";

  // --- the stream ---

  function listen() {
    if (stream) stream.close();
    stream = new EventSource(shown ? "events?show=" + encodeURIComponent(shown) : "events");
    const mine = stream;
    mine.onmessage = (event) => { if (mine === stream) hear(JSON.parse(event.data)); };
    mine.onerror = () => { if (mine === stream) stop(); };
  }

  function stop() {
    document.body.classList.add("stopped");
    say("The preview has stopped. Start it again with: leafletgen preview");
  }

  // A hidden page needs no stream, and browsers allow few to one server.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) listen();
    else if (stream) { stream.close(); stream = null; }
  });

  function hear(now) {
    document.body.classList.remove("stopped");
    const names = now.choices.map((choice) => choice.join("-"));
    const asked = decodeURIComponent(location.hash.slice(1));
    const wanted = [shown, asked, now.first].find((name) => names.includes(name)) || "";
    told = now;
    showProblems();
    if (wanted !== shown) { show(wanted); return; }
    fillChoices();
    if (!now.made) { showState(); return; }
    loadFaces(now.faces);
    showPages(now).then(() => {
      if (now !== told) return;
      showTwin(now.twin);
      showState();
    });
  }

  function show(name) {
    shown = name;
    history.replaceState(null, "", "#" + encodeURIComponent(name));
    fillChoices();
    listen();
  }

  // --- words ---

  function say(text) { if (id("state").textContent !== text) id("state").textContent = text; }

  function showState() {
    document.body.classList.toggle("stale", !told.sound && told.pages.length > 0);
    const late = told.complete ? "" : " Some checks are still running.";
    if (!told.sound && told.pages.length) say("The data have problems: these are the last good pages.");
    else if (!told.sound) say("The data have problems, so there are no pages yet.");
    else if (shown && !told.made) say("Making the pages.");
    else say("The pages show the data as they are now." + late);
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function showProblems() {
    const count = told.problems.length;
    id("count").textContent = count ? "" : told.complete ? "None." : "None so far.";
    id("found-heading").textContent = count ? "Problems (" + count + ")" : "Problems";
    const now = JSON.stringify(told.problems);
    if (now === problems) return;
    problems = now;
    id("problems").replaceChildren(...told.problems.map((problem) => {
      const item = element("li", "", problem.severity);
      item.append(element("span", problem.severity + ":", "level"), " " + problem.message + " ");
      item.append(element("code", problem.code));
      if (problem.hint) item.append(element("p", problem.hint));
      if (problem.place) item.append(placed(problem));
      return item;
    }));
  }

  // A place: a link where files can be opened, else a button that copies it.
  function placed({ place, short, link }) {
    const made = element(link ? "a" : "button", short);
    made.title = place;
    if (link) made.href = link;
    else { made.type = "button"; made.onclick = () => copy(place, made, short); }
    return made;
  }

  function copy(text, button, words) {
    navigator.clipboard.writeText(text).then(
      () => { button.textContent = "Copied"; },
      () => { button.textContent = "Not copied: the browser forbids it"; },
    ).then(() => setTimeout(() => { button.textContent = words; }, 1500));
  }

  // --- the choice ---

  function fillChoices() {
    const [edition, variant, size] = partsOf(shown);
    fill(selects[0], told.choices.map((choice) => choice[0]), edition);
    fill(selects[1], told.choices.filter((c) => c[0] === edition).map((choice) => choice[1]), variant);
    fill(selects[2], told.choices.filter((c) => c[0] === edition && c[1] === variant).map((choice) => choice[2]), size);
  }

  function partsOf(name) { return told.choices.find((choice) => choice.join("-") === name) || ["", "", ""]; }

  function fill(select, values, value) {
    const distinct = [...new Set(values)];
    if (distinct.join() !== [...select.options].map((option) => option.value).join()) {
      select.replaceChildren(...distinct.map((each) => new Option(each, each)));
    }
    select.value = value;
    select.disabled = !distinct.length;
  }

  // The nearest leaflet: the one with this value and as many of the other two as there is.
  selects.forEach((select, place) => select.addEventListener("change", () => {
    const wanted = selects.map((each) => each.value);
    const fits = (choice) => choice.filter((value, other) => value === wanted[other]).length;
    const able = told.choices.filter((choice) => choice[place] === select.value);
    able.sort((one, other) => fits(other) - fits(one));
    if (able.length) { unmark(); show(able[0].join("-")); }
  }));

  id("zoom").addEventListener("change", () => wall.style.setProperty("--zoom", id("zoom").value));
  id("show-twin").addEventListener("click", () => {
    const hidden = id("twin").toggleAttribute("hidden");
    document.body.classList.toggle("no-twin", hidden);
    id("show-twin").setAttribute("aria-pressed", String(!hidden));
    if (!hidden && told) { twin = ""; showTwin(told.twin); } // Anew, if its exit was pressed.
  });

  // --- pages ---

  async function showPages(now) {
    const figures = [...wall.children];
    const changed = now.pages.map((page, place) => figures[place]?.dataset.picture !== page.picture);
    const pictures = await Promise.all(now.pages.map((page, place) => changed[place] ? fetched(page.picture) : null));
    if (now !== told || pictures.some((picture, place) => changed[place] && !picture)) return; // Newer ones are coming.
    now.pages.forEach((page, place) => {
      const figure = figures[place] || newFigure(place + 1);
      if (changed[place]) swap(figure, page, pictures[place], figures.length > 0);
    });
    figures.slice(now.pages.length).forEach((figure) => figure.remove());
    id("fit").textContent = now.fit;
    if (chosen) mark(chosen.place, false);
  }

  // The faces of other scripts; each has one weight, and the browser must not make it bolder.
  function loadFaces(faces) {
    for (const [name, file] of faces) {
      if (loaded.has(file)) continue;
      loaded.add(file);
      document.fonts.add(new FontFace(name, "url(" + file + ")", { weight: "1 1000" }));
    }
  }

  async function fetched(picture) {
    const answer = await fetch(picture);
    if (!answer.ok) return null;
    const root = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    return document.adoptNode(root);
  }

  function newFigure(number) {
    const figure = document.createElement("figure");
    const picture = element("div", "", "picture");
    figure.tabIndex = 0;
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", "Page " + number + ": the arrow keys choose a block");
    figure.append(element("figcaption", "Page " + number), picture);
    wall.append(figure);
    return figure;
  }

  function swap(figure, page, picture, again) {
    figure.dataset.picture = page.picture;
    figure.style.setProperty("--width", page.width + "pt");
    figure.style.setProperty("--shape", page.width + " / " + page.height);
    figure.querySelector(".picture").replaceChildren(picture);
    figure.classList.toggle("changed", again);
    setTimeout(() => figure.classList.remove("changed"), 1200);
  }

  // --- the web page: a new frame is loaded behind the old one, and scrolled to the same place ---

  function showTwin(name) {
    if (name === twin) return;
    twin = name;
    if (!name) { frames.replaceChildren(element("p", "There is no web page of this one.")); return; }
    const old = frames.querySelector("iframe:not(.coming)");
    const frame = element("iframe", "", "coming");
    frame.title = "The leaflet as a web page";
    frame.onload = () => {
      if (old) frame.contentWindow.scrollTo(0, scrolled(old));
      frame.className = "";
      [...frames.children].filter((child) => child !== frame).forEach((child) => child.remove());
    };
    frame.src = name;
    frames.append(frame);
  }

  function scrolled(frame) {
    try {
      return frame.contentWindow.scrollY;
    } catch { // Its exit was pressed: what it shows now is of another origin.
      return 0;
    }
  }

  // --- from a block to its line ---

  function placeOf(figure, node) {
    const page = told.pages[[...wall.children].indexOf(figure)];
    const [file, line, column] = page.places[Number(node.dataset.place)];
    const { name, short, link } = told.files[file], spot = ":" + line + ":" + column;
    return { place: name + spot, short: short + spot, link: link && link + spot };
  }

  function mark(place, scroll) {
    let first = null;
    for (const figure of wall.children) {
      for (const node of figure.querySelectorAll("[data-place]")) {
        const same = placeOf(figure, node).place === place;
        node.classList.toggle("chosen", same);
        if (same && !first) first = node;
      }
    }
    if (scroll && first) first.scrollIntoView({ block: "nearest" });
  }

  function choose(figure, node) {
    chosen = placeOf(figure, node);
    const page = [...wall.children].indexOf(figure) + 1;
    id("chosen").textContent = chosen.short + " (page " + page + ")";
    id("open").hidden = !chosen.link;
    if (chosen.link) id("open").href = chosen.link;
    id("source").hidden = false;
    mark(chosen.place, false);
  }

  function unmark() {
    chosen = null;
    id("source").hidden = true;
    for (const node of wall.querySelectorAll(".chosen")) node.classList.remove("chosen");
  }

  wall.addEventListener("click", (event) => {
    const node = event.target.closest("[data-place]");
    if (node) choose(node.closest("figure"), node);
  });

  wall.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const figure = event.target.closest("figure");
    if (!step || !figure) return;
    event.preventDefault();
    const nodes = [...figure.querySelectorAll("[data-place]")];
    const places = [...new Set(nodes.map((node) => node.dataset.place))];
    const now = places.findIndex((place) => chosen && placeOf(figure, { dataset: { place } }).place === chosen.place);
    const next = places[Math.min(Math.max(now + step, 0), places.length - 1)];
    const node = nodes.find((each) => each.dataset.place === next);
    if (!node) return;
    choose(figure, node);
    node.scrollIntoView({ block: "nearest" });
  });

  id("copy").addEventListener("click", () => copy(chosen.place, id("copy"), "Copy"));
  id("close").addEventListener("click", unmark);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") unmark(); });

  listen();
})();
