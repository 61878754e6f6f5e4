// The preview's page: what is shown, where the reader is, and what keys and clicks do.

import { drawing, loadFonts, make, paragraphs, planned, Talk } from "./talk.js";

const SVG = "http://www.w3.org/2000/svg";
const find = (name) => document.getElementById(name);
const main = find("main");
const channel = new BroadcastChannel("deck");

// Where the reader is: kept in the address, so that a reload and a second window find it again.
const at = { mode: "single", slide: "", first: "", second: null, spot: -1 };
const on = { notes: true, wrong: true, yaml: true, fill: false, order: false, pinned: false, dark: null };

readAddress();
const talk = new Talk((what, said) => ({ head, change, busy, fonts: loadFonts, connection })[what](said));
talk.show(locales());
paintToggles();

// ---------------------------------------------------------------- what the server tells

let connected = true;
let building = true;
let fontsLoaded = false;

function head() {
  document.title = `${talk.title} · deck serve`;
  find("title").textContent = talk.title;
  const options = (chosen, none) => [
    ...(none ? [make("option", { value: "-", selected: chosen === null }, "nothing")] : []),
    ...talk.languages.map(([tag, name]) => make("option", { value: tag, selected: chosen === tag }, name)),
  ];
  find("first").replaceChildren(...options(at.first, false));
  find("second").replaceChildren(...options(at.second, true));
}

function change(news) {
  if (!fontsLoaded) {
    fontsLoaded = true;
    loadFonts();
  }
  const order = talk.order();
  if (!order.includes(at.slide)) at.slide = nearest(at.slide, order);
  const jumps = news.jump && !on.pinned && order.includes(news.jump) && news.jump !== at.slide;
  if (jumps) at.slide = news.jump;
  if (jumps && at.mode === "single") show(later);
  else update(news, later);
  if (jumps && at.mode !== "single") reveal(at.slide);
  if (news.jump) say(`slide ${number(news.jump)} changed`);
  writeAddress();
  paintState();
}

function nearest(id, order) {
  const before = (talk.lastOrder || []).indexOf(id);
  talk.lastOrder = order;
  return order[Math.min(Math.max(before, 0), order.length - 1)] || "";
}

function busy(is) {
  building = is;
  paintState();
}

function connection(is) {
  connected = is;
  paintState();
}

// ---------------------------------------------------------------- what is shown

// What stands beside the slide is written when the slide has been painted: it is the slide that somebody waits for.
let waiting = false;
function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => setTimeout(() => {
    waiting = false;
    besides();
  }));
}

// Everything anew: another mode, slide or language.
function show(beside = besides) {
  document.body.dataset.mode = at.mode;
  for (const button of document.querySelectorAll("[data-mode]")) {
    if (button.tagName === "BUTTON") button.setAttribute("aria-pressed", button.dataset.mode === at.mode);
  }
  const ids = at.mode === "single" ? [at.slide].filter(Boolean) : talk.order();
  main.replaceChildren(...(at.mode === "outline" ? [outline()] : ids.map(row)));
  if (!ids.length) main.replaceChildren(...nothing());
  beside();
  if (at.mode !== "single") reveal(at.slide);
}

// Only what differs: nothing moves that is the same.
function update(news, beside) {
  const locale = news.locale;
  if (at.mode === "outline" || !news.same || !main.querySelector("[data-row]")) {
    const top = main.scrollTop;
    show(beside);
    main.scrollTop = top;
    return;
  }
  for (const id of news.changed) {
    const old = main.querySelector(`[data-row="${CSS.escape(id)}"] [data-locale="${CSS.escape(locale)}"]`);
    if (old) old.replaceWith(slide(locale, id));
  }
  mark();
  beside();
}

function nothing() {
  const wrong = locales().flatMap((locale) => talk.language(locale)?.wrong || []);
  if (!wrong.length) return [make("p", { class: "waits" }, building ? "The first build takes a moment …" : "")];
  return wrong.slice(0, 5).map(mistake);
}

function row(id) {
  return make("div", { class: "row", "data-row": id, "aria-current": id === at.slide ? "true" : false },
    ...locales().map((locale) => slide(locale, id)));
}

