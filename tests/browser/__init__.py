"""Stories in a real browser: the demo as a process, Debian's Chromium, people with thumbs, keyboards and eyes."""
