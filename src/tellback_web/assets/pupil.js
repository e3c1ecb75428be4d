// What a pupil's page does with script, on top of all that works without: it waits for a network that is away, reads
// aloud where the pupil asks, and shows a mistake at once.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const PREFIX = "tellback-page:";
  const SLOW = 2500;
  const PATIENCE = 20000;
  const WAITS = [2000, 4000, 8000, 15000, 30000];
  // Said by the server itself: the code is asked for again, the page was another's, something is wrong on it.
  const SHOWN = [200, 409, 422];

  // A browser may forbid keeping anything; then nothing survives a reload, and all else works.
  const shelf = (what) => {
    try {
      return what(sessionStorage);
    } catch {
      return null;
    }
  };
  const forget = (butOf) =>
    shelf((kept) =>
      Object.keys(kept)
        .filter((key) => key.startsWith(PREFIX) && key !== butOf)
        .forEach((key) => kept.removeItem(key)),
    );

  function make(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  // --- a page is sent, now or when the network is back ---
  function keeper(form) {
    const field = (name) => form.querySelector(`[name="${name}"]`);
    const place = PREFIX + field(":mark").value;
    const all = document.querySelectorAll("#answers, #reader, [data-keep], [form], .ask-buttons");
    let going = false;
    let tries = 0;
    let timer = 0;
    let notice = null;

    function say(text) {
      if (!notice) {
        const button = make("button", { type: "button", class: "govuk-button" }, words.now);
        button.addEventListener("click", () => send());
        notice = make("div", { class: "ask-waiting", role: "status", tabindex: "-1" });
        notice.append(make("p", {}), button);
        document.getElementById("main-content").prepend(notice);
        notice.focus();
      }
      notice.firstChild.textContent = text;
      all.forEach((one) => (one.inert = true));
    }

    // The server has something to say: the same page once more, now as a form, so that the browser shows it.
    // A question may have any name, "submit" and "append" too: nothing is asked of the form once they are in it.
    function post(page) {
      const inputs = page.fields.map(([name, value]) => make("input", { type: "hidden", name, value }));
      const again = make("form", { method: "post", action: page.to, hidden: "" }, ...inputs);
      document.body.append(again);
      HTMLFormElement.prototype.submit.call(again);
    }

    async function send() {
      const page = JSON.parse(shelf((kept) => kept.getItem(place)) || "null") || held;
      if (!page || going) return;
      going = true;
      clearTimeout(timer);
      if (notice) say(words.sending);
      const slow = setTimeout(() => say(words.sending), SLOW);
      const stop = new AbortController();
      const late = setTimeout(() => stop.abort(), PATIENCE);
      try {
        const answer = await fetch(page.to, {
          method: "POST",
          body: new URLSearchParams(page.fields),
          headers: { "Tellback-Script": "1" },
          signal: stop.signal,
        });
        if (answer.status !== 204 && !SHOWN.includes(answer.status)) throw answer.status;
        shelf((kept) => kept.removeItem(place));
        if (answer.status === 204) location.assign(answer.headers.get("Location"));
        else post(page);
      } catch {
        going = false;
        say(words.away);
        timer = setTimeout(send, WAITS[Math.min(tries++, WAITS.length - 1)]);
      } finally {
        clearTimeout(late);
        clearTimeout(slow);
      }
    }

    let held = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (going) return;
      const fields = [...new FormData(form)];
      const pressed = event.submitter;
      if (pressed && pressed.name) fields.push([pressed.name, pressed.value]);
      held = { to: form.getAttribute("action"), fields };
      shelf((kept) => kept.setItem(place, JSON.stringify(held)));
      send();
    });
    addEventListener("online", () => notice && send());

    // What this pupil's page could not send before a reload or a crash goes first.
    const kept = JSON.parse(shelf((one) => one.getItem(place)) || "null");
    if (kept) {
      const token = field("csrfmiddlewaretoken").value;
      kept.fields = kept.fields.map(([key, value]) =>
        key === "csrfmiddlewaretoken" ? [key, token] : [key, value],
      );
      shelf((one) => one.setItem(place, JSON.stringify(kept)));
      say(words.sending);
      send();
    }
  }

  // --- a question is read aloud ---
  const SPEAKER =
    '<svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path fill="currentColor" d="M3 9v6h4l5 5V4L7 9z"/><path fill="none" stroke="currentColor" stroke-width="2" d="M15 8a5 5 0 0 1 0 8M18 5a9 9 0 0 1 0 14"/></svg>';
  const speech = window.speechSynthesis;
  let quiet = () => {};

  // Only voices of this computer: what a child reads goes to nobody else.
  const voiceFor = (lang) =>
    speech &&
    speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(lang));
  const textOf = (part) => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("button, details, .govuk-visually-hidden").forEach((one) => one.remove());
    const blocks = "legend, label, .govuk-hint, p, option";
    const found = copy.matches(blocks) ? [copy] : [...copy.querySelectorAll(blocks)];
    return found.map((one) => one.textContent.trim()).filter(Boolean).join(". ");
  };

  function read(part, button, recording) {
    quiet();
    const over = () => {
      button.setAttribute("aria-pressed", "false");
      part.classList.remove("ask-reading");
      quiet = () => {};
    };
    button.setAttribute("aria-pressed", "true");
    part.classList.add("ask-reading");
    if (recording) {
      const sound = new Audio(recording);
      sound.onended = sound.onerror = over;
      quiet = () => {
        sound.pause();
        over();
      };
      sound.play().catch(over);
      return;
    }
    const lang = document.documentElement.lang;
    const spoken = new SpeechSynthesisUtterance(textOf(part));
    spoken.lang = lang;
    spoken.voice = voiceFor(lang);
    spoken.rate = 0.9;
    spoken.onend = spoken.onerror = over;
    quiet = () => {
      spoken.onend = spoken.onerror = null;
      speech.cancel();
      over();
    };
    speech.speak(spoken);
  }

  function offer(part, recording, beside) {
    if (part.querySelector(":scope > .ask-listen")) return;
    const name = part.querySelector("legend, label, p");
    const hidden = make("span", { class: "govuk-visually-hidden" }, ` ${name ? name.textContent.trim() : ""}`);
    const button = make("button", { type: "button", class: "ask-listen", "aria-pressed": "false" });
    button.innerHTML = SPEAKER;
    button.append(beside ? words.listen : make("span", { class: "govuk-visually-hidden" }, words.listen), hidden);
    button.addEventListener("click", () =>
      button.getAttribute("aria-pressed") === "true" ? quiet() : read(part, button, recording),
    );
    part.classList.add(beside ? "ask-question--listen" : "ask-row--listen");
    if (beside) part.prepend(button);
    else part.append(button);
  }

  function listen() {
    const voice = voiceFor(document.documentElement.lang);
    document.querySelectorAll("#answers > .ask-question").forEach((card) => {
      const recording = card.dataset.audio;
      if (recording || voice) offer(card, recording, true);
      if (voice) card.querySelectorAll(".ask-row").forEach((row) => offer(row, "", false));
    });
  }

  function begin() {
    const summary = document.querySelector(".govuk-error-summary");
    if (summary) summary.focus();
    // Nothing of a sitting that is over, or of another pupil's, stays.
    const mark = document.querySelector('[name=":mark"]');
    if ("over" in words) forget();
    else if (mark) forget(PREFIX + mark.value);
    const form = document.querySelector("form[data-keep]");
    if (form) keeper(form);
    document.querySelectorAll(".ask-leave").forEach((one) => one.addEventListener("click", () => forget()));
    listen();
    if (speech) speech.addEventListener?.("voiceschanged", listen);
    addEventListener("pagehide", () => quiet());
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
