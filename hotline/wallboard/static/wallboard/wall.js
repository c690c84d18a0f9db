// The wall: shows what it is sent; without a connection it keeps the last figures and says from when they are.
(() => {
  const board = document.getElementById("board"), stale = document.getElementById("stale");
  listen("/live/wall/", { mark: "live", stale, first: 500, most: 10000, hear: (data) => { board.innerHTML = data; } });
  document.getElementById("full").addEventListener("click", () => document.documentElement.requestFullscreen());
})();
