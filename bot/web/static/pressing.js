// What a person presses on cards, and the form that may come of it.
"use strict";

// --- buttons of cards

conversation.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button || button.getAttribute("aria-busy") === "true") return;
  const part = button.closest(".part");
  const { action, target, values } = button.dataset;
  tapped = { label: button.dataset.field ?? "", thumbs: [...(part?.querySelectorAll(".thumb") ?? [])] };
  awaited = Date.now() + 15000;
  const pressed = name();
  button.setAttribute("aria-busy", "true");
  button.dataset.pressed = pressed;
  const why = values
    ? await sendJson("answer", { id: name(), action, target, values: JSON.parse(values) })
    : await sendJson("press", { id: name(), action, target });
  if (why) say(why);
  // Usually the card is drawn anew long before; if not, the person may press once more.
  await pause(why ? 0 : 8000);
  if (button.isConnected && button.dataset.pressed === pressed) {
    button.removeAttribute("aria-busy");
    delete button.dataset.pressed;
    if (!why) say(body.dataset.slow);
  }
});

// --- the form

function showForm(form) {
  const open = asked.querySelector("dialog");
  const number = open ? Number(open.dataset.number) : 0;
  if (!form) {
    if (open) open.remove();
    return;
  }
  if (form.number === number && open.open) return;
  if (form.number !== number) {
    asked.innerHTML = form.html;
  }
  if (Date.now() > awaited) return;
  openForm();
}

function openForm() {
  const dialog = asked.querySelector("dialog");
  if (!dialog || dialog.open) return;
  answered();
  if (tapped.thumbs.length) {
    const place = dialog.querySelector(".evidence");
    place.replaceChildren(...tapped.thumbs.map((thumb) => {
      const large = thumb.cloneNode(true);
      large.firstElementChild.src = large.href;
      return large;
    }));
    place.hidden = false;
  }
  dialog.showModal();
  const wrong = dialog.querySelector("[aria-invalid], fieldset[aria-describedby] input");
  const meant = [...dialog.querySelectorAll("[data-label]")].find((field) => field.dataset.label === tapped.label);
  const field = wrong ?? meant?.querySelector("input, textarea, select");
  const first = field ?? dialog.querySelector("input:checked, input, textarea, select");
  first?.focus({ preventScroll: true });
  // In the middle: at the edge the buttons below would lie over it.
  if (field) field.scrollIntoView({ block: "center" });
  if (first?.inputMode === "decimal") first.select();
}

asked.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) dismiss();
});
asked.addEventListener("cancel", (event) => {
  event.preventDefault();
  dismiss();
}, true);

function dismiss() {
  const dialog = asked.querySelector("dialog");
  if (!dialog) return;
  sendJson("dismiss", { form: Number(dialog.dataset.number) });
  closeForm(dialog);
}

function closeForm(dialog) {
  dialog.close();
  dialog.remove();
}

asked.addEventListener("submit", async (event) => {
  event.preventDefault();
  const dialog = asked.querySelector("dialog");
  const button = dialog.querySelector("button[type=submit]");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const values = Object.fromEntries(new FormData(event.target));
  for (const field of dialog.querySelectorAll("[data-several]")) {
    values[field.dataset.several] = [...field.querySelectorAll("input:checked")].map((box) => box.value).join(",");
  }
  awaited = Date.now() + 15000;
  const why = await sendJson("fill", { id: name(), form: Number(dialog.dataset.number), values });
  button.removeAttribute("aria-busy");
  if (!dialog.isConnected) return;
  if (why) dialog.querySelector("[data-told]").textContent = why;
  else closeForm(dialog);
});