// One slide in one language, with what is wrong with it where it would be.
function slide(locale, id) {
  const page = talk.page(locale, id);
  const language = talk.language(locale);
  if (!page) return make("div", { class: "slide missing", "data-locale": locale }, "not in this language");
  const picture = drawing(page);
  const label = `Slide ${page.number}: ${page.title}`;
  const figure = make("article", { class: "slide", "data-locale": locale, "aria-label": label, lang: language.language },
    make("div", { class: "picture" }, picture), caption(page, language));
  figure.classList.toggle("stale", page.stale);
  figure.classList.toggle("hidden-slide", page.hidden);
  overlays(picture, page);
  if (page.unread) {
    const place = figure.querySelector(".picture");
    place.append(make("div", { class: "mistake", role: "alert" }, ...page.wrong.slice(0, 3).map(mistake)));
  }
  picture.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-spot]");
    const was = at.slide;
    at.slide = id;
    at.spot = spot ? Number(spot.dataset.spot) : -1;
    at.locale = locale;
    if (was !== id) moved();
    mark();
    besides();
  });
  picture.addEventListener("dblclick", () => setMode("single"));
  return figure;
}

function caption(page, language) {
  const marks = [];
  if (page.stale) marks.push(make("strong", { class: "mark stale-mark" }, "stale: as it was before"));
  if (page.hidden) marks.push(make("span", { class: "mark" }, "hidden"));
  const errors = page.wrong.filter((one) => one.severity === "error").length;
  if (errors) marks.push(make("strong", { class: "mark bad" }, errors === 1 ? "1 mistake" : `${errors} mistakes`));
  const minutes = page.minutes ? ` · ${planned(page.minutes)} min` : "";
  return make("p", { class: "caption", dir: "ltr", lang: "en" },
    make("span", {}, `${page.number} · ${page.id} · ${language.language}${minutes}`), ...marks);
}

// Boxes that can be clicked, how full they are, and the order in which they are read.
function overlays(picture, page) {
  const layer = document.createElementNS(SVG, "g");
  layer.setAttribute("class", "overlay");
  layer.setAttribute("aria-hidden", "true");
  const spots = page.spots.map((spot, index) => ({ ...spot, index }));
  spots.sort((one, other) => other.width * other.height - one.width * one.height);
  for (const spot of spots) {
    const box = part("rect", { x: spot.x, y: spot.y, width: spot.width, height: spot.height, "data-spot": spot.index });
    box.setAttribute("class", spot.fill > 0.995 ? "box full" : "box");
    layer.append(box);
    if (spot.fill) {
      const right = spot.x + spot.width;
      const text = part("text", { x: right - 3, y: spot.y + spot.height - 3, class: "percent" });
      text.textContent = `${Math.round(spot.fill * 100)} %`;
      layer.append(text);
    }
  }
  page.spots.forEach((spot, index) => {
    // Beside the box, not over its first letter.
    const x = Math.max(spot.x - 10, 10);
    layer.append(part("circle", { cx: x, cy: spot.y + 9, r: 9, class: "order" }));
    const text = part("text", { x, y: spot.y + 13, class: "order" });
    text.textContent = index + 1;
    layer.append(text);
  });
  picture.append(layer);
}

