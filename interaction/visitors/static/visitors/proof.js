// Where a form asks for a proof, the browser works it out, and the question beside need not be answered.
// Without crypto.subtle (a page that came by plain http) the question stays.
const solve = async (place) => {
  const { challenge, solver, worker, working, done } = place.dataset;
  const { form } = place.previousElementSibling;
  const answer = form.elements.proof;
  let pressed = null;
  let solved = false;
  const wait = (event) => {
    if (solved || answer?.value.trim()) return;
    event.preventDefault();
    pressed = event.submitter;
  };
  place.textContent = working;
  form.addEventListener("submit", wait);
  try {
    const { solveChallengeWorkers } = await import(solver);
    const given = JSON.parse(challenge);
    const solution = await solveChallengeWorkers({
      challenge: given, concurrency: navigator.hardwareConcurrency || 2, createWorker: () => new Worker(worker),
    });
    if (!solution) throw new Error("not solved");
    place.previousElementSibling.value = btoa(JSON.stringify({ challenge: given, solution }));
    place.textContent = done;
  } catch {
    place.textContent = "";
  }
  solved = true;
  form.removeEventListener("submit", wait);
  if (pressed) form.requestSubmit(pressed);
};

if (globalThis.crypto?.subtle) document.querySelectorAll("[data-challenge]").forEach(solve);
