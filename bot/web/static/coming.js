// What comes: entries that the server has drawn, put where they belong; and the stream that tells of them.
"use strict";

const near = () => window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160;
// Also after one has sent something oneself, wherever one was reading: the answer comes there.
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
  // What somebody has opened stays open, and what they folded folded.
  for (const was of old.querySelectorAll("details[open]")) {
    const row = [...entry.querySelectorAll("details")].find((one) => one.dataset.key === was.dataset.key);
    if (row) row.open = true;
  }
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
