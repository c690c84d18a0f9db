// Live updates: which case changed comes by socket, what it looks like now is fetched as a page part.
(() => {
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

  // Somebody else is writing on the case that is open here: said once for each of them.
  const main = document.getElementById("main");
  const onWriting = ({ id, who, does }) => document.querySelectorAll(`[data-writing-case="${id}"]`).forEach((place) => {
    const words = `${who}${main.dataset.writingWords}“${does}”。`;
    if ([...place.children].some((one) => one.textContent.trim() === words)) return;
    const line = document.createElement("p");
    line.className = "notice"; line.textContent = words;
    place.append(line);
  });

  listen("/live/", {
    mark: "live",
    stale: document.getElementById("stale"),
    back: refetchAll,
    hear: (data) => {
      const message = JSON.parse(data);
      if (message.type === "case") onCase(message.id);
      if (message.type === "writing") onWriting(message);
    },
  });
})();
