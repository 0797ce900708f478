// A chart whose query fails would stay blank: say so on the page.
const tell = () => {
  if (document.querySelector(".chart-problem")) return;
  const told = document.createElement("p");
  told.className = "message-warning chart-problem";
  told.textContent =
    "A chart could not be drawn: its query took too long or failed. Load the page again, or try a narrower filter.";
  document.querySelector("section.content").prepend(told);
};

const ask = window.fetch;
window.fetch = async (...what) => {
  const answer = await ask(...what);
  if (!answer.ok) tell();
  return answer;
};
window.addEventListener("unhandledrejection", tell);

// Each filter stands alone in a group with a name; a reader's software wants it on the field.
document.addEventListener("DOMContentLoaded", () => {
  for (const group of document.querySelectorAll(".dashboard-filters fieldset"))
    group.querySelector("select, input").ariaLabel = group.querySelector("legend").textContent;
});
