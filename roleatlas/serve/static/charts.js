// A chart whose query fails would stay blank: say so on the page.
window.addEventListener("unhandledrejection", () => {
  if (document.querySelector(".chart-problem")) return;
  const told = document.createElement("p");
  told.className = "message-warning chart-problem";
  told.textContent =
    "A chart could not be drawn: its query took too long or found nothing. Try another filter.";
  document.querySelector("section.content").prepend(told);
});
