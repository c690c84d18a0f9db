// The agent's console: hears the telephone, fetches the call anew, and is driven from the keyboard.
(() => {
  const call = () => document.getElementById("call");
  const busy = () => call().contains(document.activeElement) && /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
  let missed = false;
  const fetchCall = () => {
    if (busy()) { missed = true; return; }
    missed = false;
    htmx.ajax("GET", call().dataset.consoleUrl, { target: "#call", swap: "outerHTML" });
  };
  // A number that is known goes into the order being written, if nobody has written one.
  const takeNumber = () => {
    const phone = document.getElementById("id_phone"), shown = call().querySelector(".number");
    if (phone && shown && !phone.value && /^[0-9+ -]{5,}$/.test(shown.textContent.trim())) phone.value = shown.textContent.trim();
  };
  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "call" || event.target.id === "order") takeNumber(); });
  document.addEventListener("focusout", () => setTimeout(() => { if (missed && !busy()) fetchCall(); }, 0));

  let wait = 1000;
  const connect = () => {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/calls/`);
    let opened = false;
    socket.onopen = () => { opened = true; wait = 1000; document.documentElement.dataset.calls = "on"; fetchCall(); };
    socket.onmessage = (event) => {
      const type = JSON.parse(event.data).type;
      if (type === "call" || type === "hall") fetchCall();
    };
    socket.onclose = () => {
      delete document.documentElement.dataset.calls;
      setTimeout(connect, wait);
      wait = Math.min(opened ? 1000 : wait * 2, 30000);
    };
  };
  connect();

  const focus = (id) => { const element = document.getElementById(id); if (element) element.focus(); };
  const places = { k: () => focus("know"), n: () => focus("notes"), o: () => focus("id_title") };
  addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const key = event.code.replace(/^(Key|Digit)/, "").toLowerCase();
    const target = places[key] || (document.querySelector(`[data-key="${key}"], [data-code="${key}"]`) && (() => document.querySelector(`[data-key="${key}"], [data-code="${key}"]`).click()));
    if (target) { event.preventDefault(); target(); }
  });
})();