function part(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function outline() {
  const list = make("div", { class: "outline" });
  let section = null;
  let items = null;
  for (const id of talk.order()) {
    const pages = locales().map((locale) => talk.page(locale, id)).filter(Boolean);
    const page = pages[0];
    if (!items || page.section !== section) {
      section = page.section;
      items = make("ol", {});
      list.append(make("section", {}, make("h2", {}, section || "Before the first part"), items));
    }
    const marks = pages.some((one) => one.stale) ? " · stale" : pages.some(isWrong) ? " · see mistakes" : "";
    items.append(make("li", { value: page.number, "data-row": id, "aria-current": id === at.slide ? "true" : false },
      make("button", { type: "button", onclick: () => { go(id); setMode("single"); } },
        ...pages.map((one, n) => make("span", { lang: talk.language(locales()[n]).language, dir: "auto" }, one.title)),
        make("small", {}, `${page.kind}${page.minutes ? ` · ${planned(page.minutes)} min` : ""}${page.hidden ? " · hidden" : ""}${marks}`))));
  }
  return list;
}

// A note is no mistake: it stands beside the slide, and nowhere else.
const isWrong = (page) => page.wrong.some((one) => one.severity !== "note");

function mark() {
  for (const one of main.querySelectorAll("[data-row]")) {
    if (one.dataset.row === at.slide) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  for (const box of main.querySelectorAll(".box.chosen")) box.classList.remove("chosen");
  const row = main.querySelector(`[data-row="${CSS.escape(at.slide)}"]`);
  const locale = at.locale === undefined ? at.first : at.locale;
  const figure = row && row.querySelector(`[data-locale="${CSS.escape(locale)}"]`);
  const box = figure && figure.querySelector(`.box[data-spot="${at.spot}"]`);
  if (box) box.classList.add("chosen");
}

function reveal(id) {
  const found = main.querySelector(`[data-row="${CSS.escape(id)}"]`);
  if (found) found.scrollIntoView({ block: "nearest" });
  mark();
}

// ---------------------------------------------------------------- beside the slide

function besides() {
  const seen = locales().map((locale) => talk.page(locale, at.slide)).filter(Boolean);
  const locale = at.locale !== undefined && locales().includes(at.locale) ? at.locale : at.first;
  const page = talk.page(locale, at.slide) || seen[0];
  notes(seen);
  mistakes();
  lines(page);
}

function notes(pages) {
  const inside = pages.flatMap((page, n) => [
    ...(pages.length > 1 ? [make("h3", {}, talk.language(locales()[n])?.language || "")] : []),
    make("div", { lang: talk.language(locales()[n])?.language, dir: "auto" },
      ...(page.notes.length ? paragraphs(page.notes) : [make("p", { class: "none" }, "no notes")]),
      ...(page.at_hand.length ? [make("hr"), ...paragraphs(page.at_hand)] : [])),
  ]);
  find("notes").querySelector(".in").replaceChildren(...inside);
}

function mistakes() {
  const all = new Map();
  for (const locale of locales()) {
    const here = new Set((talk.page(locale, at.slide)?.wrong || []).map((one) => one.picture));
    for (const one of talk.language(locale)?.wrong || []) all.set(one.picture, { ...one, here: here.has(one.picture) });
  }
  // What keeps a slide from being shown comes first, then what is found on this one.
  const rank = (one) => (one.severity === "error" ? 2 : 0) + Number(one.here);
  const sorted = [...all.values()].sort((one, other) => rank(other) - rank(one));
  const counts = ["error", "warning", "note"].map((name) => [sorted.filter((one) => one.severity === name).length, name]);
  const count = counts.filter(([many]) => many).map(([many, name]) => `${many} ${name}${many > 1 ? "s" : ""}`).join(", ");
  find("wrong-head").textContent = `Found: ${count || "nothing"}`;
  find("wrong").querySelector(".in").replaceChildren(...sorted.map(mistake));
}

function mistake(one) {
  const [file, line] = one.place;
  const id = line ? slideAt(file, line) : "";
  return make("div", { class: `wrong ${one.severity}` }, make("pre", { lang: "en", dir: "ltr" }, one.picture),
    id && id !== at.slide
      ? make("button", { type: "button", onclick: () => go(id) }, `to slide ${number(id)}`) : null);
}

function slideAt(file, line) {
  for (const locale of locales()) {
    for (const [id, page] of talk.language(locale)?.pages || []) {
      for (const part of page.yaml) {
        if (part.file === file && line >= part.first && line < part.first + part.lines.length) return id;
      }
    }
  }
  return "";
}

function lines(page) {
  const inside = find("yaml").querySelector(".in");
  const spot = page && page.spots[at.spot];
  const chosen = new Set((spot ? spot.places : []).map(([file, line]) => `${file}:${line}`));
  find("place").replaceChildren(...(spot ? [place(spot)] : []));
  if (!page) return inside.replaceChildren();
  const blocks = page.yaml.map((part) =>
    make("div", { class: "file" }, make("h3", {}, part.file),
      make("ol", { start: part.first, class: "lines" }, ...part.lines.map((text, n) => {
        const number = part.first + n;
        const written = spotAt(page, part.file, number);
        return make("li", {
          value: number,
          class: chosen.has(`${part.file}:${number}`) ? "chosen" : "",
          onclick: () => choose(written),
        }, make("code", {}, text || " "));
      }))));
  const boxes = make("details", { class: "boxes" }, make("summary", {}, `Boxes (${page.spots.length})`),
    make("ol", {}, ...page.spots.map((one, n) => make("li", {},
      make("button", { type: "button", "aria-pressed": n === at.spot, onclick: () => choose(n) },
        `${one.said || one.name} · ${one.places[0][0]}:${one.places[0][1]}${one.fill ? ` · ${Math.round(one.fill * 100)} %` : ""}`)))));
  const open = inside.querySelector("details.boxes")?.open;
  boxes.open = Boolean(open);
  const top = inside.scrollTop;
  inside.replaceChildren(...blocks, boxes);
  inside.scrollTop = top;
  const line = inside.querySelector("li.chosen");
  if (line) line.scrollIntoView({ block: "nearest" });
}

function place(spot) {
  const where = `${spot.places[0][0]}:${spot.places[0][1]}`;
  return make("button", { type: "button", title: "Copy the place", onclick: () => navigator.clipboard?.writeText(where) }, where);
}

// The box that a line of a file is in: the one that was written nearest before it.
function spotAt(page, file, line) {
  let best = -1;
  let from = 0;
  page.spots.forEach((spot, n) => {
    for (const [name, number] of spot.places) {
      if (name === file && number <= line && number > from) {
        best = n;
        from = number;
      }
    }
  });
  return best;
}

function choose(spot) {
  at.spot = spot;
  mark();
  besides();
}

// ---------------------------------------------------------------- how it stands

function paintState() {
  const state = find("state");
  const shown = locales().map((locale) => talk.language(locale)).filter(Boolean);
  const whole = shown.filter((one) => one.stale);
  const old = shown.flatMap((one) => [...one.pages.values()]).filter((page) => page.stale);
  const stale = whole.length || old.length;
  // Somebody who looks at another slide is told where to look.
  const where = whole.length || old.some((page) => page.id === at.slide) ? "" : `: slide ${old[0]?.number}`;
  state.className = !connected ? "lost" : stale ? "old" : building ? "busy" : "fresh";
  state.textContent = !connected ? "connection lost; trying again" : stale ? `stale${where}` : building ? "building" : "up to date";
  const banner = find("banner");
  banner.hidden = !whole.length || !connected;
  if (!banner.hidden) {
    const names = whole.map((one) => new Map(talk.languages).get(one.locale) || one.language);
    const what = whole.length === shown.length ? "The talk" : `The talk in ${names.join(" and ")}`;
    banner.replaceChildren(make("p", {}, `${what} cannot be built. What you see is as it was before.`),
      ...whole[0].wrong.filter((one) => one.severity === "error").slice(0, 3).map(mistake));
  }
}

function say(words) {
  find("state").setAttribute("aria-label", `${find("state").textContent}; ${words}`);
}

const number = (id) => talk.page(at.first, id)?.number || "";

function locales() {
  return at.second === null || at.second === at.first ? [at.first] : [at.first, at.second];
}

// ---------------------------------------------------------------- what the reader does

function go(id) {
  if (!id || id === at.slide) return;
  at.slide = id;
  at.spot = -1;
  moved();
  if (at.mode === "single") show();
  else {
    reveal(id);
    besides();
  }
}

function moved() {
  writeAddress();
  paintState();
  channel.postMessage({ slide: at.slide });
}

function step(by) {
  const order = talk.order();
  const here = order.indexOf(at.slide);
  go(order[Math.min(Math.max(here + by, 0), order.length - 1)]);
}

function setMode(mode) {
  at.mode = mode;
  writeAddress();
  show();
  reveal(at.slide);
  main.focus({ preventScroll: true });
}

function setLanguages(first, second) {
  at.first = first;
  at.second = second;
  at.locale = undefined;
  building = true;
  writeAddress();
  head();
  talk.show(locales());
  show();
  paintState();
}

function toggle(name) {
  on[name] = name === "dark" ? !isDark() : !on[name];
  paintToggles();
  writeAddress();
}

function isDark() {
  return on.dark === null ? matchMedia("(prefers-color-scheme: dark)").matches : on.dark;
}

function paintToggles() {
  for (const button of document.querySelectorAll("[data-toggle]")) {
    const name = button.dataset.toggle;
    button.setAttribute("aria-pressed", name === "dark" ? isDark() : on[name]);
  }
  for (const name of ["notes", "wrong", "yaml"]) find(name).hidden = !on[name];
  find("beside").hidden = !on.notes && !on.wrong && !on.yaml;
  document.body.classList.toggle("show-fill", on.fill);
  document.body.classList.toggle("show-order", on.order);
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

function nextLanguage() {
  const tags = [null, ...talk.languages.map(([tag]) => tag).filter((tag) => tag !== at.first)];
  setLanguages(at.first, tags[(tags.indexOf(at.second) + 1) % tags.length]);
}

function nextFirst() {
  const tags = talk.languages.map(([tag]) => tag);
  setLanguages(tags[(tags.indexOf(at.first) + 1) % tags.length], at.second);
}

function present() {
  open(`presenter#slide=${encodeURIComponent(at.slide)}&show=${encodeURIComponent(at.first)}`, "deck-presenter", "popup,width=1100,height=750");
}

const KEYS = {
  ArrowRight: () => step(1), ArrowLeft: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  PageDown: () => step(1), PageUp: () => step(-1),
  Home: () => step(-Infinity), End: () => step(Infinity),
  g: () => setMode(at.mode === "grid" ? "single" : "grid"), s: () => setMode("single"), Enter: () => setMode("single"),
  o: () => setMode(at.mode === "outline" ? "single" : "outline"),
  n: () => toggle("notes"), d: () => toggle("wrong"), y: () => toggle("yaml"), b: () => toggle("fill"),
  r: () => toggle("order"), p: () => toggle("pinned"), t: () => toggle("dark"),
  l: nextLanguage, L: nextFirst, w: present,
  f: () => document.body.classList.toggle("alone"),
  "?": () => find("keys").showModal(),
  Escape: () => document.body.classList.remove("alone"),
};

document.addEventListener("keydown", (event) => {
  const name = event.target.tagName;
  const typing = name === "SELECT" || name === "INPUT" || find("keys").open;
  const presses = event.key === "Enter" && (name === "BUTTON" || name === "SUMMARY" || name === "A");
  const scrolls = event.target.classList.contains("in") && /^(Arrow|Page|Home|End)/.test(event.key);
  if (typing || presses || scrolls || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

for (const button of document.querySelectorAll("button[data-mode]")) button.addEventListener("click", () => setMode(button.dataset.mode));
for (const button of document.querySelectorAll("[data-toggle]")) button.addEventListener("click", () => toggle(button.dataset.toggle));
find("first").addEventListener("change", (event) => setLanguages(event.target.value, at.second));
find("second").addEventListener("change", (event) => setLanguages(at.first, event.target.value === "-" ? null : event.target.value));
find("ask").addEventListener("click", () => find("keys").showModal());
find("present").addEventListener("click", present);
// The list of files opens towards the middle of the window.
find("files").addEventListener("toggle", () => {
  const { left, width } = find("files").getBoundingClientRect();
  find("files").classList.toggle("at-start", left + width / 2 < innerWidth / 2);
});

for (const link of document.querySelectorAll("[data-make]")) {
  link.setAttribute("href", "#");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    download(link.dataset.make);
  });
}

// Made on demand; what the command would print where it writes nothing is shown here.
async function download(what) {
  const state = find("state");
  state.textContent = "writing the file …";
  const answer = await fetch(`make/${what}?locale=${encodeURIComponent(at.first)}`);
  paintState();
  if (!answer.ok) {
    const banner = find("banner");
    banner.hidden = false;
    banner.replaceChildren(make("p", {}, "The file was not written."), make("div", { class: "wrong error" }, make("pre", {}, await answer.text())));
    return;
  }
  const name = decodeURIComponent((answer.headers.get("Content-Disposition") || "").split("''")[1] || what);
  const address = URL.createObjectURL(await answer.blob());
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

channel.addEventListener("message", (event) => {
  if (event.data.slide && event.data.slide !== at.slide && talk.order().includes(event.data.slide)) {
    at.slide = event.data.slide;
    at.spot = -1;
    writeAddress();
    paintState();
    if (at.mode === "single") show();
    else reveal(at.slide);
    besides();
  }
});

// ---------------------------------------------------------------- the address

function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const name of ["mode", "slide", "first"]) if (said.has(name)) at[name] = said.get(name);
  if (said.has("second")) at.second = said.get("second");
  for (const name of Object.keys(on)) if (said.has(name)) on[name] = said.get(name) === "1";
}

function writeAddress() {
  const said = new URLSearchParams({ mode: at.mode, slide: at.slide, first: at.first });
  if (at.second !== null) said.set("second", at.second);
  for (const [name, value] of Object.entries(on)) if (value !== null) said.set(name, value ? "1" : "0");
  history.replaceState(null, "", `#${said}`);
}

show();
paintState();
