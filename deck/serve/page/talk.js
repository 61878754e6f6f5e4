// What is known of the talk, kept fresh by the server's events; nothing here touches the page.

export class Talk {
  constructor(tell) {
    this.tell = tell;
    this.title = "";
    this.languages = [];
    this.shown = new Map();
    this.source = null;
    this.locales = [""];
  }

  // Listen to these languages: "" is the talk's own.
  show(locales) {
    this.locales = locales;
    if (this.source) this.source.close();
    const query = locales.map((locale) => `show=${encodeURIComponent(locale)}`).join("&");
    this.source = new EventSource(`events?${query}`);
    const hear = (name, take) => this.source.addEventListener(name, (event) => take(JSON.parse(event.data)));
    hear("head", (head) => {
      this.title = head.title;
      this.languages = head.languages;
      this.tell("head");
    });
    hear("change", (change) => this.take(change));
    hear("busy", (said) => this.tell("busy", said.busy));
    hear("fonts", () => this.tell("fonts"));
    this.source.onopen = () => this.tell("connection", true);
    this.source.onerror = () => this.tell("connection", false);
  }

  take(change) {
    const before = this.shown.get(change.locale);
    const pages = new Map();
    const sent = new Map(change.pages.map((page) => [page.id, page]));
    for (const id of change.order) {
      const page = sent.get(id) || (before && before.pages.get(id));
      if (page) pages.set(id, page);
    }
    const changed = new Set();
    for (const [id, page] of sent) {
      const old = before && before.pages.get(id);
      if (!old || JSON.stringify(old) !== JSON.stringify(page)) changed.add(id);
    }
    const same = before && before.order.join("\n") === change.order.join("\n");
    const wrong = change.wrong === null && before ? before.wrong : change.wrong || [];
    this.shown.set(change.locale, { ...change, pages, wrong });
    this.tell("change", { ...change, changed, same });
  }

  language(locale) {
    return this.shown.get(locale);
  }

  page(locale, id) {
    const shown = this.shown.get(locale);
    return shown && shown.pages.get(id);
  }

  order() {
    const shown = this.shown.get(this.locales[0]);
    return shown ? shown.order : [];
  }
}

// A page's drawing as an element of this document; it is XML of the server's own, in which all text is escaped.
export function drawing(page) {
  const parsed = new DOMParser().parseFromString(page.svg, "image/svg+xml").documentElement;
  return parsed.nodeName === "svg" ? document.adoptNode(parsed) : document.createElement("div");
}

export function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside.filter((one) => one !== null && one !== undefined));
  return element;
}

// Notes as they were written: paragraphs of [text, bold, italic, raised].
export function paragraphs(notes) {
  return notes.map((words) =>
    make("p", {}, ...words.map(([text, bold, italic, raised]) => {
      let word = document.createTextNode(text);
      if (bold) word = make("strong", {}, word);
      if (italic) word = make("em", {}, word);
      if (raised) word = make(raised > 0 ? "sup" : "sub", {}, word);
      return word;
    })),
  );
}

export function clock(minutes) {
  const seconds = Math.round(Math.abs(minutes) * 60);
  return `${minutes < 0 ? "−" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// Minutes that were reckoned, to five seconds as on paper: nobody speaks by the second.
export function planned(minutes) {
  return clock(Math.round(minutes * 12) / 12);
}

// The fonts of the brand, read anew: they are known when a first page is.
export function loadFonts() {
  const old = document.getElementById("fonts");
  const link = make("link", { id: "fonts", rel: "stylesheet", href: `fonts.css?${Date.now()}` });
  document.head.append(link);
  if (old) link.addEventListener("load", () => old.remove());
}
