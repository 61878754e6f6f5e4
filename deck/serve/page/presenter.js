// The presenter's view: this slide, the next, the notes, and the minutes; it goes on where it was after a reload.

import { clock, drawing, loadFonts, make, paragraphs, planned as reckoned, Talk } from "./talk.js";

const find = (name) => document.getElementById(name);
const channel = new BroadcastChannel("deck");
const said = new URLSearchParams(location.hash.slice(1));
const locale = said.get("show") || "";
const KEPT = "deck-presenter";

// What a reload must not lose. `used` has the seconds of each section; `since` is when the clock was started last.
const kept = { slide: said.get("slide") || "", clicks: 0, used: {}, since: null, size: 25, ...JSON.parse(localStorage.getItem(KEPT) || "{}") };
// The window was opened at a slide; reloaded, it is where it was.
if (said.get("slide") && performance.getEntriesByType("navigation")[0]?.type === "navigate") kept.slide = said.get("slide");

let connected = true;
let fontsLoaded = false;
const talk = new Talk((what, news) => {
  if (what === "connection") connected = news;
  if (what === "fonts" || (what === "change" && !fontsLoaded)) {
    fontsLoaded = true;
    loadFonts();
  }
  if (what === "head" || what === "change") show();
  tick();
});
talk.show([locale]);

// Hidden slides are shown when somebody asks for one, and passed over else.
function order() {
  return talk.order().filter((id) => id === kept.slide || !talk.page(locale, id).hidden);
}

function show() {
  document.title = `Presenter · ${talk.title}`;
  find("title").textContent = talk.title;
  const ids = order();
  if (!ids.length) return;
  if (!ids.includes(kept.slide)) kept.slide = ids[0];
  const here = ids.indexOf(kept.slide);
  const page = talk.page(locale, kept.slide);
  const next = ids[here + 1] && talk.page(locale, ids[here + 1]);
  // As in PowerPoint: what is built is shown click by click, then comes the next slide.
  kept.clicks = Math.min(kept.clicks, page.steps.length);
  picture("this", { ...page, svg: page.steps[kept.clicks] || page.svg });
  const clicks = page.steps.length ? `, ${kept.clicks} of ${page.steps.length} clicks` : "";
  find("this-head").textContent = `Slide ${page.number}: ${page.title}${clicks}${page.stale ? " (stale: as it was before)" : ""}`;
  if (next) picture("next", next);
  else find("next").replaceChildren(make("p", {}, "This is the last slide."));
  find("next-head").textContent = next ? `Next: ${next.title}` : "Next";
  const language = talk.language(locale).language;
  const notes = page.notes.length ? paragraphs(page.notes) : [make("p", { class: "none" }, "no notes")];
  find("said").replaceChildren(make("div", { lang: language, dir: "auto" }, ...notes,
    ...(page.at_hand.length ? [make("hr"), ...paragraphs(page.at_hand)] : [])));
  find("said").style.fontSize = `${kept.size}px`;
  find("said").scrollTop = 0;
  keep();
}

function picture(name, page) {
  const frame = make("article", { class: page.stale ? "slide stale" : "slide", "aria-label": page.title }, make("div", { class: "picture" }, drawing(page)));
  find(name).replaceChildren(frame);
}

// ---------------------------------------------------------------- minutes

const section = () => talk.page(locale, kept.slide)?.section || "";

// Puts the seconds since the last look to the section that is shown.
function count() {
  const now = Date.now() / 1000;
  if (kept.since !== null) {
    kept.used[section()] = (kept.used[section()] || 0) + now - kept.since;
    kept.since = now;
  }
}

function tick() {
  count();
  keep();
  find("clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const planned = new Map();
  let untimed = 0;
  for (const id of talk.order()) {
    const page = talk.page(locale, id);
    if (page.hidden) continue;
    planned.set(page.section, (planned.get(page.section) || 0) + page.minutes);
    untimed += page.timed ? 0 : 1;
  }
  const total = [...planned.values()].reduce((sum, one) => sum + one, 0);
  const used = Object.values(kept.used).reduce((sum, one) => sum + one, 0) / 60;
  find("used").textContent = clock(used);
  find("used").classList.toggle("over", used > total && total > 0);
  find("planned").textContent = `of ${reckoned(total)} planned${untimed ? `, ${untimed} slides without minutes` : ""}`;
  find("run").textContent = kept.since === null ? "Start" : "Pause";
  find("keeps").textContent = connected ? "connected" : "connection lost; what you see stays";
  find("keeps").className = connected ? "" : "lost";
  const rows = [...planned].map(([name, minutes]) => {
    const spent = (kept.used[name] || 0) / 60;
    return make("tr", { "aria-current": name === section() ? "true" : false },
      make("th", { scope: "row" }, name || "Before the first part"),
      make("td", { class: spent > minutes && minutes ? "over" : "" }, clock(spent)), make("td", {}, reckoned(minutes)));
  });
  find("sections").replaceChildren(make("table", {},
    make("thead", {}, make("tr", {}, ...["Section", "used", "planned"].map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...rows)));
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify(kept));
}

// ---------------------------------------------------------------- what the presenter does

function go(id, tell = true, clicks = 0) {
  if (!id || id === kept.slide) return;
  count();
  kept.slide = id;
  kept.clicks = clicks;
  show();
  tick();
  if (tell) channel.postMessage({ slide: id });
}

function step(by) {
  const ids = order();
  const clicks = kept.clicks + by;
  const steps = talk.page(locale, kept.slide)?.steps.length || 0;
  if (clicks >= 0 && clicks <= steps) {
    kept.clicks = clicks;
    show();
    return;
  }
  const id = ids[Math.min(Math.max(ids.indexOf(kept.slide) + by, 0), ids.length - 1)];
  go(id, true, by < 0 && Number.isFinite(by) ? talk.page(locale, id).steps.length : 0);
}

function run() {
  count();
  kept.since = kept.since === null ? Date.now() / 1000 : null;
  tick();
}

function fromZero() {
  kept.used = {};
  if (kept.since !== null) kept.since = Date.now() / 1000;
  tick();
}

function size(by) {
  kept.size = Math.min(Math.max(kept.size + by, 14), 60);
  find("said").style.fontSize = `${kept.size}px`;
  keep();
}

const KEYS = {
  ArrowRight: () => step(1), ArrowLeft: () => step(-1), PageDown: () => step(1), PageUp: () => step(-1), " ": () => step(1),
  Home: () => step(-Infinity), End: () => step(Infinity), "+": () => size(3), "-": () => size(-3),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  if (event.target.tagName === "BUTTON" && event.key === " ") return;
  event.preventDefault();
  KEYS[event.key]();
});
find("run").addEventListener("click", run);
find("again").addEventListener("click", fromZero);
find("smaller").addEventListener("click", () => size(-3));
find("larger").addEventListener("click", () => size(3));
channel.addEventListener("message", (event) => {
  if (event.data.slide && talk.order().includes(event.data.slide)) go(event.data.slide, false);
});
document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
setInterval(tick, 500);
