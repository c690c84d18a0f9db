// The agent's console: hears the telephone, fetches the call anew, and is driven from the keyboard.
(() => {
  const call = () => document.getElementById("call");
  const busy = () => call().contains(document.activeElement) && /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
  let missed = false, fetching = false, again = false;
  // One after the other: what is asked while an answer is awaited would be lost with the element it replaces.
  const fetchCall = () => {
    if (busy()) { missed = true; return; }
    if (fetching) { again = true; return; }
    missed = again = false;
    fetching = true;
    const done = () => { fetching = false; if (again) fetchCall(); };
    htmx.ajax("GET", call().dataset.consoleUrl, { target: "#call", swap: "outerHTML" }).then(done, done);
  };
  // Whoever has begun to type meanwhile keeps what was typed; the call is fetched when they are done.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id === "call" && busy()) { event.detail.shouldSwap = false; missed = true; }
  });
  // A number that is known goes into the order being written, if nobody has written one.
  const takeNumber = () => {
    const phone = document.getElementById("id_phone"), shown = call().querySelector(".number");
    if (phone && shown && !phone.value && /^[0-9+ -]{5,}$/.test(shown.textContent.trim())) phone.value = shown.textContent.trim();
  };
  // The class of matters that the words point to, where nobody has chosen one.
  const takeGuess = () => {
    const guess = document.querySelector("#similar [data-guess]"), subject = document.getElementById("id_subject");
    if (guess && subject && !subject.value) subject.value = guess.dataset.guess;
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "similar") takeGuess();
    if (event.target.id === "call" || event.target.id === "order") takeNumber();
  });
  document.addEventListener("focusout", () => setTimeout(() => { if (missed && !busy()) fetchCall(); }, 0));

  listen("/live/calls/", {
    mark: "calls",
    opened: fetchCall,
    hear: (data) => { if (["call", "hall"].includes(JSON.parse(data).type)) fetchCall(); },
  });

  const focus = (id) => { const element = document.getElementById(id); if (element) element.focus(); };
  const places = { k: () => focus("know"), n: () => focus("notes"), o: () => focus("id_title") };
  addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const key = event.code.replace(/^(Key|Digit)/, "").toLowerCase();
    const target = places[key] || (document.querySelector(`[data-key="${key}"], [data-code="${key}"]`) && (() => document.querySelector(`[data-key="${key}"], [data-code="${key}"]`).click()));
    if (target) { event.preventDefault(); target(); }
  });
})();
