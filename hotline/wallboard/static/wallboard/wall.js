// The wall: shows what it is sent; without a connection it keeps the last figures and says from when they are.
(() => {
  const board = document.getElementById("board"), stale = document.getElementById("stale");
  const SILENCE = 25000;
  let heard = Date.now(), wait = 500, lost = false;
  const lose = () => {
    if (lost) return;
    lost = true;
    stale.textContent = `${stale.dataset.words} ${new Date(heard).toLocaleTimeString("zh-CN", { hour12: false })}。`;
    stale.hidden = false;
  };
  const connect = () => {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/wall/`);
    socket.onmessage = (event) => {
      heard = Date.now();
      wait = 500;
      lost = false;
      stale.hidden = true;
      board.innerHTML = event.data;
      document.documentElement.dataset.live = "on";
    };
    socket.onclose = () => {
      delete document.documentElement.dataset.live;
      lose();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 10000);
    };
  };
  setInterval(() => { if (Date.now() - heard > SILENCE) lose(); }, 2000);
  document.getElementById("full").addEventListener("click", () => document.documentElement.requestFullscreen());
  connect();
})();
