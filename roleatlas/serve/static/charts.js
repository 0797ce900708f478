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

// What was typed becomes the one name of the list that holds it; else the field says what to do.
const settle = (field) => {
  const typed = field.value.trim().toLowerCase();
  const names = [...field.list.options].map((option) => option.value);
  const near = names.filter((name) => name.toLowerCase().includes(typed));
  const name = names.find((name) => name.toLowerCase() === typed) ?? (near.length === 1 ? near[0] : null);
  if (typed && name) field.value = name;
  field.setCustomValidity(
    !typed || name ? "" : `${near.length || "No"} names of the list have “${field.value}”: choose one.`,
  );
};

// Each filter stands alone in a group with a name; a reader's software wants it on the field.
document.addEventListener("DOMContentLoaded", () => {
  for (const group of document.querySelectorAll(".dashboard-filters fieldset")) {
    const field = group.querySelector("select, input");
    field.ariaLabel = group.querySelector("legend").textContent;
    if (!field.list) continue;
    field.addEventListener("input", () => field.setCustomValidity(""));
    field.addEventListener("change", () => settle(field));
  }
});
