// Live updates: which case changed comes by socket, what it looks like now is fetched as a page part.
(() => {
  const stale = document.getElementById("stale");
  const SILENCE = 25000;
  let socket, heard = Date.now(), wait = 1000, timer, lost = false;

  const typing = (element) => element.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  // One after the other: what is asked while an answer is awaited would be lost with the element it replaces.
  const fetching = new Set(), again = new Set();
  const refetch = (element) => {
    const url = element.dataset.liveUrl;
    if (typing(element) || !url) return;
    if (fetching.has(url)) { again.add(url); return; }
    fetching.add(url);
    const done = () => {
      fetching.delete(url);
      if (again.delete(url)) document.querySelectorAll(`[data-live-url="${CSS.escape(url)}"]`).forEach(refetch);
    };
    htmx.ajax("GET", url, { target: element, swap: "outerHTML" }).then(done, done);
  };
  // Whoever has begun to type meanwhile keeps what was typed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.dataset.liveUrl && typing(event.target)) event.detail.shouldSwap = false;
  });
  const refetchAll = () => document.querySelectorAll("[data-live-url]").forEach(refetch);
  const flash = (id) => document.querySelectorAll(`[data-live-case="${id}"]`).forEach((element) => {
    element.classList.remove("flash"); void element.offsetWidth; element.classList.add("flash");
  });

  let queueTimer, changed = new Set();
  const onCase = (id) => {
    changed.add(id);
    document.querySelectorAll(`[data-live-case="${id}"][data-live-url]`).forEach(refetch);
    if (!queueTimer) queueTimer = setTimeout(() => {
      queueTimer = null;
      document.querySelectorAll("[data-live-queue]").forEach(refetch);
    }, 300);
  };
  document.addEventListener("htmx:afterSettle", () => { changed.forEach(flash); changed = new Set(); });

  const lose = () => {
    if (lost) return;
    lost = true;
    const time = new Date(heard).toLocaleTimeString("zh-CN", { hour12: false });
    stale.textContent = `${stale.dataset.words} ${time}。`;
    stale.hidden = false;
  };
  const hear = () => {
    heard = Date.now();
    if (lost) { lost = false; stale.hidden = true; refetchAll(); }
  };
  const connect = () => {
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/`);
    socket.onopen = () => { document.documentElement.dataset.live = "on"; wait = 1000; };
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      hear();
      if (message.type === "case") onCase(message.id);
    };
    socket.onclose = () => {
      delete document.documentElement.dataset.live;
      lose();
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, 30000);
    };
  };
  setInterval(() => { if (Date.now() - heard > SILENCE) lose(); }, 2000);
  addEventListener("pagehide", () => { clearTimeout(timer); if (socket) { socket.onclose = null; socket.close(); } });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  connect();
})();
