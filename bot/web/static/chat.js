// The page of a conversation. The server draws every entry; this puts it where it belongs and sends what a person does.
"use strict";

const body = document.body;
const conversation = document.getElementById("conversation");
const status = document.getElementById("status");
const composer = document.getElementById("composer");
const words = document.getElementById("words");
const picker = document.getElementById("files");
const newer = document.getElementById("newer");
const asked = document.getElementById("asked");
const LARGEST = 25 * 1024 * 1024;
const ATTEMPTS = 6;
// The server takes nothing in just now, or whatever stands before it does not reach it.
const AWAY = [502, 503, 504];

let last = Number(body.dataset.last);
// Until when a form that comes was asked for in this window; in another window of the same person it stays closed.
let awaited = Date.now() + 3000;
// What was tapped: the card is brought up to date under it, and the form that comes begins there.
let tapped = { label: "", thumb: null };

const name = () => crypto.randomUUID();
const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
const say = (text) => { if (status.textContent !== text) status.textContent = text; };

// --- sending: once more under the same name while the network or the server is away; taken once all the same

// A moment, or until the network is back.
function rest(milliseconds) {
  return new Promise((go) => {
    const on = () => {
      clearTimeout(timer);
      window.removeEventListener("online", on);
      go();
    };
    const timer = setTimeout(on, milliseconds);
    window.addEventListener("online", on);
  });
}

// What became of it: an empty text when it was taken, else why not. `attempts` are all that the page lives for, or few.
async function send(path, content, { type = "application/json", attempts = Infinity } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    let answer = null;
    try {
      answer = await fetch(path, { method: "POST", body: content, headers: { "Content-Type": type } });
    } catch {
      // No connection: below.
    }
    if (answer?.status === 401) return body.dataset.out;
    if (answer && !AWAY.includes(answer.status)) return answer.ok ? "" : body.dataset.refused;
    if (attempt >= attempts) return body.dataset.offline;
    say(body.dataset.offline);
    await rest(Math.min(15000, 500 * 2 ** attempt));
    if (status.textContent === body.dataset.offline) say("");
  }
}

// For buttons and forms, which somebody waits for.
const sendJson = (path, values) => send(path, JSON.stringify(values), { attempts: ATTEMPTS });

// Files and words go one after the other, as they were sent.
let queue = Promise.resolve();
let queued = 0;

function inTurn(sending) {
  queued += 1;
  queue = queue.then(sending).finally(() => { queued -= 1; });
}

window.addEventListener("beforeunload", (event) => { if (queued) event.preventDefault(); });

// Words that were not taken go back into the line, before what has been written there since.
function giveBack(text) {
  words.value = [text, words.value].filter(Boolean).join("\n");
  grow();
}

function sendFiles(files) {
  const picked = [...files];
  if (!picked.length) return;
  const pick = name();
  const text = words.value.trim();
  words.value = "";
  grow();
  inTurn(async () => {
    const failed = [];
    let first = true;
    for (const [index, file] of picked.entries()) {
      if (picked.length > 1) say(filled(body.dataset.sending, { done: index + 1, count: picked.length }));
      if (file.size > LARGEST) {
        failed.push(filled(body.dataset.large, { name: file.name }));
        continue;
      }
      const asks = new URLSearchParams({ id: name(), pick, name: file.name });
      if (first && text) asks.set("text", text);
      if (await send(`files?${asks}`, file, { type: "application/octet-stream" })) {
        failed.push(filled(body.dataset.failed, { name: file.name }));
      } else first = false;
    }
    if (first && text) giveBack(text);
    say(failed.join("\n"));
  });
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return words.focus();
  words.value = "";
  grow();
  const content = JSON.stringify({ id: name(), text });
  inTurn(async () => {
    awaited = Date.now() + 15000;
    const why = await send("say", content);
    if (!why) return;
    giveBack(text);
    say(why);
  });
});

words.addEventListener("keydown", (event) => {
  // Enter sends on a keyboard; while Chinese is being composed it chooses a character (Safari says that by 229 alone).
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

function grow() {
  words.rows = Math.min(5, Math.max(1, words.value.split("\n").length));
}
words.addEventListener("input", grow);

picker.addEventListener("change", () => {
  sendFiles(picker.files);
  // Only now: the list is emptied with the field.
  picker.value = "";
});

document.addEventListener("paste", (event) => {
  const files = event.clipboardData?.files ?? [];
  if (!files.length) return;
  event.preventDefault();
  sendFiles(files);
});

const drop = document.getElementById("drop");
let over = 0;
const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
document.addEventListener("dragenter", (event) => {
  if (!holdsFiles(event)) return;
  over += 1;
  drop.hidden = false;
});
document.addEventListener("dragleave", () => {
  over = Math.max(0, over - 1);
  drop.hidden = over === 0;
});
document.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  over = 0;
  drop.hidden = true;
  sendFiles(event.dataTransfer.files);
});

// --- buttons of cards

