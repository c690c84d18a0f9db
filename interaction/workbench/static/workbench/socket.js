// What a page fetches by itself says so: it is no sign that somebody is there.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.triggeringEvent) event.detail.headers["X-By-Itself"] = "1";
});

// Every socket of ours: comes back when it was lost, after ever longer waits, and says since when nothing was heard.
(() => {
  const SILENCE = 25000;
  // As the server closes it when the session is over (sign_in/sockets.py): nobody asks again before signing in.
  const SIGNED_OUT = 4401;
  const watch = (stale, back) => {
    let heard = Date.now(), lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      stale.textContent = `${stale.dataset.words} ${new Date(heard).toLocaleTimeString("zh-CN", { hour12: false })}。`;
      stale.hidden = false;
    };
    const hear = () => {
      heard = Date.now();
      if (!lost) return;
      lost = false;
      stale.hidden = true;
      back?.();
    };
    setInterval(() => { if (Date.now() - heard > SILENCE) lose(); }, 2000);
    return { lose, hear };
  };
  // While it is open, the page has data-<mark>="on"; `stale` is where the page says that it is not, `back` what is done
  // when news come again.
  window.listen = (path, { mark, hear, opened, stale, back, first = 1000, most = 30000 }) => {
    const watched = stale && watch(stale, back);
    let socket, timer, wait = first;
    const connect = () => {
      socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`);
      socket.onopen = () => {
        wait = first;
        document.documentElement.dataset[mark] = "on";
        opened?.();
      };
      socket.onmessage = (event) => {
        watched?.hear();
        hear(event.data);
      };
      socket.onclose = (closed) => {
        delete document.documentElement.dataset[mark];
        watched?.lose();
        if (closed.code === SIGNED_OUT) return;
        timer = setTimeout(connect, wait);
        wait = Math.min(wait * 2, most);
      };
    };
    addEventListener("pagehide", () => { clearTimeout(timer); socket.onclose = null; socket.close(); });
    // Back from the browser's memory: what was typed stands there still, so the page is not fetched anew.
    addEventListener("pageshow", (event) => { if (event.persisted) { connect(); back?.(); } });
    connect();
  };
})();
