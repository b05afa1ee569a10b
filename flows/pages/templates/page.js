"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  all(".tools").forEach((tool) => { tool.hidden = false; });

  const applies = (row, query) =>
    (row.dataset.name || row.querySelector("th").textContent).toLowerCase().includes(query);
  all("input[data-filter]").forEach((input) => input.addEventListener("input", () => {
    const query = input.value.trim().toLowerCase();
    all(`[data-row="${input.dataset.filter}"]`).forEach((row) => { row.hidden = !applies(row, query); });
  }));

  const severities = all("input[data-severity]");
  const onlyNew = document.querySelector("input[data-only-new]");
  const choose = () => {
    const shown = severities.filter((box) => box.checked).map((box) => box.dataset.severity);
    all(".finding").forEach((finding) => {
      const isShown = shown.some((severity) => finding.classList.contains(severity));
      const isNew = ["new", "regressed"].includes(finding.dataset.lifecycle);
      finding.hidden = !isShown || (onlyNew.checked && !isNew);
    });
  };
  severities.concat(onlyNew || []).forEach((box) => box.addEventListener("change", choose));

  const value = (row, column) => row.cells[column].textContent.trim();
  const compare = (left, right) =>
    isNaN(left) || isNaN(right) ? left.localeCompare(right, "zh-CN", { numeric: true }) : Number(left) - Number(right);
  all("table[data-sortable] thead th:not(.bar-head)").forEach((head) => {
    const button = document.createElement("button");
    button.className = "sort";
    button.textContent = head.textContent;
    button.title = "点击排序";
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const table = head.closest("table");
      const sign = head.getAttribute("aria-sort") === "descending" ? 1 : -1;
      all("th", table.tHead).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
      const plain = (row) => value(row, head.cellIndex).replace("·", "0").split("\n")[0];
      const rows = Array.from(table.tBodies[0].rows);
      rows.sort((a, b) => sign * compare(plain(a), plain(b))).forEach((row) => table.tBodies[0].append(row));
    });
  });

  all("button[data-print]").forEach((button) => button.addEventListener("click", () => {
    const chosen = document.getElementById(button.dataset.print);
    const holder = chosen.closest(".county") || chosen;
    const mark = (on) => {
      document.body.classList.toggle("print-one", on);
      chosen.classList.toggle("chosen", on);
      holder.classList.toggle("has-chosen", on);
    };
    window.addEventListener("afterprint", () => mark(false), { once: true });
    mark(true);
    window.print();
  }));

  all("button[data-copy]").forEach((button) => button.addEventListener("click", () => {
    const tools = button.closest(".tools");
    tools.hidden = true;
    const text = document.getElementById(button.dataset.copy).innerText.replace(/\n\s*\n+/g, "\n");
    tools.hidden = false;
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    button.textContent = isCopied ? "已复制" : "请手工选取复制";
    setTimeout(() => { button.textContent = "复制清单"; }, 2500);
  }));
})();
