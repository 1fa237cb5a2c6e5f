// Sorts and filters the index. Without it the table stands as written: worst first.
(() => {
  const table = document.getElementById("articles");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const worst = new Map(rows.map((row, place) => [row, place]));
  const value = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const number = Number.parseFloat(text);
    return text === "–" || text === "" ? -1 : Number.isNaN(number) ? text.toLowerCase() : number;
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const order = head.getAttribute("aria-sort");
      const next = order === "descending" ? "ascending" : order === "ascending" ? null : "descending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (next) head.setAttribute("aria-sort", next);
      const sign = next === "ascending" ? 1 : -1;
      const sorted = [...rows].sort(
        (a, b) => (next ? sign * compare(value(a, column), value(b, column)) : 0) || worst.get(a) - worst.get(b),
      );
      body.append(...sorted);
    });
  });

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const field = (words, control) => {
    const label = make("label", { textContent: `${words} ` });
    label.append(control);
    return label;
  };
  const options = (words, columns) => {
    const select = make("select", {});
    select.append(make("option", { value: "", textContent: words }));
    columns.forEach((column) => select.append(make("option", { value: column, textContent: heads[column].textContent })));
    return select;
  };
  const text = make("input", { type: "search" });
  const severity = options("any", [1, 2, 3, 4]);
  const role = options("anyone", [5, 6, 7]);
  const status = make("p", { className: "cr-soft" });
  status.setAttribute("role", "status");
  const filter = () => {
    const wanted = text.value.trim().toLowerCase();
    const shown = rows.filter((row) => {
      const some = [severity.value, role.value].every((column) => !column || value(row, Number(column)) > 0);
      row.hidden = !(some && row.cells[0].textContent.toLowerCase().includes(wanted));
      return !row.hidden;
    });
    status.textContent = shown.length === rows.length ? "" : `${shown.length} of ${rows.length} articles shown`;
  };
  [text, severity, role].forEach((control) => control.addEventListener("input", filter));
  const controls = document.getElementById("controls");
  controls.append(field("Article", text), field("Severity", severity), field("Needs", role), status);
})();
