// The keyboard at the desk: j/k move, Enter opens, a acts, / searches, ? helps. None of it while typing.
(() => {
  const rows = () => [...document.querySelectorAll("table.queue tbody tr")];
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.classList.contains("sel"));
    all[at]?.classList.remove("sel");
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    next.classList.add("sel");
    next.querySelector("a").focus();
  };
  const act = () => {
    const main = document.querySelector("[data-main-action]") || document.querySelector("table.queue tr.sel a");
    main?.click();
  };
  const keys = {
    j: () => move(1), k: () => move(-1), a: act, "?": () => document.getElementById("keys").showModal(),
    "/": () => document.getElementById("q")?.focus(),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const does = keys[event.key];
    if (does) { event.preventDefault(); does(); }
  });
})();
