// The desk works without this: here one tick takes all, and a form is sent once.
"use strict";

const all = document.querySelector("#all");
const ticks = [...document.querySelectorAll(".row input[type=checkbox]")];

function counted() {
  const taken = ticks.filter((tick) => tick.checked).length;
  all.checked = taken === ticks.length;
  all.indeterminate = taken > 0 && taken < ticks.length;
}

if (all) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
  });
  for (const tick of ticks) tick.addEventListener("change", counted);
  counted();
}

for (const form of document.querySelectorAll("main form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("main form")) delete form.dataset.sent;
});
