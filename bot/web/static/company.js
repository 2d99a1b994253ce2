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
  // The rules: only what was changed is sent, with the digest of what was seen.
  const rules = document.getElementById("rules"), said = document.getElementById("rules-said");
  const rulesStatus = document.getElementById("rules-status"), send_button = rules.querySelector("button");
  rules.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send_button.disabled) return;
    send_button.disabled = true;
    rulesStatus.textContent = "";
    try {
      const body = JSON.stringify({ seen: rules.dataset.seen, values: Object.fromEntries(new FormData(rules)) });
      const answer = await fetch("company-rules", { method: "POST", body });
      if (!answer.ok) throw new Error("refused");
      said.innerHTML = await answer.text();
      const done = said.querySelector(".done");
      if (done) rules.dataset.seen = done.dataset.seen;
      said.focus({ preventScroll: true });
      said.scrollIntoView({ block: "nearest" });
    } catch (error) {
      rulesStatus.textContent = error instanceof TypeError ? document.body.dataset.offline : document.body.dataset.failed;
    }
    send_button.disabled = false;
  });
  document.getElementById("list").addEventListener("submit", (event) => event.preventDefault());
  // Chosen before this script was there.
  if (file.files.length) send("company-look", []);
  document.body.dataset.ready = "";
})();
