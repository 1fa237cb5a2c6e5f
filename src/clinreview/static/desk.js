// The reviewing desk. It shows what the kernel sends and sends back what the reviewer decides.
// Article text is untrusted: here it only ever becomes text nodes and attribute values, never markup.

const PATIENCE = 8000; // milliseconds until a reviewer is told that the kernel has not answered
const ACTIONS = ["approve", "revise", "dismiss"];
const FIELDS = { approve: ["evidence", "note"], revise: ["wording", "note"], dismiss: ["note"] };
const SAID = { approve: "approved", revise: "change asked for", dismiss: "dismissed" };
const SAVED = { approve: "Approved", revise: "Change asked for", dismiss: "Dismissed" };
const KEYS = [
  ["j, k", "next, previous claim, worst first"],
  ["n", "next claim that is still to do"],
  ["arrow keys", "next, previous claim in the text, when a marked sentence has the focus"],
  ["a, r, d", "approve, revise, dismiss"],
  ["Ctrl + Enter", "sign and save"],
  ["Esc", "leave a field; what is typed stays"],
  ["u", "take back your last decision"],
  ["p", "put this claim, settled and approved, into the claims library"],
  ["/", "search"],
  ["t", "to the text, or the list"],
  ["l", "list all claims, or show the text again"],
  ["w", "why each question is asked"],
  ["?", "this list"],
];
let desks = 0;

function h(tag, attributes = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids.flat(3).filter((kid) => kid !== null && kid !== undefined && kid !== false && kid !== ""));
  return node;
}

const plain = (word) => word.replaceAll("-", " ");
const listed = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join(""));
const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const hidden = (text) => h("span", { class: "cr-hidden" }, text);
const label = (text) => h("span", { class: "cr-label" }, text);
const tag = (severity) => h("b", { class: `cr-tag cr-${severity}` }, severity);

// What is typed survives a reload, a closed tab and a failed save; it goes when it is signed.
const store = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(`clinreview:${key}`));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(`clinreview:${key}`);
      else localStorage.setItem(`clinreview:${key}`, JSON.stringify(value));
    } catch {
      // no storage here: the text stays in the page
    }
  },
};

