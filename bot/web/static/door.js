// The button of a link is pressed once: the second of two quick presses would find the link used, and take the place of
// the answer that lets in.
"use strict";

const entering = document.querySelector("form");
entering?.addEventListener("submit", (event) => {
  if (entering.dataset.sent) event.preventDefault();
  entering.dataset.sent = "1";
});
// Back on this page by the browser's own button, one may press again.
window.addEventListener("pageshow", () => { delete entering?.dataset.sent; });
