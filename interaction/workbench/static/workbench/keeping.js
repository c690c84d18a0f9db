// What is typed into a form of the desk is kept as one types; it is there again when its page is opened anew.
(() => {
  const PAUSE = 2000;
  const main = document.getElementById("main");
  const waiting = new Map();
  const said = (form) => {
    let place = form.querySelector("[data-kept]");
    if (!place) {
      place = document.createElement("span");
      place.className = "muted small"; place.dataset.kept = ""; place.setAttribute("role", "status");
      (form.querySelector("button.btn:not([name])")?.parentElement || form).append(" ", place);
    }
    return place;
  };
  const keep = async (form) => {
    waiting.delete(form);
    if (form.dataset.sent) return;
    const sent = new FormData(form);
    for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
    sent.set("address", new URL(form.action || location.href, location.href).pathname);
    const answer = await fetch(main.dataset.keeps, { method: "POST", body: sent }).catch(() => null);
    if (answer?.status === 200) said(form).textContent = `${main.dataset.keptWords} ${await answer.text()}`;
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.elements.written_by || !form.querySelector("textarea")) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(keep, PAUSE, form));
  });
  document.addEventListener("submit", (event) => clearTimeout(waiting.get(event.target)));
})();
