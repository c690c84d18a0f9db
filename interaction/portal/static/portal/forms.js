// A form goes out once: its buttons are dead from the first click on, until the answer is there or does not come.
(() => {
  const ANSWERED = 15000;
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[data-held]").forEach((button) => { button.disabled = false; delete button.dataset.held; });
  };
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    // After the browser has read the form: a button that is dead by then is not sent along.
    setTimeout(() => [...form.elements].forEach((one) => {
      if (one.type === "submit" && !one.disabled) { one.dataset.held = ""; one.disabled = true; }
    }));
    setTimeout(() => release(form), ANSWERED);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
})();

// While one types into a long text, its page counts as the server will: whole characters, none at its ends. Nothing is cut.
(() => {
  const count = (line) => {
    const box = document.getElementById(line.dataset.counts);
    const most = Number(box?.dataset.most);
    if (!most) return;
    const written = [...box.value.trim()].length;
    line.dataset.empty ??= line.textContent;
    line.textContent = written ? line.dataset.written.replace("0", written) : line.dataset.empty;
    line.classList.toggle("over", written > most);
  };
  const lines = () => document.querySelectorAll("[data-counts]");
  addEventListener("DOMContentLoaded", () => lines().forEach(count));
  // A part of the page that came later is counted too.
  addEventListener("input", (event) => lines().forEach((line) => {
    if (line.dataset.counts === event.target.id) count(line);
  }));
})();
