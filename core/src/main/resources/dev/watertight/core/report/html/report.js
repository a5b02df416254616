(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const byId = (id) => document.getElementById(id);

  // Light or dark: follows the system until the button is pressed. Nothing is stored.
  const theme = byId("theme");
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches);
  const showTheme = () => theme.setAttribute("aria-pressed", String(isDark()));
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    showTheme();
  });
  systemDark.addEventListener("change", showTheme);
  showTheme();

  // The contents are a column in a wide window and fold away in a narrow one.
  const wide = matchMedia("(min-width: 64.01rem)");
  const foldContents = () => { byId("toc").open = wide.matches; };
  wide.addEventListener("change", foldContents);
  foldContents();

  const help = byId("help");
  byId("help-open").addEventListener("click", () => help.showModal());
  byId("help-close").addEventListener("click", () => help.close());

  // Findings, grouped as the page groups them. Attacks and suppressed findings are searched as well.
  const items = [];
  const groups = [];
  const collect = (container, kind, rule, layer) => {
    const fold = container.matches("details") ? container : null;
    const count = container.querySelector("h2 .n, h4 .n, summary .n");
    const group = { container, kind, layer, fold, opened: false, chunks: [], total: 0, count };
    for (const chunk of container.querySelectorAll(".chunk")) {
      const members = Array.from(chunk.children,
        (el) => ({ el, rule: rule || el.dataset.rule || "", layer, fold, text: null, shown: true }));
      items.push(...members);
      group.total += members.length;
      group.chunks.push({ el: chunk, members });
    }
    groups.push(group);
  };
  for (const layer of document.querySelectorAll("section.layer")) {
    for (const rule of layer.querySelectorAll("section.rule")) {
      collect(rule, "finding", rule.dataset.rule, layer.dataset.layer);
    }
  }
  const openCount = items.length;
  for (const table of document.querySelectorAll("details.by-table:not(.grouped)")) {
    collect(table, "attack", "", "database");
  }
  const attackCount = items.length - openCount;
  collect(byId("suppressed"), "suppressed", "", "");
  let shown = items;

  const textOf = (item) => {
    if (item.text === null) {
      item.text = (item.rule + "\n" + item.layer + "\n" + item.el.textContent).toLowerCase();
    }
    return item.text;
  };
  // The text is gathered while nothing else happens, so that the first search is quick too.
  const idle = window.requestIdleCallback || ((task) => setTimeout(() => task({ timeRemaining: () => 8 }), 20));
  const gather = (from) => (deadline) => {
    let i = from;
    while (i < items.length && deadline.timeRemaining() > 2) {
      textOf(items[i++]);
    }
    if (i < items.length) {
      idle(gather(i));
    }
  };
  idle(gather(0));

  const filters = byId("filters");
  const query = byId("q");
  const status = byId("shown");
  const number = new Intl.NumberFormat("en");

  const ticked = (name) => {
    const boxes = filters.querySelectorAll("input[name=" + name + "]:checked");
    return boxes.length === 0 ? null : new Set(Array.from(boxes, (box) => box.value));
  };

  let isFiltered = false;
  const apply = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severity = ticked("severity");
    const state = ticked("status");
    const layer = ticked("layer");
    const rule = filters.elements.rule.value;
    const table = filters.elements.table ? filters.elements.table.value : "";
    isFiltered = Boolean(words.length || severity || state || layer || rule || table);
    const matches = (item) => {
      const data = item.el.dataset;
      return (!severity || severity.has(data.severity))
        && (!state || state.has(data.status))
        && (!layer || layer.has(item.layer))
        && (!rule || item.rule === rule)
        && (!table || data.table === table)
        && words.every((word) => textOf(item).includes(word));
    };
    shown = [];
    let open = 0;
    let attacks = 0;
    const layers = new Map();
    for (const group of groups) {
      let count = 0;
      for (const chunk of group.chunks) {
        const before = shown.length;
        for (const item of chunk.members) {
          const match = !isFiltered || matches(item);
          if (match !== item.shown) {
            item.el.hidden = !match;
            item.shown = match;
          }
          if (match) {
            shown.push(item);
          }
        }
        const inChunk = shown.length - before;
        chunk.el.hidden = inChunk === 0;
        // The height to assume until it is drawn; what it had when drawn unfiltered does not hold.
        chunk.el.style.containIntrinsicSize = isFiltered ? "none " + inChunk * 68 + "px" : "";
        count += inChunk;
      }
      if (group.kind === "finding") {
        open += count;
        group.container.hidden = count === 0;
        layers.set(group.layer, (layers.get(group.layer) || 0) + count);
      } else if (group.kind === "attack") {
        attacks += count;
        group.container.hidden = isFiltered && count === 0;
        // What is found under a folded table is to be seen, and folded again afterwards.
        if (isFiltered && count > 0 && !group.fold.open) {
          group.fold.open = true;
          group.opened = true;
        } else if (!isFiltered && group.opened) {
          group.fold.open = false;
          group.opened = false;
        }
      }
      const all = number.format(group.total);
      group.count.textContent = isFiltered ? number.format(count) + " of " + all : all;
    }
    for (const section of document.querySelectorAll("section.layer")) {
      section.hidden = !layers.get(section.dataset.layer);
    }
    status.textContent = isFiltered
      ? "Filtered: " + number.format(open) + " of " + number.format(openCount) + " open findings shown"
        + (attackCount ? ", and " + number.format(attacks) + " of " + number.format(attackCount) + " attacks below." : ".")
      : "";
    markHits(words);
  };

  let pending = 0;
  const applySoon = () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(apply);
  };
  const clearFilters = () => {
    filters.reset();
    apply();
  };

  if (filters) {
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("input", applySoon);
    filters.addEventListener("reset", () => setTimeout(apply));
    byId("unfold").addEventListener("click", () => shown.forEach((item) => { item.el.open = true; }));
    byId("fold").addEventListener("click", () => shown.forEach((item) => { item.el.open = false; }));
    for (const link of document.querySelectorAll("[data-show-table]")) {
      link.addEventListener("click", () => {
        filters.reset();
        filters.elements.table.value = link.dataset.showTable;
        apply();
      });
    }
  }

  // Isolation tests have filters of their own: words for all of them, states for operations.
  const isolation = byId("isolation-filters");
  const clearIsolation = () => {
    if (isolation) {
      isolation.reset();
      applyIsolation();
    }
  };
  let tried = null;
  const applyIsolation = () => {
    tried = tried || Array.from(document.querySelectorAll("#isolation [data-s]"),
      (el) => ({ el, kind: el.dataset.s, text: el.textContent.toLowerCase() }));
    const wanted = byId("isolation-q").value.toLowerCase().split(/\s+/).filter(Boolean);
    const boxes = isolation.querySelectorAll("input[name=state]:checked");
    const states = boxes.length === 0 ? null : new Set(Array.from(boxes, (box) => box.value));
    const counts = new Map();
    for (const { el, kind, text } of tried) {
      const match = wanted.every((word) => text.includes(word))
        && (kind !== "operation" || !states || states.has(el.dataset.state));
      if (el.hidden === match) {
        el.hidden = !match;
      }
      const count = counts.get(kind) || [0, 0];
      counts.set(kind, [count[0] + (match ? 1 : 0), count[1] + 1]);
    }
    for (const chunk of document.querySelectorAll("#isolation .items")) {
      const visible = chunk.querySelectorAll(":scope > :not([hidden])").length;
      chunk.hidden = visible === 0;
      chunk.style.containIntrinsicSize = visible < chunk.children.length ? "none " + visible * 72 + "px" : "";
    }
    const isNarrowed = wanted.length > 0 || Boolean(states);
    for (const group of document.querySelectorAll("#isolation .grouped")) {
      const all = group.querySelectorAll(".item");
      const visible = group.querySelectorAll(".item:not([hidden])").length;
      group.querySelector("summary .n").textContent = (visible < all.length ? number.format(visible) + " of " : "") + number.format(all.length);
    }
    byId("isolation-shown").textContent = isNarrowed
      ? "Filtered: " + Array.from(counts, ([kind, [match, all]]) =>
        number.format(match) + " of " + number.format(all) + " " + kind + (all === 1 ? "" : "s")).join(", ") + " shown."
      : "";
  };
  if (isolation) {
    let isolationPending = 0;
    isolation.addEventListener("submit", (event) => event.preventDefault());
    isolation.addEventListener("input", () => {
      cancelAnimationFrame(isolationPending);
      isolationPending = requestAnimationFrame(applyIsolation);
    });
    isolation.addEventListener("reset", () => setTimeout(applyIsolation));
  }

  // Keys.
  const isTyping = (target) => target.matches("input[type=search], select, textarea");
  const move = (step) => {
    const visible = shown.filter((item) => !item.fold || item.fold.open);
    if (visible.length === 0) {
      return;
    }
    const here = document.activeElement.closest(".f");
    let at = here ? visible.findIndex((item) => item.el === here) : -1;
    if (at < 0) {
      at = step > 0 ? -1 : visible.length;
      const below = visible.findIndex((item) => item.el.getBoundingClientRect().bottom > 0);
      if (scrollY > 0 && below >= 0) {
        at = step > 0 ? below - 1 : below;
      }
    }
    const next = visible[Math.min(Math.max(at + step, 0), visible.length - 1)].el;
    next.querySelector("summary").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) {
      return;
    }
    if (event.key === "Escape" && (filters || isolation)) {
      if (filters) {
        clearFilters();
      }
      clearIsolation();
      if (document.activeElement.matches("input[type=search]")) {
        document.activeElement.blur();
      }
    } else if (isTyping(event.target)) {
      if (event.key === "Enter" && event.target === query) {
        move(1);
      }
    } else if (event.key === "/" && (filters || isolation)) {
      event.preventDefault();
      // Where only isolation tests have anything to search, that is what is searched.
      const search = query || byId("isolation-q");
      search.focus();
      search.select();
    } else if (event.key === "j") {
      move(1);
    } else if (event.key === "k") {
      move(-1);
    } else if (event.key === "?") {
      help.showModal();
    }
  });

  // A link to a finding or a table unfolds it, whatever is filtered.
  const follow = () => {
    let id;
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch (e) {
      return;
    }
    const target = id && byId(id);
    if (!target || !target.matches(".f, .by-table")) {
      return;
    }
    if (target.hidden) {
      clearFilters();
    }
    target.open = true;
    // Twice: the first time, sizes above are still estimates of what was not drawn yet.
    target.scrollIntoView({ behavior: "instant" });
    requestAnimationFrame(() => target.scrollIntoView({ behavior: "instant" }));
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    // The same link a second time changes no address.
    const link = event.target.closest("a[href^='#table-']");
    if (link && link.hash === location.hash) {
      follow();
    }
  });
  follow();

  document.addEventListener("click", (event) => {
    if (!event.target.matches("button.copy")) {
      return;
    }
    const button = event.target;
    const copyable = button.closest(".copyable");
    const fields = copyable ? copyable.querySelector("pre") : button.closest(".proof").querySelector("dl");
    const text = copyable
      ? fields.textContent
      : Array.from(fields.querySelectorAll("dt"),
        (dt) => dt.textContent + ": " + dt.nextElementSibling.textContent).join("\n");
    const select = () => {
      getSelection().selectAllChildren(fields);
      button.textContent = "Selected";
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(() => { button.textContent = "Copied"; }, select);
    } else {
      select();
    }
  });

  // Older browsers print folded what the style sheet cannot unfold.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    if (!CSS.supports("selector(details::details-content)")) {
      unfolded = Array.from(document.querySelectorAll("main details:not([open]):not(.a)"));
      unfolded.forEach((el) => { el.open = true; });
    }
  });
  addEventListener("afterprint", () => {
    unfolded.forEach((el) => { el.open = false; });
    unfolded = [];
  });

  // Colours in code, and marks on what was searched for: ranges only, the document stays as it is.
  const canHighlight = Boolean(window.Highlight && CSS.highlights);
  const words = {
    java: "abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for if implements import instanceof int interface long native new null package permits private protected public record return sealed short static strictfp super switch synchronized this throw throws transient true false try var void volatile while yield",
    sql: "add all alter and any array as asc begin between bigint boolean by cascade case check column commit conflict constraint create cross current cursor database default delete desc distinct do drop else enable end except execute exists false filter for force foreign from full function grant group having if in index inner insert integer intersect into is join key lateral left level like limit local not null numeric on only or order outer over partition policy primary procedure references replace restrictive permissive returning returns revoke right role rollback row schema security select sequence serial session set some table temporary text then timestamp timestamptz to trigger true truncate type union unique update using uuid values varchar view when where window with"
  };
  const pattern = {
    java: /(?<comment>\/\/.*|\/\*[^]*?(?:\*\/|$)|^\s*\*[ /].*)|(?<string>"""[^]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?<word>[A-Za-z_$][\w$]*)|(?<number>\b\d[\w.]*)/gm,
    sql: /(?<comment>--.*|\/\*[^]*?(?:\*\/|$))|(?<string>'(?:''|[^'])*')|(?<word>[A-Za-z_][\w$]*)|(?<number>\b\d[\w.]*)/gm,
    xml: /(?<comment><!--[^]*?(?:-->|$))|(?<string>"[^"<\n]*"|'[^'<\n]*')|(?<keyword><[/?!]?[\w:.-]+|[/?]?>)/gm
  };
  const keywords = { java: new Set(words.java.split(" ")), sql: new Set(words.sql.split(" ")) };
  const registry = new Map();
  const highlight = (name) => {
    let known = registry.get(name);
    if (!known) {
      known = new Highlight();
      registry.set(name, known);
      CSS.highlights.set(name, known);
    }
    return known;
  };
  const coloured = new Map();
  const colour = (code) => {
    const rules = pattern[code.dataset.lang];
    if (!canHighlight || !rules || coloured.has(code)) {
      return;
    }
    const ranges = [];
    coloured.set(code, ranges);
    const nodes = [];
    let text = "";
    for (const line of code.children) {
      const node = line.firstChild;
      if (node) {
        nodes.push({ node, start: text.length });
        text += node.data;
      }
    }
    let last = 0;
    const place = (offset) => {
      while (last + 1 < nodes.length && nodes[last + 1].start < offset) {
        last++;
      }
      return [nodes[last].node, offset - nodes[last].start];
    };
    for (const match of text.matchAll(rules)) {
      const found = match.groups;
      const isSql = code.dataset.lang === "sql";
      const kind = found.comment ? "comment"
        : found.string ? "string"
        : found.keyword ? "keyword"
        : found.number ? "number"
        : found.word && keywords[code.dataset.lang].has(isSql ? found.word.toLowerCase() : found.word) ? "keyword"
        : "";
      if (kind) {
        const range = new Range();
        range.setStart(...place(match.index));
        range.setEnd(...place(match.index + match[0].length));
        highlight(kind).add(range);
        ranges.push({ kind, range });
      }
    }
  };
  const discolour = (code) => {
    for (const { kind, range } of coloured.get(code) || []) {
      highlight(kind).delete(range);
    }
    coloured.delete(code);
  };
  // Only what is near the window has colours: thousands of ranges would slow every change.
  const drawn = new WeakSet();
  document.addEventListener("contentvisibilityautostatechange", (event) => {
    const chunk = event.target;
    if (event.skipped) {
      drawn.delete(chunk);
      chunk.querySelectorAll(".code").forEach(discolour);
    } else {
      drawn.add(chunk);
      chunk.querySelectorAll(".f[open] .code").forEach(colour);
    }
  }, true);
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches(".f") && drawn.has(event.target.parentNode)) {
      event.target.querySelectorAll(".code").forEach(colour);
    }
  }, true);

  let hitsTask = 0;
  const markHits = (wanted) => {
    if (!canHighlight) {
      return;
    }
    clearTimeout(hitsTask);
    highlight("hit").clear();
    if (wanted.length === 0) {
      return;
    }
    hitsTask = setTimeout(() => {
      let left = 2000;
      for (const item of shown.slice(0, 400)) {
        const walker = document.createTreeWalker(item.el, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode()) {
          const text = node.data.toLowerCase();
          for (const word of wanted) {
            for (let at = text.indexOf(word); at >= 0 && left > 0 && text.length === node.data.length; at = text.indexOf(word, at + word.length)) {
              const range = new Range();
              range.setStart(node, at);
              range.setEnd(node, at + word.length);
              highlight("hit").add(range);
              left--;
            }
          }
        }
      }
    }, 120);
  };
})();
