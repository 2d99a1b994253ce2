"use strict";
// The administrators' page: a list of people is sent to be looked at, and once more to be done.
(() => {
  const file = document.getElementById("file"), part = document.getElementById("part");
  const plan = document.getElementById("plan"), status = document.getElementById("status");
  let latest = 0;

  async function send(path, more) {
    const chosen = file.files[0];
    if (!chosen) return;
    const mine = ++latest;
    const asked = new URLSearchParams({ name: chosen.name, part: part.checked ? "1" : "" });
    for (const [name, value] of more) asked.append(name, value);
    status.textContent = "…";
    plan.setAttribute("aria-busy", "true");
    let html = "", wrong = "";
    try {
      // Read first: a file that was changed on the disk meanwhile cannot be sent half.
      const answer = await fetch(`${path}?${asked}`, { method: "POST", body: await chosen.arrayBuffer() });
      if (answer.ok) html = await answer.text();
      else wrong = document.body.dataset.failed;
    } catch {
      wrong = document.body.dataset.offline;
    }
    if (mine !== latest) return;
    plan.removeAttribute("aria-busy");
    status.textContent = wrong;
    if (wrong) return;
    plan.innerHTML = html;
    plan.focus({ preventScroll: true });
    plan.scrollIntoView({ block: "nearest" });
  }

  file.addEventListener("change", () => send("company-look", []));
  part.addEventListener("change", () => send("company-look", []));
  plan.addEventListener("click", (event) => {
    const button = event.target.closest("#change-now");
    if (!button || button.disabled) return;
    button.disabled = true;
    const more = [["seen", button.dataset.seen]];
    for (const one of plan.querySelectorAll("select[data-claim]"))
      if (one.value !== one.dataset.offered) more.push(["reroute", `${one.dataset.claim}=${one.value}`]);
    send("company-change", more).finally(() => { button.disabled = false; });
  });
  // The rules: looked at whenever a field is left, saved as a whole, with the digest of what was seen.
  const rules = document.getElementById("rules"), said = document.getElementById("rules-said");
  const rulesStatus = document.getElementById("rules-status");
  let looked = 0;

  async function about(path) {
    const body = JSON.stringify({ seen: rules.dataset.seen, values: Object.fromEntries(new FormData(rules)) });
    const answer = await fetch(path, { method: "POST", body });
    if (!answer.ok) throw new Error("refused");
    return answer.text();
  }

  // What is wrong with a field stands beside it.
  function mark() {
    for (const old of rules.querySelectorAll("small.wrong")) old.remove();
    for (const field of rules.elements) { field.removeAttribute("aria-invalid"); field.removeAttribute("aria-describedby"); }
    for (const one of said.querySelectorAll("[data-field]")) {
      const field = one.dataset.field && rules.elements[one.dataset.field];
      if (!field) continue;
      const told = document.createElement("small");
      told.className = "wrong";
      told.id = `wrong-${one.dataset.field}`;
      told.textContent = one.dataset.said;
      field.after(told);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", told.id);
    }
  }

  rules.addEventListener("change", async () => {
    const mine = ++looked;
    // Away for a moment: what is wrong is said when it is saved.
    const html = await about("company-rules-look").catch(() => null);
    if (html === null || mine !== looked) return;
    said.innerHTML = html;
    mark();
    // Beside the fields it is said already.
    for (const one of said.querySelectorAll(".problems")) one.hidden = !one.querySelector('[data-field=""]');
  });
  rules.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = rules.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    // What is typed meanwhile would be lost when the form is drawn anew.
    rules.inert = true;
    looked++;
    said.replaceChildren();
    rulesStatus.textContent = "";
    try {
      said.innerHTML = await about("company-rules");
      const done = said.querySelector(".done");
      if (done) {
        rules.dataset.seen = done.dataset.seen;
        rules.replaceChildren(said.querySelector("#fresh").content);
      }
      rules.inert = false;
      mark();
      said.focus({ preventScroll: true });
      said.scrollIntoView({ block: "nearest" });
    } catch (error) {
      rulesStatus.textContent = error instanceof TypeError ? document.body.dataset.offline : document.body.dataset.failed;
    }
    rules.inert = false;
    button.disabled = false;
  });
  document.getElementById("list").addEventListener("submit", (event) => event.preventDefault());
  // Chosen before this script was there.
  if (file.files.length) send("company-look", []);
  document.body.dataset.ready = "";
})();
