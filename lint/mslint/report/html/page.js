// Filters and keys of the report. Without it all findings are there and each note opens; it sends and stores nothing.
"use strict";
(() => {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll(".row")].map((element) => ({ element, section: element.dataset.section, notes: [] }));
  const rowOf = new Map(rows.map((row) => [row.element, row]));
  const notes = [...document.querySelectorAll(".finding")].map((element) => {
    const summary = element.firstElementChild;
    const severity = ["error", "warning", "suggestion"].find((name) => element.classList.contains(name));
    const row = rowOf.get(element.closest(".row"));
    const note = { element, item: element.parentElement, summary, severity, row, rule: element.dataset.rule, number: element.id.slice(1), words: "", shown: true };
    row.notes.push(note);
    return note;
  });
  const byNumber = new Map(notes.map((note) => [note.number, note]));
  const marks = [...document.querySelectorAll(".mark")].map((element) => ({ element, numbers: element.dataset.f.split(" "), off: false }));
  const marksOf = new Map();
  for (const mark of marks) for (const number of mark.numbers) marksOf.set(number, [...(marksOf.get(number) || []), mark.element]);
  const wordsOf = (note) => (note.words ||= `${note.element.textContent} ${(marksOf.get(note.number) || []).map((m) => m.textContent).join("")}`.toLowerCase());

  // --- filters ---
  const within = new Map([...form.section.options].map((option) => [option.value, option.dataset.within]));
  const lies = (section, wanted) => {
    for (let at = section; at !== undefined; at = within.get(at)) if (at === wanted) return true;
    return false;
  };
  function filter() {
    const severities = new Set([...form.elements.severity].filter((box) => box.checked).map((box) => box.value));
    const rule = form.rule.value, section = form.section.value, words = form.words.value.trim().toLowerCase();
    const inSection = new Map();
    const isIn = (row) => {
      if (!section) return true;
      if (!inSection.has(row.section)) inSection.set(row.section, row.section !== undefined && lies(row.section, section));
      return inSection.get(row.section);
    };
    let number = 0;
    for (const note of notes) {
      const shown = severities.has(note.severity) && isIn(note.row) &&
        (!rule || note.rule === rule || (rule.endsWith(".") && note.rule.startsWith(rule))) &&
        (!words || wordsOf(note).includes(words));
      number += shown;
      if (shown !== note.shown) note.item.hidden = !(note.shown = shown);
    }
    for (const row of rows) {
      const hidden = !isIn(row) || (form.only.checked && !row.notes.some((note) => note.shown));
      if (row.element.hidden !== hidden) row.element.hidden = hidden;
    }
    for (const mark of marks) {
      const off = !mark.numbers.some((name) => byNumber.get(name).shown);
      if (off !== mark.off) mark.element.classList.toggle("off", (mark.off = off));
    }
    form.querySelector("output").textContent = `${number} of ${notes.length} findings`;
  }
  let waiting = 0;
  form.addEventListener("input", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(filter); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  form.reset();
  filter();

  // --- going from finding to finding ---
  let here = null;
  function point(note) {
    for (const mark of here ? marksOf.get(here.number) || [] : []) mark.classList.remove("here");
    here = note;
    for (const mark of marksOf.get(note.number) || []) mark.classList.add("here");
  }
  function go(note, open) {
    if (!note) return;
    point(note);
    if (open) note.element.open = true;
    note.summary.focus({ preventScroll: true });
    note.summary.scrollIntoView({ block: "center" });
  }
  function step(by) {
    const shown = notes.filter((note) => note.shown && !note.row.element.hidden);
    const at = here && shown.indexOf(here);
    if (here && at >= 0) return go(shown[at + by]);
    const next = shown.findIndex((note) => note.element.getBoundingClientRect().top >= 0);
    go(shown[by > 0 ? Math.max(next, 0) : next < 0 ? shown.length - 1 : Math.max(next - 1, 0)]);
  }
  document.addEventListener("focusin", (event) => {
    const element = event.target.closest?.(".finding");
    const note = element && byNumber.get(element.id.slice(1));
    if (note && note !== here) point(note);
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".mark");
    const link = event.target.closest?.('a[href^="#f"]');
    const note = link && byNumber.get(link.hash.slice(2));
    if (!note) return;
    event.preventDefault();
    if (mark?.classList.contains("off")) return;
    const numbers = mark ? mark.dataset.f.split(" ") : [note.number];
    const shown = numbers.map((name) => byNumber.get(name)).filter((found) => found.shown);
    for (const found of shown) found.element.open = true;
    if (!shown.length) { form.reset(); filter(); }
    go(shown.includes(note) ? note : shown[0] || note, true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.matches?.("input[type=search], select");
    if (event.key === "Escape") {
      if (event.target === form.words && form.words.value) { form.words.value = ""; filter(); }
      else if (typing) event.target.blur();
      else if (here) { here.element.open = false; here.summary.focus(); }
      event.preventDefault();
    } else if (typing) {
      if (event.key === "Enter" && event.target === form.words) { event.preventDefault(); here = null; step(1); }
    } else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "/") {
      event.preventDefault();
      form.words.focus();
      form.words.select();
    }
  });
  addEventListener("beforeprint", () => { for (const note of notes) note.element.dataset.was = note.element.open ? "open" : ""; for (const note of notes) note.element.open = true; });
  addEventListener("afterprint", () => { for (const note of notes) note.element.open = note.element.dataset.was === "open"; });
})();
