// Runs before the first paint so that a stored choice of theme never flashes.
(function () {
  try {
    var choice = localStorage.getItem("parlance.theme");
    if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
  } catch {
    // Storage may be forbidden; the system's own preference then decides.
  }
})();