conversation.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button || button.getAttribute("aria-busy") === "true") return;
  const part = button.closest(".part");
  const { action, target, values } = button.dataset;
  tapped = { label: button.dataset.field ?? "", thumb: part?.querySelector(".thumb") ?? null };
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
  if (tapped.thumb) {
    const place = dialog.querySelector(".evidence");
    const large = tapped.thumb.cloneNode(true);
    large.firstElementChild.src = large.href;
    place.replaceChildren(large);
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

// --- what comes

const near = () => window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160;
const toEnd = () => window.scrollTo({ top: document.documentElement.scrollHeight });

// The end, but of a card that is higher than the window its beginning: one reads before one decides.
function toLatest() {
  const entry = conversation.lastElementChild;
  const room = window.innerHeight - document.querySelector(".bar").offsetHeight - composer.offsetHeight;
  if (entry?.matches(".card") && entry.offsetHeight > room) entry.scrollIntoView({ block: "start" });
  else toEnd();
}

function put({ number, place, html }) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const entry = holder.content.firstElementChild;
  const old = document.getElementById(`e${number}`);
  const moved = !old || Number(old.dataset.place) !== place;
  const insert = () => {
    const after = [...conversation.children].find((one) => Number(one.dataset.place) > place);
    conversation.insertBefore(entry, after ?? null);
  };
  if (!old) {
    insert();
    return true;
  }
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  if (moved) {
    old.remove();
    insert();
  } else {
    old.replaceWith(entry);
  }
  if (focused) {
    // Whoever works with the keyboard goes on where they were, or is told the new title.
    const line = (button) => (button.dataset.target ?? "").split(":")[2] ?? "";
    const same = [...entry.querySelectorAll("button[data-action]")].find(
      (one) => one.dataset.action === focused.dataset.action && line(one) === line(focused));
    (same ?? entry.querySelector("h2"))?.focus({ preventScroll: true });
  }
  return moved;
}

const earlier = document.getElementById("earlier");
earlier.addEventListener("click", async () => {
  const first = conversation.firstElementChild;
  const height = document.documentElement.scrollHeight;
  const answer = await fetch(`earlier?before=${first.dataset.place}`);
  if (!answer.ok) return;
  const found = await answer.json();
  for (const entry of found.entries) put(entry);
  earlier.hidden = !found.more;
  // What one was reading stays where it was.
  window.scrollBy(0, document.documentElement.scrollHeight - height);
});

// Whether an entry belongs on the page as far as it is loaded: what stands before comes when it is asked for.
function loaded({ number, place }) {
  const first = conversation.firstElementChild;
  return earlier.hidden || !first || place >= Number(first.dataset.place) || document.getElementById(`e${number}`);
}

let looking = false;
let again = false;

// Signed out, here or elsewhere: nothing stays to be read, unless something would be lost that was not sent yet.
function signedOut() {
  if (queued || words.value) say(body.dataset.out);
  else location.reload();
}

async function look() {
  if (looking) { again = true; return; }
  looking = true;
  try {
    do {
      again = false;
      const answer = await fetch(`entries?after=${last}`);
      if (answer.status === 401) signedOut();
      if (!answer.ok) break;
      const found = await answer.json();
      if (found.last < last) { location.reload(); return; }
      const atEnd = near();
      let fresh = false;
      for (const entry of found.entries.filter(loaded)) fresh = put(entry) || fresh;
      last = found.last;
      if (found.entries.length) answered();
      showForm(found.form);
      // What is said about something that was done in this window a moment ago is never out of sight.
      const spoken = fresh && Date.now() < awaited && conversation.lastElementChild?.matches(".told");
      if (spoken) toEnd();
      else if (fresh && atEnd) toLatest();
      else if (fresh) newer.hidden = near();
      const told = found.entries.map((entry) => document.getElementById(`e${entry.number}`)?.dataset.summary).filter(Boolean);
      if (told.length) announce(told.at(-1));
    } while (again);
  } catch {
    // No connection: the stream tells when there is one again.
  } finally {
    looking = false;
  }
}

newer.addEventListener("click", () => {
  newer.hidden = true;
  toLatest();
});
window.addEventListener("scroll", () => { if (near()) newer.hidden = true; }, { passive: true });

// One sentence for a screen reader instead of the whole card, and in the title of a window that is not looked at.
const announcer = document.createElement("p");
announcer.className = "unseen";
announcer.setAttribute("role", "status");
body.append(announcer);
const title = document.title;

// Something came: no button waits any longer for what it did.
function answered() {
  for (const busy of conversation.querySelectorAll("[aria-busy]")) {
    busy.removeAttribute("aria-busy");
    delete busy.dataset.pressed;
  }
  if (status.textContent === body.dataset.slow) say("");
}

function announce(text) {
  announcer.textContent = text;
  document.title = document.hidden ? `● ${title}` : title;
}

// The stream is open only in the window that somebody is at: a browser has six connections to one server, for all its
// windows together. The others look from time to time.
let stream = null;
let poll = null;

function listen() {
  clearInterval(poll);
  if (!document.hidden) document.title = title;
  look();
  if (document.hidden || !document.hasFocus()) {
    stream?.close();
    stream = null;
    poll = setInterval(look, document.hidden ? 15000 : 3000);
    return;
  }
  if (stream) return;
  const opened = new EventSource("events");
  stream = opened;
  opened.onmessage = look;
  opened.onopen = () => { if (status.textContent === body.dataset.offline) say(""); };
  opened.onerror = () => {
    if (stream !== opened) return;
    say(body.dataset.offline);
    // A lost connection is opened again by the browser; after any other answer than a stream it gives up, and we do not.
    if (opened.readyState !== EventSource.CLOSED) return;
    stream = null;
    poll = setInterval(listen, 3000);
  };
}

window.addEventListener("focus", listen);
window.addEventListener("blur", listen);
document.addEventListener("visibilitychange", listen);
// A picture that cannot be drawn is shown by its name.
conversation.addEventListener("error", (event) => event.target.classList?.add("missing"), true);

toLatest();
openForm();
if (!conversation.children.length) sendJson("arrive", {});
listen();
body.dataset.ready = "";
