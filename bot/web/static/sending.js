// What a person sends from the page of a conversation: photos and words, in their order, as long as it takes. Read before
// `pressing.js` and `coming.js`, which go on with what is named here.
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
let tapped = { label: "", thumbs: [] };

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
  toEnd();
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
  toEnd();
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