class Desk {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.id = `cr-desk-${++desks}`;
    this.claims = [];
    this.current = -1;
    this.drafts = new Map();
    this.waiting = new Map();
    this.listed = Boolean(store.get("look"));
    this.filters = { needs: "", severity: "", category: "", state: "to do", words: "" };
    this.refreshed = Date.now();
    this.received = (message) => this.receive(message);
    this.shown = () => document.visibilityState === "visible" && this.refresh();
    root.classList.add("cr", "cr-desk");
    root.append(h("p", { class: "cr-soft" }, "The desk waits for the kernel …"));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("focusin", () => this.refresh());
    document.addEventListener("visibilitychange", this.shown);
    model.on("msg:custom", this.received);
    this.ask({ kind: "open" });
  }

  close() {
    this.model.off("msg:custom", this.received);
    document.removeEventListener("visibilitychange", this.shown);
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
  }

  // -- talking to the kernel ------------------------------------------------------------------------------------

  ask(message, late = () => {}) {
    const request = message.request ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    clearTimeout(this.waiting.get(request)?.timer);
    this.waiting.set(request, { message, timer: setTimeout(late, PATIENCE) });
    this.model.send({ ...message, request });
    return request;
  }

  receive(reply) {
    const asked = this.waiting.get(reply.request);
    if (asked) clearTimeout(asked.timer);
    this.waiting.delete(reply.request);
    if (reply.banners && this.parts) this.banners(reply.banners);
    if (reply.kind === "opened") this.opened(reply);
    else if (reply.kind === "changed" || reply.kind === "done") this.changed(reply.claims);
    if (reply.kind === "done" && asked) this.done(asked.message, reply);
    if (reply.kind === "changed" && reply.claims.length) this.say("Another reviewer decided meanwhile; the desk shows it.");
    if (reply.kind === "refused") this.refused(asked?.message, reply.message);
    if (reply.said) this.say(reply.said);
  }

  refresh() {
    if (!this.parts || Date.now() - this.refreshed < 2000) return;
    this.refreshed = Date.now();
    this.ask({ kind: "refresh" });
  }

  opened(reply) {
    const again = this.path === reply.path;
    const key = again ? this.claims[this.current]?.key : store.get(`at:${reply.path}`);
    Object.assign(this, { path: reply.path, paths: reply.paths, article: reply.article, claims: reply.claims });
    this.meaning = reply.meaning;
    if (!this.who) this.seat(reply.who);
    else Object.assign(this.who, { people: reply.who.people });
    this.build();
    this.banners(reply.banners);
    const at = this.claims.findIndex((claim) => claim.key === key);
    this.select(at >= 0 ? at : (this.visible()[0]?.n ?? -1));
    if (!again) this.arrive();
  }

  // Without a mouse there is no other way here from the cell that was run. A cell being written keeps the focus.
  arrive() {
    const active = document.activeElement;
    const around = this.root.closest(".jp-Notebook");
    const writing = active?.isContentEditable && active.textContent.trim();
    if ((active && active !== document.body && !around?.contains(active)) || writing) return;
    this.root.scrollIntoView({ block: "start" });
    this.parts.card.querySelector("[data-name=sheet]")?.focus({ preventScroll: true });
  }

  changed(claims) {
    for (const claim of claims) this.claims[claim.n] = claim;
    this.progress();
    this.paint();
    if (claims.some((claim) => claim.n === this.current)) this.card();
  }

  done(message, reply) {
    if (message.kind === "promote") return; // the reply says it
    if (message.kind === "undo") {
      this.say("Taken back. The decision stays in the log, followed by this one.");
      this.select(this.claims.findIndex((claim) => claim.key === reply.key), "card");
      return;
    }
    this.draft(message.key, null);
    if (message.evidence) this.reuse(message.evidence);
    const left = this.left();
    const next = this.following();
    this.say(`${SAVED[message.action]} and saved. ${left ? `${left} left.` : "Nothing is left to do under these filters."}`);
    if (next >= 0) this.select(next, "card");
    else this.card("card");
  }

  refused(message, why) {
    if (!this.parts) {
      this.root.replaceChildren(h("p", { class: "cr-banner", role: "alert" }, why));
      return;
    }
    if (message?.kind !== "decide") {
      this.say(message?.kind === "promote" ? `Not added to the claims library. ${why}` : why);
      return;
    }
    this.draft(message.key, { ...this.draftOf(message.key), saving: false, request: null, error: why });
    this.card("error");
  }

  // -- who sits here --------------------------------------------------------------------------------------------

  seat(who) {
    const kept = store.get("who") ?? {};
    this.who = { ...who, known: who.name };
    if (!who.fixed && kept.name) this.who.name = kept.name;
    this.who.role = this.mayBe().includes(kept.role) ? kept.role : this.mayBe().length === 1 ? this.mayBe()[0] : "";
    this.filters.needs = this.who.role;
  }

  person() {
    const same = (name) => name.trim().replace(/\s+/g, " ").toLowerCase();
    return this.who.people.find((person) => same(person.name) === same(this.who.name));
  }

  mayBe() {
    const all = ["clinician", "regulatory", "editor"];
    return this.who.people.length ? (this.person()?.roles ?? []) : all;
  }

  be(changes) {
    Object.assign(this.who, changes);
    if (!this.mayBe().includes(this.who.role)) this.who.role = this.mayBe().length === 1 ? this.mayBe()[0] : "";
    this.filters.needs = this.who.role;
    store.set("who", { name: this.who.name, role: this.who.role });
    this.seats();
    this.fillFilters();
    this.progress();
    this.paint();
    this.card();
  }

  // Why nothing can be signed as things stand; "" when it can.
  hindrance() {
    if (!this.who.name.trim()) return "Give your name at the top first.";
    if (this.who.people.length && !this.person()) return `${this.who.name} is not in reviewers.toml and cannot sign.`;
    if (this.person()?.expired) return `The credential of ${this.who.name} has run out; it must be renewed in reviewers.toml.`;
    if (!this.who.role) return "Choose your role at the top first.";
    return "";
  }

  // -- the frame ------------------------------------------------------------------------------------------------

  build() {
    const id = (name) => `${this.id}-${name}`;
    const part = {
      banners: h("div"),
      seats: h("div", { class: "cr-desk-seats" }),
      tally: h("p", { class: "cr-desk-tally" }),
      bar: h("progress", { "aria-label": "Claims settled", max: 1, value: 0 }),
      matching: h("p", { class: "cr-soft", "data-name": "matching" }),
      filters: h("div", { class: "cr-desk-filters", role: "search", "aria-label": "Filter the claims" }),
      look: h("button", { type: "button", class: "cr-desk-small", "data-name": "look", "aria-keyshortcuts": "l", onclick: () => this.look(!this.listed) }),
      text: h("div", { class: "cr-desk-text cr-text", role: "region", tabindex: "0" }),
      card: h("div", { class: "cr-desk-card", role: "region", "aria-label": "The claim" }),
      said: h("p", { class: "cr-desk-said", role: "status" }),
    };
    part.help = this.help(id("help"));
    const title = h("h2", { id: id("title") }, this.article.title);
    const choose =
      this.paths.length > 1
        ? h("label", {}, label("Article"), this.choice("article", this.paths.map((path) => [path, path.split("/").at(-1)]), this.path, (path) => {
            this.say("Reading …");
            this.ask({ kind: "open", article: path });
          }))
        : null;
    this.parts = part;
    this.root.setAttribute("role", "region");
    this.root.setAttribute("aria-labelledby", id("title"));
    this.root.replaceChildren(
      part.banners,
      h("div", { class: "cr-desk-head" }, h("div", {}, h("p", { class: "cr-kicker" }, this.article.file), title), h("div", {}, choose, part.seats)),
      h("div", { class: "cr-desk-progress" }, part.tally, part.bar, part.matching),
      part.filters,
      h("div", { class: "cr-desk-panes" },
        h("div", { class: "cr-desk-side" }, h("div", { class: "cr-desk-row" }, this.walker("Previous", "k", () => this.step(-1)), this.walker("Next", "j", () => this.step(1)), part.said), part.card),
        h("div", { class: "cr-desk-other" }, h("div", { class: "cr-desk-row" }, part.look), part.text)),
      h("p", { class: "cr-soft cr-desk-foot" }, h("button", { type: "button", class: "cr-plain", "aria-keyshortcuts": "Shift+?", onclick: () => this.showHelp() }, "Keys and what a signature means"), h("span", {}, " press ? at any time")),
      part.help,
    );
    this.seats();
    this.fillFilters();
    this.progress();
    this.article_();
  }

  walker(words, key, act) {
    return h("button", { type: "button", class: "cr-desk-small", "aria-keyshortcuts": key, onclick: act }, words, h("kbd", { "aria-hidden": "true" }, key));
  }

  banners(texts) {
    this.parts.banners.replaceChildren(
      ...texts.map((text) => h("p", { class: "cr-banner" }, h("strong", {}, "Decision files: "), text)),
    );
  }

  seats() {
    const { who } = this;
    const names = who.people.map((person) => [person.name, person.credential ? `${person.name} (${person.credential})` : person.name]);
    const name = who.fixed
      ? h("p", {}, label("You decide as"), h("strong", {}, who.name))
      : names.length
        ? h("label", {}, label("You decide as"), this.choice("name", [["", "choose your name"], ...names], this.person()?.name ?? "", (name) => this.be({ name })))
        : h("label", {}, label("You decide as"), h("input", { type: "text", "data-name": "name", autocomplete: "name", value: who.name, placeholder: "your name", oninput: ({ target }) => this.named(target.value.trim()) }));
    const roles = this.mayBe().map((role) => [role, role]);
    const role = h("label", {}, label("in the role of"), this.choice("role", [["", "choose your role"], ...roles], who.role, (role) => this.be({ role })));
    this.swap(this.parts.seats, name, role, h("p", { class: "cr-soft" }, this.how()));
  }

  how() {
    return this.who.name && this.who.name === this.who.known ? this.who.how : this.who.typed;
  }

  // A name counts with each letter: a card drawn anew when the field is left would lose the click that left it.
  named(name) {
    this.who.name = name;
    store.set("who", { name, role: this.who.role });
    this.parts.seats.lastElementChild.replaceChildren(this.how());
    this.card();
  }

  choice(name, options, value, chosen) {
    const select = h("select", { "data-name": name, onchange: (event) => chosen(event.target.value) });
    select.append(...options.map(([key, words]) => h("option", { value: key, selected: key === value }, words)));
    return select;
  }

  fillFilters() {
    const { article, filters } = this;
    const pick = (name, words, options) =>
      h("label", {}, label(words), this.choice(name, options, filters[name], (value) => this.filter({ [name]: value })));
    const same = (words) => words.map((word) => [word, plain(word)]);
    const search = h("input", { type: "search", "data-name": "words", value: filters.words, "aria-keyshortcuts": "/", oninput: (event) => this.filter({ words: event.target.value }) });
    this.swap(
      this.parts.filters,
      pick("needs", "Needs", [["", "anyone"], ...same(article.roles)]),
      pick("severity", "Severity", [["", "all"], ...same(article.severities)]),
      pick("category", "Category", [["", "all"], ...same(article.categories)]),
      pick("state", "State", [["to do", "to do"], ...same(article.states), ["", "all"]]),
      h("label", {}, label("Search"), search),
      h("button", { type: "button", onclick: () => this.clear() }, "Clear"),
    );
    this.matching();
  }

  filter(changes) {
    Object.assign(this.filters, changes);
    this.paint();
    this.matching();
    const seen = this.visible();
    if (seen.some((claim) => claim.n === this.current)) this.card();
    else this.select(seen[0]?.n ?? -1);
  }

  clear() {
    Object.assign(this.filters, { needs: "", severity: "", category: "", state: "", words: "" });
    this.fillFilters();
    this.filter({});
  }

  matching() {
    this.parts.matching.replaceChildren(`${this.visible().length} of ${count(this.claims.length, "claim")} shown`);
  }

  matches(claim) {
    const { needs, severity, category, state, words } = this.filters;
    const wanted = words.trim().toLowerCase();
    const said = () => [claim.text, claim.lead, claim.note, ...claim.findings.map((f) => `${f.rule} ${f.ask}`)].join(" ").toLowerCase();
    return (
      (!needs || (claim.owed.length ? claim.owed : claim.roles).includes(needs)) &&
      (!severity || claim.severity === severity) &&
      (!category || claim.categories.includes(category)) &&
      (!state || claim.state === state || (state === "to do" && claim.state !== "settled")) &&
      (!wanted || said().includes(wanted))
    );
  }

  visible() {
    return this.claims.filter((claim) => this.matches(claim));
  }

  todo(claim) {
    return this.who.role ? claim.owed.includes(this.who.role) : claim.owed.length > 0;
  }

  left() {
    return this.visible().filter((claim) => this.todo(claim)).length;
  }

  following() {
    const seen = this.visible().filter((claim) => this.todo(claim));
    return (seen.find((claim) => claim.n > this.current) ?? seen[0])?.n ?? -1;
  }

  progress() {
    const total = this.claims.length;
    const settled = this.claims.filter((claim) => claim.state === "settled").length;
    const again = this.claims.filter((claim) => claim.state === "stale").length;
    const mine = this.who.role ? this.claims.filter((claim) => claim.owed.includes(this.who.role)).length : 0;
    const words = [`${settled} of ${count(total, "claim")} settled`];
    if (again) words.push(`${again} to decide again`);
    if (this.who.role) words.push(`${mine} ${mine === 1 ? "needs" : "need"} you as ${this.who.role}`);
    this.parts.tally.replaceChildren(total ? `${words.join(" · ")}.` : "No rule fired on this article. That says nothing about what the rules do not cover.");
    this.parts.bar.max = total || 1;
    this.parts.bar.value = settled;
    this.matching();
  }

  say(text) {
    this.parts?.said.replaceChildren(text);
  }

  // Put new content in place of old without taking the focus away from a field that stays.
  swap(parent, ...kids) {
    const name = parent.contains(document.activeElement) ? document.activeElement.dataset.name : undefined;
    parent.replaceChildren(...kids.filter(Boolean));
    if (name) parent.querySelector(`[data-name="${name}"]`)?.focus();
  }

  // -- the article ----------------------------------------------------------------------------------------------

  look(listed) {
    this.listed = listed;
    store.set("look", listed);
    this.article_();
    this.select(this.current);
    this.say(listed ? "All claims as a list, worst first." : "The article with its claims.");
  }

  article_() {
    this.marks = new Map();
    this.parts.look.replaceChildren(this.listed ? "Show the text" : "Show as a list", h("kbd", { "aria-hidden": "true" }, "l"));
    this.parts.text.setAttribute("aria-label", this.listed ? "The claims" : "The article");
    this.parts.text.replaceChildren(...(this.listed ? this.list() : this.prose()).filter(Boolean));
    this.order = [...this.parts.text.querySelectorAll("[data-n]")].map((node) => Number(node.dataset.n));
    this.paint();
  }

  list() {
    return [h("ol", { class: "cr-desk-list" }, this.claims.map((claim) => h("li", {}, this.mark(claim, claim.text), h("span", { class: "cr-soft" }))))];
  }

  prose() {
    const wide = (section) => {
      const found = this.claims.filter((claim) => claim.scope !== "sentence" && claim.section === section);
      return found.length ? h("ul", { class: "cr-notes" }, found.map((claim) => h("li", {}, this.mark(claim, claim.text)))) : null;
    };
    const nodes = [wide(-1)];
    let list = null;
    let section = -1;
    for (const block of this.article.blocks) {
      const inside = block.parts.flatMap(([text, n], at) => [at ? " " : "", n < 0 ? text : this.mark(this.claims[n], text)]);
      if (block.kind !== "item") list = null;
      const heading = block.kind === "title" || block.kind === "heading";
      if (block.section !== section && !heading) nodes.push(wide(block.section));
      if (block.kind === "title") nodes.push(h("h3", {}, inside));
      else if (block.kind === "heading") nodes.push(h("h4", {}, inside));
      else if (block.kind === "item") {
        if (!list) nodes.push((list = h("ul")));
        list.append(h("li", {}, inside));
      } else nodes.push(h("p", {}, block.lead ? h("span", { class: "cr-soft" }, `${block.lead}: `) : null, inside));
      if (block.section !== section && heading) nodes.push(wide(block.section));
      section = block.section;
    }
    return nodes;
  }

  mark(claim, text) {
    const node = h("span", { class: "cr-desk-mark", "data-n": claim.n, onclick: () => this.select(claim.n) }, h("span", {}, text), " ", h("b", { class: "cr-tag" }));
    this.marks.set(claim.n, node);
    return node;
  }

  // Colour and name every mark by what its claim is now; what the filters leave out is plain text.
  paint() {
    for (const [n, node] of this.marks ?? []) {
      const claim = this.claims[n];
      const on = this.matches(claim);
      const word = claim.state === "settled" ? "settled" : claim.state === "stale" ? `${claim.severity}, again` : claim.severity;
      node.className = `cr-desk-mark${on ? "" : " cr-desk-off"} cr-${claim.state === "settled" ? "settled" : claim.severity}`;
      const chip = node.lastElementChild;
      chip.className = `cr-tag cr-${claim.state === "settled" ? "settled" : claim.severity}`;
      chip.hidden = !on;
      if (this.listed || claim.scope !== "sentence") node.parentElement.hidden = !on;
      if (this.listed) node.nextElementSibling.replaceChildren(this.standing(claim));
      chip.replaceChildren(word);
      for (const [name, value] of [["role", "button"], ["tabindex", n === this.current ? "0" : "-1"], ["aria-current", n === this.current ? "true" : null]]) {
        if (on && value !== null) node.setAttribute(name, value);
        else node.removeAttribute(name);
      }
    }
  }

  // Where a claim stands, in a few words.
  standing(claim) {
    const last = claim.decisions.filter((entry) => !entry.back && !entry.old && entry.action !== "withdraw").map((entry) => `${SAID[entry.action]} by ${entry.by}`);
    return [claim.owed.length ? `needs ${listed(claim.owed)}` : claim.state, ...last].join(" · ");
  }

  select(n, focus = "") {
    this.current = n;
    if (n >= 0) store.set(`at:${this.path}`, this.claims[n].key);
    this.paint();
    this.card(focus);
    const mark = this.marks.get(n);
    if (mark) {
      const pane = this.parts.text;
      const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      if (top < 20 || top > pane.clientHeight - 60) pane.scrollTop += top - pane.clientHeight / 3;
    }
  }

  step(by, focus = "card") {
    const seen = this.visible().map((claim) => claim.n);
    if (!seen.length) return;
    const at = seen.indexOf(this.current);
    const next = at >= 0 ? at + by : by > 0 ? 0 : seen.length - 1;
    if (next < 0 || next >= seen.length) this.say(by > 0 ? "This is the last claim shown." : "This is the first claim shown.");
    else this.select(seen[next], focus);
  }

  walk(by) {
    const order = this.order.filter((n) => this.matches(this.claims[n]));
    const next = order[order.indexOf(this.current) + by];
    if (next !== undefined) {
      this.select(next);
      this.marks.get(next).focus();
    }
  }

  // -- the card -------------------------------------------------------------------------------------------------

  card(focus = "") {
    const pane = this.parts.card;
    const active = pane.contains(document.activeElement) ? document.activeElement : null;
    const caret = active && "selectionStart" in active ? [active.dataset.name, active.selectionStart, active.selectionEnd] : active ? [active.dataset.name] : [];
    const claim = this.claims[this.current];
    pane.replaceChildren(...(claim ? this.inside(claim) : [h("p", {}, this.claims.length ? "No claim matches. Clear the filters to see all." : "")]));
    if (focus === "card") {
      const sheet = pane.querySelector("[data-name=sheet]");
      sheet?.focus({ preventScroll: true });
      pane.parentElement.scrollIntoView({ block: "nearest" });
    } else if (focus) pane.querySelector(`[data-name="${focus}"]`)?.focus();
    else if (caret[0]) {
      const field = pane.querySelector(`[data-name="${caret[0]}"]`) ?? pane.querySelector("[data-name=sheet]");
      field?.focus({ preventScroll: true });
      if (caret.length > 1 && field?.setSelectionRange) field.setSelectionRange(caret[1], caret[2]);
    }
  }

  inside(claim) {
    const id = (name) => `${this.id}-${name}`;
    const seen = this.visible();
    const at = seen.findIndex((one) => one.n === claim.n);
    const state = claim.state === "stale" ? "decided before, open again" : claim.state;
    const wordings = [...new Set(claim.record.map((match) => match.suggestion).filter(Boolean))];
    const asks = new Map(claim.findings.map((finding) => [finding.ask, wordings.includes(finding.suggestion) ? "" : finding.suggestion]));
    return [
      h("div", { class: `cr-card cr-${claim.severity}`, "data-name": "sheet", tabindex: "-1", role: "group", "aria-labelledby": `${id("name")} ${id("claim")}` },
        h("h3", { id: id("name") }, hidden("Claim "), h("span", { class: "cr-number" }, at >= 0 ? `${at + 1} of ${seen.length}` : "not among those shown"), " ", tag(claim.severity), " ", listed(claim.categories.map(plain))),
        claim.scope === "sentence"
          ? h("blockquote", { id: id("claim") }, claim.lead ? h("span", { class: "cr-soft" }, `${claim.lead} `) : null, claim.pieces.map(([text, hit]) => (hit ? h("em", {}, text) : text)))
          : h("p", { id: id("claim"), class: "cr-wide" }, claim.text),
        h("p", { class: "cr-soft" }, `${claim.place} · ${state}`, claim.owed.length ? [" · needs ", h("strong", {}, listed(claim.owed))] : null, claim.places > 1 ? ` · stands ${claim.places} times; one decision counts for all` : null),
        claim.note ? h("p", { class: "cr-desk-note" }, `${claim.note[0].toUpperCase()}${claim.note.slice(1)}.`) : null,
        claim.was.length ? this.difference(claim) : null,
        claim.record.map((match) => this.record(match)),
        h("ul", { class: "cr-asks" }, [...asks].map(([ask, suggestion]) => h("li", {}, ask, suggestion ? h("span", { class: "cr-soft" }, ` ${suggestion}`) : null))),
        wordings.map((text) => h("div", { class: "cr-suggest" }, h("p", { class: "cr-label" }, "A wording the record would support"), h("p", {}, text), h("p", {}, this.take("Propose this wording", "revise", { wording: text })))),
        claim.library ? this.near(claim.library) : null,
        claim.decisions.length ? this.decided(claim) : null,
        claim.promotable ? h("p", {}, h("button", { type: "button", "data-name": "promote", "aria-keyshortcuts": "p", onclick: () => this.promote() }, "Add to the claims library", h("kbd", { "aria-hidden": "true" }, "p"))) : null,
        h("details", { "data-name": "why" }, h("summary", {}, "Why, and what would settle it"), claim.findings.map((finding) => this.why(finding))),
      ),
      this.form(claim),
    ];
  }

  difference(claim) {
    return h("div", { class: "cr-suggest" }, h("p", { class: "cr-label" }, "What changed"), this.marked(claim.was, "taken out: ", "put in: "));
  }

  // Words kept, gone and new, said in words too: a line through or under them is not heard.
  marked(parts, gone, added) {
    const part = { "=": (text) => text, "-": (text) => h("del", {}, hidden(gone), text), "+": (text) => h("ins", {}, hidden(added), text) };
    return h("p", {}, parts.map(([what, text]) => part[what](text)));
  }

  record(match) {
    return h("div", { class: `cr-record${match.against ? " cr-against" : ""}` },
      h("p", {}, h("strong", {}, `The record: ${plain(match.verdict)}`), match.as_of ? h("span", { class: "cr-soft" }, ` as of ${match.as_of}${match.overdue ? ", past its re-check date" : ""}`) : null),
      match.says ? h("p", {}, match.says) : null,
      match.reference
        ? h("p", { class: "cr-soft" }, "Source: ", match.url ? h("a", { href: match.url, target: "_blank", rel: "noopener noreferrer" }, match.reference) : match.reference, match.confidence ? ` (${plain(match.confidence)})` : "", match.row ? ` · row ${match.row}` : "")
        : null,
    );
  }

  near(found) {
    const by = [found.approved_by && `by ${found.approved_by}`, found.approved_on && `on ${found.approved_on}`].filter(Boolean).join(" ");
    const until = found.until ? (found.expired ? `ran out on ${found.until}` : `valid until ${found.until}`) : "no last day";
    const holds = found.exact && !found.expired;
    return h("div", { class: "cr-suggest", "data-name": "library" },
      h("p", { class: "cr-label" }, found.exact ? `In your claims library, word for word${holds ? "" : ", but it ran out"}` : `In your claims library, ${found.alike} % alike`),
      found.exact ? null : [
        h("p", {}, found.text),
        h("p", { class: "cr-label" }, "How this sentence differs from it"),
        this.marked(found.difference, "only in the library: ", "only here: "),
        found.changed.length
          ? [h("p", {}, h("strong", {}, "The agreement does not cover this:")), h("ul", { class: "cr-asks" }, found.changed.map((text) => h("li", {}, text)))]
          : h("p", { class: "cr-soft" }, "No number, medicine, negation or hedge differs.")],
      h("p", {}, by ? `Approved ${by}; ${until}.` : `Nobody is named as its approver; ${until}.`),
      h("p", { class: "cr-soft" }, `References: ${found.evidence}${found.product ? ` · Product: ${found.product}` : ""}${found.note ? ` · ${found.note}` : ""}`),
      h("p", {},
        !found.expired && !found.changed.length ? [this.take("Approve with this evidence", "approve", { evidence: found.evidence }), " "] : null,
        !found.exact && !found.expired ? this.take("Propose the agreed wording", "revise", { wording: found.text }) : null),
    );
  }

  take(words, action, fields) {
    const key = this.claims[this.current].key;
    return h("button", { type: "button", class: "cr-plain", onclick: () => {
      this.draft(key, { ...this.draftOf(key), ...fields, action, error: "" });
      this.card(FIELDS[action][0]);
    } }, words);
  }

  decided(claim) {
    const said = (entry) => [["Evidence", entry.evidence], ["Note", entry.note], ["Wording wanted", entry.wording]].filter(([, text]) => text).map(([what, text]) => [h("br"), label(what), text]);
    return h("div", {}, h("p", { class: "cr-label" }, "Decisions"), h("ul", { class: "cr-decisions" }, claim.decisions.map((entry) =>
      h("li", { class: entry.back || entry.old ? "cr-soft" : null }, h("strong", {}, entry.action), ` by ${entry.by}, ${entry.role}, ${entry.at}${entry.back ? " (taken back)" : ""}${entry.old ? " (on the old wording)" : ""}`, said(entry)))));
  }

  why(finding) {
    return h("div", { class: "cr-why" }, h("p", {}, finding.why),
      finding.evidence ? h("p", {}, label("Evidence that would settle it"), finding.evidence) : null,
      h("p", { class: "cr-soft" }, `Rule ${finding.rule}${finding.trigger ? ` · stopped at “${finding.trigger}”` : ""}`));
  }

  // -- deciding -------------------------------------------------------------------------------------------------

  draftOf(key) {
    if (!this.drafts.has(key)) this.drafts.set(key, store.get(`draft:${this.path}:${key}`) ?? {});
    return this.drafts.get(key);
  }

  draft(key, value) {
    this.drafts.set(key, value ?? {});
    const kept = value && { action: value.action, evidence: value.evidence, note: value.note, wording: value.wording };
    store.set(`draft:${this.path}:${key}`, kept);
  }

  form(claim) {
    const draft = this.draftOf(claim.key);
    const buttons = ACTIONS.map((action) =>
      h("button", { type: "button", "data-name": action, "aria-pressed": String(draft.action === action), "aria-keyshortcuts": action[0], onclick: () => this.choose(action) },
        action[0].toUpperCase() + action.slice(1), h("kbd", { "aria-hidden": "true" }, action[0])));
    return h("fieldset", { class: "cr-desk-form" }, h("legend", {}, "Your decision"), h("div", { class: "cr-desk-actions" }, buttons), draft.action ? this.fields(claim, draft) : null);
  }

  fields(claim, draft) {
    const words = {
      evidence: ["Evidence this wording rests on", true, "Label, guideline, trial or record, with its date"],
      wording: ["Wording wanted instead", false, ""],
      note: {
        approve: claim.overrule ? ["Why the record does not hold here", true, "A second person must approve too"] : ["Note", false, ""],
        revise: ["What must change, if not said above", false, ""],
        dismiss: ["Why the question does not apply here", true, ""],
      }[draft.action],
    };
    const value = (name) => draft[name] ?? (name === "wording" && claim.scope === "sentence" ? claim.text : "");
    const field = (name) => {
      const [text, needed, hint] = words[name];
      const wrong = draft.missing === name;
      return h("label", { class: "cr-desk-field" }, h("span", {}, text, needed ? h("span", { class: "cr-soft" }, " (needed)") : null),
        h("textarea", { "data-name": name, rows: name === "wording" ? 3 : 2, placeholder: hint || null, "aria-required": needed ? "true" : null, "aria-invalid": wrong ? "true" : null, "aria-describedby": wrong ? `${this.id}-error` : null, value: value(name),
          oninput: (event) => this.draft(claim.key, { ...this.draftOf(claim.key), [name]: event.target.value, request: null }) }));
    };
    const hindrance = this.hindrance();
    return [
      FIELDS[draft.action].map((name) => [field(name), name === "evidence" && !value(name) ? this.offers(claim) : null]),
      h("p", { class: "cr-soft" }, `By signing you say: “${this.meaning[draft.action]}”`),
      h("div", { class: "cr-desk-sticky" },
        h("p", { id: `${this.id}-error`, class: "cr-desk-error", role: "alert", "data-name": "error", tabindex: "-1" }, draft.error || null),
        hindrance ? h("p", { class: "cr-desk-error" }, hindrance, " ", h("button", { type: "button", class: "cr-plain", onclick: () => this.toSeat() }, "Go there")) : null,
        h("div", { class: "cr-desk-actions" },
          h("button", { type: "button", class: "cr-desk-sign", "data-name": "sign", disabled: Boolean(hindrance || draft.saving), "aria-keyshortcuts": "Control+Enter", onclick: () => this.sign() }, draft.saving ? "Saving …" : `Sign as ${this.who.name || "…"}, ${this.who.role || "…"}`),
          h("button", { type: "button", "data-name": "later", onclick: () => this.choose("") }, "Not now"))),
    ];
  }

  // Evidence at hand: what the record holds, and what was typed for the claims before.
  offers(claim) {
    const sources = claim.record.filter((match) => match.reference && !match.against).map((match) => `${match.reference}${match.row ? ` (row ${match.row}${match.as_of ? `, as of ${match.as_of}` : ""})` : ""}`);
    const texts = [...new Set([...sources, ...(this.evidence ?? [])])].slice(0, 4);
    return texts.length ? h("div", { class: "cr-desk-offers" }, label("Use"), texts.map((text) => this.take(text, "approve", { evidence: text }))) : null;
  }

  reuse(text) {
    this.evidence = [text, ...(this.evidence ?? []).filter((one) => one !== text)].slice(0, 3);
  }

  toSeat() {
    const field = this.parts.seats.querySelector(`[data-name=${this.person() || (this.who.name.trim() && !this.who.people.length) ? "role" : "name"}]`);
    (field ?? this.parts.seats.querySelector("[data-name=role]")).focus();
  }

  choose(action) {
    const claim = this.claims[this.current];
    if (!claim) return;
    this.draft(claim.key, { ...this.draftOf(claim.key), action, error: "", missing: "", request: null });
    this.card(action ? FIELDS[action][0] : "card");
  }

  sign() {
    const claim = this.claims[this.current];
    const draft = claim && this.draftOf(claim.key);
    if (!draft?.action || draft.saving) return;
    const text = (name) => (FIELDS[draft.action].includes(name) ? (draft[name] ?? "").trim() : "");
    const wording = text("wording") === claim.text ? "" : text("wording");
    const missing = {
      approve: text("evidence") ? (claim.overrule && !text("note") ? "note" : "") : "evidence",
      revise: wording || text("note") ? "" : "wording",
      dismiss: text("note") ? "" : "note",
    }[draft.action];
    const hindrance = this.hindrance();
    if (missing || hindrance) {
      const why = { evidence: "Name the evidence this wording rests on.", wording: "Change the wording, or say below what must change.", note: "Say why." };
      this.draft(claim.key, { ...draft, missing, error: missing ? why[missing] : "" });
      this.card(missing || "sign");
      return;
    }
    const message = { kind: "decide", key: claim.key, action: draft.action, by: this.who.name, role: this.who.role, evidence: text("evidence"), note: text("note"), wording };
    const late = () => {
      this.draft(claim.key, { ...this.draftOf(claim.key), saving: false, error: "The kernel has not answered, so this may not be saved. What you typed is kept: sign again (it is not saved twice). Was the kernel restarted? Then run the cell again; the desk shows what is on file." });
      if (this.claims[this.current]?.key === claim.key) this.card("error");
    };
    const request = this.ask({ ...message, request: draft.request ?? undefined }, late);
    this.draft(claim.key, { ...draft, saving: true, request, error: "", missing: "" });
    this.card("sheet");
  }

  undo() {
    const hindrance = this.who.name.trim() && this.who.role ? "" : "Give your name and role at the top first.";
    if (hindrance) this.say(hindrance);
    else this.ask({ kind: "undo", by: this.who.name, role: this.who.role }, () => this.say("The kernel has not answered; nothing is taken back yet."));
  }

  promote() {
    const claim = this.claims[this.current];
    if (claim) this.ask({ kind: "promote", key: claim.key }, () => this.say("The kernel has not answered. Ask again; nothing is added twice."));
  }

  // -- keys -----------------------------------------------------------------------------------------------------

  key(event) {
    if (!this.parts || this.parts.help.open) return void event.stopPropagation();
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key !== "Enter") return; // the browser's and the notebook's own
    event.stopPropagation(); // or the notebook would take the letter for a command
    const field = event.target.closest("input, textarea, select");
    const act = command ? () => this.sign() : field ? this.inField(event, field) : this.plainKey(event);
    if (!act || event.altKey) return;
    event.preventDefault();
    act();
  }

  inField(event, field) {
    if (event.key !== "Escape") return null;
    return () => (field.type === "search" && field.value ? this.clearSearch(field) : this.parts.card.querySelector("[data-name=sheet]")?.focus());
  }

  clearSearch(field) {
    field.value = "";
    this.filter({ words: "" });
  }

  plainKey(event) {
    const marked = event.target.closest("[data-n]");
    const walk = marked && { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (walk) return () => this.walk(walk);
    if (marked && (event.key === "Enter" || event.key === " ")) return () => this.select(Number(marked.dataset.n), "card");
    return {
      j: () => this.step(1),
      k: () => this.step(-1),
      n: () => this.toNext(),
      a: () => this.choose("approve"),
      r: () => this.choose("revise"),
      d: () => this.choose("dismiss"),
      u: () => this.undo(),
      p: () => this.promote(),
      l: () => this.look(!this.listed),
      t: () => (this.marks.get(this.current) ?? this.parts.text).focus(),
      w: () => this.why_(),
      "/": () => this.parts.filters.querySelector("[data-name=words]").focus(),
      "?": () => this.showHelp(),
    }[event.key];
  }

  toNext() {
    const next = this.following();
    if (next < 0 || (next === this.current && this.left() === 1)) this.say(next < 0 ? "Nothing is left to do under these filters." : "This is the last one to do.");
    if (next >= 0) this.select(next, "card");
  }

  why_() {
    const why = this.parts.card.querySelector("[data-name=why]");
    if (!why) return;
    why.open = !why.open;
    why.querySelector("summary").focus();
  }

  help(id) {
    const rows = KEYS.map(([keys, what]) => h("tr", {}, h("th", { scope: "row" }, keys), h("td", {}, what)));
    const dialog = h("dialog", { class: "cr-desk-help", "aria-labelledby": id },
      h("h3", { id }, "Keys"),
      h("table", {}, h("caption", { class: "cr-hidden" }, "Keys of the desk"), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Key"), h("th", { scope: "col" }, "What it does"))), h("tbody", {}, rows)),
      h("h3", {}, "What a signature means"),
      h("p", {}, "Each decision is one entry in a file beside the article, with your name, role, the exact wording, what was asked and the time. Entries are only ever added. A name from git or typed here is not proof of who you are; a JupyterHub login or signed commits add that."),
      h("p", {}, "Designed with 21 CFR Part 11 in mind; not a validated system."),
      h("p", {}, h("button", { type: "button", onclick: () => dialog.close() }, "Close")));
    dialog.addEventListener("close", () => this.parts.card.querySelector("[data-name=sheet]")?.focus());
    return dialog;
  }

  showHelp() {
    this.parts.help.showModal();
  }
}

export default {
  render({ model, el }) {
    const root = h("div");
    el.append(root);
    const desk = new Desk(model, root);
    return () => desk.close();
  },
};
